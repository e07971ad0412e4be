import { expect, test } from 'vitest'
import { type Bin, mergeBins } from '../../src/statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../src/statistics/percentile/percentile-of-bins.ts'
import { pooledPercentile } from '../../src/statistics/percentile/pooled-percentile.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['pooled percentiles'])('p$percent of runs together, %#', expected => {
  const runs = expected.runs as Bin[][]
  const { value, lower = 0, upper = 0 } = pooledPercentile(runs, expected.percent) ?? {}
  expect(percentileOfBins(mergeBins(runs), expected.percent)).toBe(expected.value)
  expect(value).toBe(expected.value)
  expectClose(lower, expected.lower, 'lower')
  expectClose(upper, expected.upper, 'upper')
})

test('a percentile of runs together is that of all their values', () => {
  // 10 and 10 values: sorted, 14 times 1 and 6 times 2; the 70th percent is the 14th value.
  const runs: [number, number][][] = [
    [
      [1, 9],
      [2, 1],
    ],
    [
      [1, 5],
      [2, 5],
    ],
  ]
  expect(pooledPercentile(runs, 70)).toMatchObject({ value: 1 })
  expect(pooledPercentile(runs, 71)).toMatchObject({ value: 2 })
  expect(pooledPercentile([[], []], 50)).toBeUndefined()
})

test('of one run there is none', () => {
  expect(pooledPercentile([[[3, 1]]], 50)).toBeUndefined()
})
