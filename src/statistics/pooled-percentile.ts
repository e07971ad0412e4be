import { type Bin, mergeBins, percentileOfBins } from './histogram.ts'
import type { Interval } from './interval.ts'
import { quantile } from './quantile.ts'
import { createRandom, resample } from './random.ts'

/**
 * A percentile of all values of several runs together, from their merged bins; its interval from
 * resampling the runs (bootstrap, Efron 1979; fixed seed), because the run is the unit that was
 * repeated. Percentiles of runs are never averaged.
 *
 * `pooledPercentile([[[1, 9], [2, 1]], [[1, 5], [2, 5]]], 50) // => {value: 1, lower: 1, upper: 1, …}`
 *
 * @param runs one histogram a run, with bins of the same edges
 * @param percent from 0 to 100
 */
export function pooledPercentile(
  runs: readonly Bin[][],
  percent: number,
  resamples = 500,
): Interval | undefined {
  const merged = mergeBins([...runs])
  const value = percentileOfBins(merged, percent)
  if (value === undefined) return undefined
  const edges = merged.map(([edge]) => edge)
  const index = new Map(edges.map((edge, at) => [edge, at]))
  const rows = runs.map(bins => {
    const row = new Float64Array(edges.length)
    for (const [edge, count] of bins) row[index.get(edge) ?? 0] = count
    return row
  })
  const random = createRandom(1)
  const draws = Array.from({ length: resamples }, () => {
    const total = new Float64Array(edges.length)
    for (const row of resample(rows, random)) {
      for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + (row[at] ?? 0)
    }
    const bins = edges.map((edge, at): Bin => [edge, total[at] ?? 0])
    return percentileOfBins(bins, percent) ?? value
  })
  return { value, lower: quantile(draws, 0.025), upper: quantile(draws, 0.975), level: 0.95 }
}
