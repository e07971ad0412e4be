import { geometricMeanInterval } from '../interval/geometric-mean-interval.ts'
import type { Interval } from '../interval/interval.ts'
import { type Bin, mergeBins } from './histogram.ts'
import { percentileOfBins } from './percentile-of-bins.ts'

/** fio tells a latency to the middle of a bin, 1 ÷ 64 of it wide at most: half of that to each side. */
const halfBin = 1 / 128

/**
 * A percentile of all values of several runs together, from their merged bins. The run is the unit
 * that was repeated, so the interval is as wide as Student's t on the logs of the runs' own
 * percentiles, and half a bin wider at each end. It lies about the percentile of all values, which
 * is no mean of those: of a high percentile, the mean of the runs' own would be too low, and the
 * interval about it would miss the truth the more often, the more runs there are. Resampling so few
 * runs would not cover either (59–84 % at n = 3 to 6).
 *
 * `pooledPercentile([[[1, 9], [2, 1]], [[1, 5], [2, 5]]], 50)?.value // => 1`
 *
 * @param runs one histogram a run, at least two, with bins of the same edges
 * @param percent from 0 to 100
 * @returns undefined where a run is empty
 */
export function pooledPercentile(
  runs: readonly Bin[][],
  percent: number,
  level = 0.95,
): Interval | undefined {
  const value = percentileOfBins(mergeBins([...runs]), percent)
  const own = runs.flatMap(bins => percentileOfBins(bins, percent) ?? [])
  if (value === undefined || own.length < runs.length || own.length < 2) return undefined
  const spread = geometricMeanInterval(own, level)
  const half = spread.upper / spread.value
  return {
    value,
    lower: (value / half) * (1 - halfBin),
    upper: value * half * (1 + halfBin),
    level,
  }
}
