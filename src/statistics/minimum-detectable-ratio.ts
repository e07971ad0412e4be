import { studentTQuantile } from './student-t.ts'
import { variance } from './variance.ts'

/**
 * The smallest ratio that a comparison of these two samples would have found in four of five
 * studies like it: with Welch's standard error on logs, exp((t₀.₉₇₅ + t₀.₈) · error), which is the
 * minimum detectable effect (Bloom 1995). "No difference" means something only beside it.
 *
 * `minimumDetectableRatio([1, 1.1, 0.9, 1], [1, 1.1, 0.9, 1]) // => 1.234…`
 *
 * @param a positive, at least two
 * @param b positive, at least two
 */
export function minimumDetectableRatio(a: readonly number[], b: readonly number[]): number {
  const errorA = variance(a.map(Math.log)) / a.length
  const errorB = variance(b.map(Math.log)) / b.length
  const total = errorA + errorB
  if (total === 0) return 1
  const degrees = total ** 2 / (errorA ** 2 / (a.length - 1) + errorB ** 2 / (b.length - 1))
  const steps = studentTQuantile(0.975, degrees) + studentTQuantile(0.8, degrees)
  return Math.exp(steps * Math.sqrt(total))
}
