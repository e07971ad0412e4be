import { mannWhitney } from './mann-whitney.ts'
import { median } from './median.ts'
import { rankSumWays } from './rank-sum-distribution.ts'
import type { Ratio } from './ratio.ts'

/**
 * Ratio of two samples that assumes nothing but that they have one shape on the log scale: the
 * median of all pairwise ratios (Hodges & Lehmann 1963), its interval from inverting the
 * Mann-Whitney test (Moses 1953; Hollander & Wolfe 1999, 4.3), and that test's p-value. The
 * interval's own level is told: it is exact, and at least the one asked for.
 *
 * @param values positive
 * @param baseline positive
 * @returns undefined where the samples are too small for the level: below 4 and 4 at 95 %
 */
export function pairwiseRatio(
  values: readonly number[],
  baseline: readonly number[],
  level = 0.95,
): Ratio | undefined {
  const logs = values
    .flatMap(value => baseline.map(other => Math.log(value / other)))
    .sort((a, b) => a - b)
  const cut = findCut(values.length, baseline.length, level)
  const lower = logs[cut.steps - 1]
  const upper = logs[logs.length - cut.steps]
  if (cut.steps === 0 || lower === undefined || upper === undefined) return undefined
  return {
    value: Math.exp(median(logs)),
    lower: Math.exp(lower),
    upper: Math.exp(upper),
    level: cut.level,
    pValue: mannWhitney(values, baseline),
  }
}

/** How many of the sorted ratios lie outside at each end: the largest k with 2 · P(U < k) <= 1 - level. */
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
