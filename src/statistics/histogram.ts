/** Where a bin lies, and how many values are in it. */
export type Bin = [value: number, count: number]

/** Several histograms over the same values as one, in the order of value. */
export function mergeBins(histograms: Bin[][]): Bin[] {
  const counts = new Map<number, number>()
  for (const [value, count] of histograms.flat()) {
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return [...counts].sort((a, b) => a[0] - b[0])
}

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
