import type { Bin } from './histogram.ts'

/**
 * The first bin up to which at least `percent` of all values lie: what fio prints.
 *
 * @example percentileOfBins([[10, 3], [20, 1]], 75) // => 10
 */
export function percentileOfBins(bins: Bin[], percent: number): number | undefined {
  const total = bins.reduce((sum, bin) => sum + bin[1], 0)
  if (total === 0) return undefined
  const wanted = (percent / 100) * total
  let seen = 0
  for (const [value, count] of bins) {
    seen += count
    if (seen >= wanted) return value
  }
  return bins.at(-1)?.[0]
}
