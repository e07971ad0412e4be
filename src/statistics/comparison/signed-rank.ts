import { signedRankWays } from '../distribution/signed-rank-distribution.ts'
import { midRanks } from '../summary/mid-ranks.ts'

/**
 * Wilcoxon's signed-rank test, two-sided: could the values be symmetric around 0? Zeros are left
 * out, ties share their mid-rank, and the p-value is exact.
 *
 * `signedRank([1, 2, 3]) // => 0.25`
 */
export function signedRank(values: readonly number[]): number {
  const apart = values.filter(value => value !== 0)
  const ranks = midRanks(apart.map(Math.abs)).map(rank => 2 * rank)
  const observed = apart.reduce((sum, value, at) => sum + (value > 0 ? (ranks[at] ?? 0) : 0), 0)
  const centre = ranks.reduce((sum, rank) => sum + rank, 0) / 2
  const distance = Math.abs(observed - centre) - 1e-9
  const far = signedRankWays(ranks).reduce(
    (sum, ways, at) => sum + (Math.abs(at - centre) >= distance ? ways : 0),
    0,
  )
  return far / 2 ** ranks.length
}
