import type { Ratio } from './geometric-mean-ratio.ts'
import { median } from './moments.ts'

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
    pValue: signedRankTest(logs),
  }
}

/** Two-sided p of "the centre is 0"; zeros are left out, ties share their mid-rank. */
export function signedRankTest(values: readonly number[]): number {
  const apart = values.filter(value => value !== 0)
  const sizes = apart.map(Math.abs).sort((a, b) => a - b)
  const ranks = apart.map(value => {
    const size = Math.abs(value)
    return sizes.indexOf(size) + sizes.lastIndexOf(size) + 2
  })
  const observed = apart.reduce((sum, value, at) => sum + (value > 0 ? (ranks[at] ?? 0) : 0), 0)
  const centre = ranks.reduce((sum, rank) => sum + rank, 0) / 2
  const distance = Math.abs(observed - centre) - 1e-9
  const far = subsetSums(ranks).reduce(
    (sum, ways, at) => sum + (Math.abs(at - centre) >= distance ? ways : 0),
    0,
  )
  return far / 2 ** ranks.length
}

/** How many averages lie outside at each end: the largest k with 2 · P(W < k) <= 1 - level. */
function findCut(n: number, level: number): { steps: number; reached: number } {
  const ways = subsetSums(Array.from({ length: n }, (_, index) => index + 1))
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

/** In how many ways some of the ranks add up to each sum. */
function subsetSums(ranks: readonly number[]): Float64Array {
  const ways = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 0) + 1)
  ways[0] = 1
  for (const rank of ranks) {
    for (let sum = ways.length - 1; sum >= rank; sum--) {
      ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0)
    }
  }
  return ways
}
