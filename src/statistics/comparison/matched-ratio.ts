import { studentTPValue } from '../distribution/student-t.ts'
import { meanInterval } from '../interval/mean-interval.ts'
import { variance } from '../summary/variance.ts'
import type { Ratio } from './ratio.ts'

/**
 * Ratio of what was measured side by side, once a round: the geometric mean of the rounds' own
 * ratios, with Student's t on their logs (the paired t test). What all runs of a round share, such
 * as a slow hour of the machine, is in both sides and falls out.
 *
 * `matchedRatio([0.69, 0.69, 0.69]).value // => 1.99…`
 *
 * @param logs of the ratio in each round, at least two
 */
export function matchedRatio(logs: readonly number[], level = 0.95): Ratio {
  const { value, lower, upper } = meanInterval(logs, level)
  const error = Math.sqrt(variance(logs) / logs.length)
  const pValue =
    error === 0 ? Number(Math.abs(value) < 1e-12) : studentTPValue(value / error, logs.length - 1)
  return { value: Math.exp(value), lower: Math.exp(lower), upper: Math.exp(upper), level, pValue }
}
