import { studentTQuantile } from './student-t.ts'
import { variance } from './variance.ts'

/**
 * The smallest ratio that such rounds would have shown in four of five studies: the paired form
 * of `minimumDetectableRatio`.
 *
 * @param logs of the ratio in each round, at least two
 */
export function minimumDetectableMatchedRatio(logs: readonly number[]): number {
  const degrees = logs.length - 1
  const steps = studentTQuantile(0.975, degrees) + studentTQuantile(0.8, degrees)
  return Math.exp(steps * Math.sqrt(variance(logs) / logs.length))
}
