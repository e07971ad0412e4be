import { bootstrapLevel } from './bootstrap-level.ts'
import { type Bin, mergeBins } from './histogram.ts'
import type { Interval } from './interval.ts'
import { percentileOfBins } from './percentile-of-bins.ts'
import { quantile } from './quantile.ts'
import { createRandom } from './random.ts'
import { resample } from './resample.ts'

/**
 * A percentile of all values of several runs together, from their merged bins; its interval from
 * resampling the runs (bootstrap, Efron 1979; fixed seed), because the run is the unit that was
 * repeated. Percentiles of runs are never averaged. Of few runs, 95 % of resamplings hold the
 * true value less often than that: the level says how often.
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
  const rows = runs.map(bins => accumulate(bins, edges))
  const random = createRandom(1)
  const draws = Array.from({ length: resamples }, () => {
    const at = firstAbove(resample(rows, random), percent / 100)
    return edges[at] ?? value
  })
  return {
    value,
    lower: quantile(draws, 0.025),
    upper: quantile(draws, 0.975),
    level: bootstrapLevel(runs.length),
  }
}

/** How many values of one run lie up to each of the edges. */
function accumulate(bins: readonly Bin[], edges: readonly number[]): Float64Array {
  const counts = new Map(bins)
  let seen = 0
  return Float64Array.from(edges, edge => {
    seen += counts.get(edge) ?? 0
    return seen
  })
}

/**
 * The first edge up to which this share of all values lies, by bisection: a study resamples
 * its runs a hundred thousand times. Without any value, the place after the last edge.
 */
function firstAbove(rows: readonly Float64Array[], share: number): number {
  const upTo = (at: number) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0)
  const edges = rows[0]?.length ?? 0
  const all = upTo(edges - 1)
  if (all === 0) return edges
  let [low, high] = [0, edges - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (upTo(middle) >= share * all) high = middle
    else low = middle + 1
  }
  return low
}
