import { studentTPValue } from '../distribution/student-t.ts'
import { meanInterval } from '../interval/mean-interval.ts'
import { variance } from '../summary/variance.ts'
import type { Difference } from './difference.ts'

/**
 * Difference of what was measured side by side, once a round: the mean of the rounds' own
 * differences with Student's t (the paired t test). What a round adds to both sides falls out.
 *
 * `matchedDifference([1, 2, 3]) // => {value: 2, lower: -0.484…, upper: 4.484…, level: 0.95, pValue: 0.0741…}`
 *
 * @param differences one a round, at least two
 */
export function matchedDifference(differences: readonly number[], level = 0.95): Difference {
  const interval = meanInterval(differences, level)
  const error = Math.sqrt(variance(differences) / differences.length)
  const pValue =
    error === 0
      ? Number(interval.value === 0)
      : studentTPValue(interval.value / error, differences.length - 1)
  return { ...interval, pValue }
}
