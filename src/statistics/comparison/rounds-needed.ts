import { studentTQuantile } from '../distribution/student-t.ts'
import { significance } from '../significance.ts'

/** More rounds than anybody runs: what needs them cannot be had so. */
const most = 10_000

/**
 * How many rounds it takes until a change is known to so much, at either side: the least n for which
 * Student's t at the level times the standard error is no more than that.
 *
 * `roundsForWidth(0.1, 0.05) // => 18`
 *
 * @param deviation standard deviation over rounds, of the logs of ratios or of differences
 * @returns undefined where even 10 000 do not do
 */
export function roundsForWidth(deviation: number, width: number, level = 0.95): number | undefined {
  return findRounds(deviation, width, n => studentTQuantile((1 + level) / 2, n - 1))
}

/**
 * How many rounds it takes until a true change of this size is significant in four of five
 * studies: the least n for which (t₁₋α⁄₂ + t₀.₈) standard errors are no more than that (Bloom 1995,
 * the minimum detectable effect).
 *
 * `roundsForChange(0.1, 0.1) // => 10`
 *
 * @param alpha what decides: 0.05, or that over the number of comparisons, of a family
 */
export function roundsForChange(
  deviation: number,
  change: number,
  alpha = significance,
): number | undefined {
  return findRounds(
    deviation,
    change,
    n => studentTQuantile(1 - alpha / 2, n - 1) + studentTQuantile(0.8, n - 1),
  )
}

/** The least n of three at least; errors fall with n, so it is found by halves. */
function findRounds(
  deviation: number,
  width: number,
  steps: (n: number) => number,
): number | undefined {
  const isEnough = (n: number) => steps(n) * deviation <= width * Math.sqrt(n)
  if (!(width > 0) || !isEnough(most)) return undefined
  let [low, high] = [2, most]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}
