import { median } from './median.ts'
import type { Ratio } from './ratio.ts'
import { signedRank } from './signed-rank.ts'
import { signedRankWays } from './signed-rank-distribution.ts'

/**
 * Ratio of matched samples that assumes nothing but that their logs are symmetric around it: the
 * median of all averages of two logs (Hodges & Lehmann 1963), its interval from inverting
 * Wilcoxon's signed-rank test (Tukey 1949; Hollander & Wolfe 1999, 3.3), and that test's p-value,
 * exact with ties. Where left and right were drawn in random order, symmetry holds by design.
 *
 * `signedRankRatio([2, 2.1, 1.9, 2.2, 2, 1.8]) // => {value: 2, lower: 1.8, upper: 2.2, level: 0.96875, pValue: 0.03125}`
 *
 * @param ratios positive, one a matched pair
 * @returns undefined where even the whole range does not reach the level: below 6 at 95 %
 */
export function signedRankRatio(ratios: readonly number[], level = 0.95): Ratio | undefined {
  const logs = ratios.map(Math.log)
  const averages = logs
    .flatMap((a, index) => logs.slice(index).map(b => (a + b) / 2))
    .sort((a, b) => a - b)
  const { steps, reached } = findCut(logs.length, level)
  const lower = averages[steps - 1]
  const upper = averages[averages.length - steps]
  if (steps === 0 || lower === undefined || upper === undefined) return undefined
  return {
    value: Math.exp(median(averages)),
    lower: Math.exp(lower),
    upper: Math.exp(upper),
    level: reached,
    pValue: signedRank(logs),
  }
}

/** How many averages lie outside at each end: the largest k with 2 · P(W < k) <= 1 - level. */
function findCut(n: number, level: number): { steps: number; reached: number } {
  const ways = signedRankWays(Array.from({ length: n }, (_, index) => index + 1))
  let tail = 0
  let steps = 0
  let reached = 1
  for (const count of ways) {
    tail += count / 2 ** n
    if (2 * tail > 1 - level + 1e-12) break
    steps += 1
    reached = 1 - 2 * tail
  }
  return { steps, reached }
}
