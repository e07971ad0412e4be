import { studentTQuantile } from '../distribution/student-t.ts'
import { mean } from '../summary/mean.ts'
import { variance } from '../summary/variance.ts'
import type { Interval } from './interval.ts'

/**
 * Geometric mean of positive values, with Student's t interval of the mean of their logs.
 * Costs are positive and are compared as ratios, so the log scale is theirs.
 *
 * `geometricMeanInterval([1, 2, 4], 0.95) // => {value: 2, lower: 0.357…, upper: 11.19…, level: 0.95}`
 *
 * @param values at least two, all greater than zero
 */
export function geometricMeanInterval(values: readonly number[], level = 0.95): Interval {
  const logs = values.map(Math.log)
  const centre = mean(logs)
  const half =
    studentTQuantile((1 + level) / 2, logs.length - 1) * Math.sqrt(variance(logs) / logs.length)
  return {
    value: Math.exp(centre),
    lower: Math.exp(centre - half),
    upper: Math.exp(centre + half),
    level,
  }
}
