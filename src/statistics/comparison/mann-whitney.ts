import { complementaryError } from '../distribution/complementary-error.ts'
import { rankSumWays } from '../distribution/rank-sum-distribution.ts'
import { midRanks } from '../summary/mid-ranks.ts'

/**
 * Mann-Whitney U test, two-sided: could both samples come from one distribution?
 *
 * The p-value is exact, ties included: mid-ranks are doubled to integers, and the number of ways
 * to choose n values with each sum of ranks is counted. With many values that would be a large
 * table, and the normal approximation with correction for ties and continuity is as good
 * (Hollander & Wolfe 1999, 4.1).
 *
 * `mannWhitney([1, 2, 3], [4, 5, 6]) // => 0.1`
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const ranks = midRanks([...a, ...b]).map(rank => 2 * rank)
  const observed = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0)
  const exactUpTo = 60
  return ranks.length <= exactUpTo
    ? exactP(ranks, a.length, observed)
    : normalP(ranks, a.length, observed)
}

/** Share of all choices of `size` ranks whose sum is as far from the mean as the observed one. */
function exactP(ranks: number[], size: number, observed: number): number {
  const ways = rankSumWays(ranks, size)
  const mean = (ranks.reduce((sum, rank) => sum + rank, 0) * size) / ranks.length
  const distance = Math.abs(observed - mean) - 1e-9
  const all = ways.reduce((sum, count) => sum + count, 0)
  const far = ways.reduce(
    (sum, count, at) => sum + (Math.abs(at - mean) >= distance ? count : 0),
    0,
  )
  return far / all
}

function normalP(ranks: number[], size: number, observed: number): number {
  const n = ranks.length
  const mean = (ranks.reduce((sum, rank) => sum + rank, 0) * size) / n
  const centre = ranks.reduce((sum, rank) => sum + rank, 0) / n
  const spread = ranks.reduce((sum, rank) => sum + (rank - centre) ** 2, 0) / n
  const variance = (spread * size * (n - size)) / (n - 1)
  if (variance === 0) return 1
  // A step of the sum of doubled ranks is 2, so the correction for continuity is 1.
  const z = Math.max(0, Math.abs(observed - mean) - 1) / Math.sqrt(variance)
  return Math.min(1, complementaryError(z / Math.SQRT2))
}
