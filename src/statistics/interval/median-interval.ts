import { median } from '../summary/median.ts'
import type { Interval } from './interval.ts'

/**
 * Median between two order statistics, assuming nothing of the distribution: the interval from
 * the k-th smallest to the k-th largest value misses the median with probability
 * 2 · P(Binomial(n, 1/2) < k) (Conover 1999, 3.2). The narrowest one that reaches the level is
 * taken; its own level is told, as it is rarely just the one asked for.
 *
 * `medianInterval([1, 2, 3, 4, 5, 6]) // => {value: 3.5, lower: 1, upper: 6, level: 0.96875}`
 *
 * @returns undefined where even the whole range does not reach the level: below 6 values at 95 %
 */
export function medianInterval(values: readonly number[], level = 0.95): Interval | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  let found: Interval | undefined
  let tail = 0
  let probability = 0.5 ** n
  for (let k = 1; k <= n / 2; k++) {
    tail += probability
    probability *= (n - k + 1) / k
    const reached = 1 - 2 * tail
    const lower = sorted[k - 1]
    const upper = sorted[n - k]
    if (reached < level || lower === undefined || upper === undefined) break
    found = { value: median(sorted), lower, upper, level: reached }
  }
  return found
}
