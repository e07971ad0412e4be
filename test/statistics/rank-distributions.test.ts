import { expect, test } from 'vitest'
import { rankSumWays } from '../../src/statistics/distribution/rank-sum-distribution.ts'
import { signedRankWays } from '../../src/statistics/distribution/signed-rank-distribution.ts'

test('signed ranks of five rounds', () => {
  // scipy 1.17.1: the exact distribution of `stats.wilcoxon` for n = 5, times 2⁵
  expect([...signedRankWays([1, 2, 3, 4, 5])]).toEqual([
    1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 2, 2, 1, 1, 1,
  ])
})

test('rank sums of three runs among seven', () => {
  // scipy 1.17.1: the exact distribution of `stats.mannwhitneyu` for 3 and 4, times 35; U is the sum less 6
  const ways = [...rankSumWays([1, 2, 3, 4, 5, 6, 7], 3)]
  expect(ways.slice(6, 19)).toEqual([1, 1, 2, 3, 4, 4, 5, 4, 4, 3, 2, 1, 1])
  expect(ways.reduce((sum, count) => sum + count, 0)).toBe(35)
})
