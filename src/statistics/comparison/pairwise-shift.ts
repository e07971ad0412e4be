import { rankSumWays } from '../distribution/rank-sum-distribution.ts'
import type { Interval } from '../interval/interval.ts'
import { medianOfSorted } from '../summary/median.ts'
import type { Difference } from './difference.ts'
import { mannWhitney } from './mann-whitney.ts'

/**
 * Difference of two samples that assumes nothing but that they have one shape: the median of all
 * pairwise differences (Hodges & Lehmann 1963), its interval from inverting the Mann-Whitney test
 * (Moses 1953; Hollander & Wolfe 1999, 4.3), and that test's p-value. The interval's own level is
 * told: it is exact, and at least the one asked for.
 *
 * `pairwiseShift([5, 6, 7, 8], [1, 2, 3, 4]) // => {value: 4, lower: 1, upper: 7, level: 0.9714…, pValue: 0.0285…}`
 *
 * @returns undefined where the samples are too small for the level: below 4 and 4 at 95 %
 */
export function pairwiseShift(
  values: readonly number[],
  baseline: readonly number[],
  level = 0.95,
): Difference | undefined {
  const differences = values.flatMap(value => baseline.map(other => value - other))
  const middle = medianOfPairs(differences, values.length, baseline.length, level)
  return middle && { ...middle, pValue: mannWhitney(values, baseline) }
}

/**
 * Median of all differences between m and n values, with that interval.
 *
 * @param differences m · n of them
 */
export function medianOfPairs(
  differences: readonly number[],
  m: number,
  n: number,
  level: number,
): Interval | undefined {
  const sorted = Float64Array.from(differences).sort()
  const cut = findCut(m, n, level)
  const lower = sorted[cut.steps - 1]
  const upper = sorted[sorted.length - cut.steps]
  if (cut.steps === 0 || lower === undefined || upper === undefined) return undefined
  return { value: medianOfSorted(sorted), lower, upper, level: cut.level }
}

/** How many of the sorted differences lie outside at each end: the largest k with 2 · P(U < k) <= 1 - level. */
function findCut(m: number, n: number, level: number): { steps: number; level: number } {
  const ranks = Array.from({ length: m + n }, (_, index) => index + 1)
  const ways = rankSumWays(ranks, m)
  const all = ways.reduce((sum, count) => sum + count, 0)
  const lowest = (m * (m + 1)) / 2
  let tail = 0
  let steps = 0
  let reached = 1
  while (steps < m * n) {
    tail += (ways[lowest + steps] ?? 0) / all
    if (2 * tail > 1 - level + 1e-12) break
    steps += 1
    reached = 1 - 2 * tail
  }
  return { steps, level: reached }
}
