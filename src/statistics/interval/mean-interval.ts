import { studentTQuantile } from '../distribution/student-t.ts'
import { mean } from '../summary/mean.ts'
import { variance } from '../summary/variance.ts'
import type { Interval } from './interval.ts'

/**
 * Arithmetic mean with Student's t interval: for samples that hold what has no logarithm, such as
 * costs net of an idle machine, which may be below zero.
 *
 * `meanInterval([0, 1, 2], 0.95) // => {value: 1, lower: -1.484…, upper: 3.484…, level: 0.95}`
 *
 * @param values at least two
 */
export function meanInterval(values: readonly number[], level = 0.95): Interval {
  const value = mean(values)
  const half =
    studentTQuantile((1 + level) / 2, values.length - 1) *
    Math.sqrt(variance(values) / values.length)
  return { value, lower: value - half, upper: value + half, level }
}
