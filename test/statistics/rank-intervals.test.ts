import { expect, test } from 'vitest'
import { rankIntervals } from '../../src/statistics/interval/rank-intervals.ts'

test('verdicts on pairs bound the ranks, and are never chained', () => {
  const better = new Set(['0 2', '0 3', '1 3'])
  expect(rankIntervals(4, (one, other) => better.has(`${one} ${other}`))).toEqual([
    { lower: 1, upper: 2 },
    { lower: 1, upper: 3 },
    { lower: 2, upper: 4 },
    { lower: 3, upper: 4 },
  ])
})

test('without a verdict every rank is possible; with all of them just one', () => {
  expect(rankIntervals(2, () => false)).toEqual([
    { lower: 1, upper: 2 },
    { lower: 1, upper: 2 },
  ])
  expect(rankIntervals(2, (one, other) => one > other)).toEqual([
    { lower: 2, upper: 2 },
    { lower: 1, upper: 1 },
  ])
})
