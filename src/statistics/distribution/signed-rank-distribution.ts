/**
 * In how many ways some of the ranks add up to each sum: the exact distribution of Wilcoxon's
 * signed-rank statistic, ties included when ranks are doubled mid-ranks.
 *
 * `signedRankWays([1, 2]) // => [1, 1, 1, 1]`
 *
 * @param ranks whole numbers above zero
 */
export function signedRankWays(ranks: readonly number[]): Float64Array {
  const ways = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 0) + 1)
  ways[0] = 1
  for (const rank of ranks) {
    for (let sum = ways.length - 1; sum >= rank; sum--) {
      ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0)
    }
  }
  return ways
}
