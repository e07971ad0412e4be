import { geometricMeanInterval } from '../statistics/geometric-mean-interval.ts'
import { geometricMeanRatio, type Ratio } from '../statistics/geometric-mean-ratio.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import type { Estimate } from './efficiency.ts'

/** Fewer repeats than this get no interval: their spread is anybody's guess. */
const fewestRuns = 3

/** Geometric mean and its 95 % interval; the arithmetic one where a value is zero. */
export function toEstimate(values: number[]): Estimate {
  const n = values.length
  if (n < fewestRuns) return { state: 'too-few-runs', n }
  return values.every(value => value > 0)
    ? { state: 'estimated', mean: 'geometric', interval: geometricMeanInterval(values), n }
    : { state: 'estimated', mean: 'arithmetic', interval: meanInterval(values), n }
}

/** Ratio to the baseline, where both have enough repeats and no zero. */
export function toRatio(values: number[], baseline: number[]): Ratio | undefined {
  const isUsable = (sample: number[]) =>
    sample.length >= fewestRuns && sample.every(value => value > 0)
  return isUsable(values) && isUsable(baseline) ? geometricMeanRatio(values, baseline) : undefined
}
