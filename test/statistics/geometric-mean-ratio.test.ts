import { expect, test } from 'vitest'
import { geometricMeanRatio } from '../../src/statistics/comparison/geometric-mean-ratio.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.ratios)('ratio %#', ({ a, b, value, lower, upper, pValue }) => {
  const ratio = geometricMeanRatio(a, b)
  expectClose(ratio.value, value, 'value')
  expectClose(ratio.lower, lower, 'lower')
  expectClose(ratio.upper, upper, 'upper')
  expectClose(ratio.pValue, pValue, 'p')
})

test('of one value there is no interval', () => {
  expect(geometricMeanRatio([3], [1, 2]).lower).toBeNaN()
  expect(geometricMeanRatio([3], [1, 2]).pValue).toBeNaN()
})

test('without a spread it is a point', () => {
  expect(geometricMeanRatio([2, 2, 2], [1, 1, 1])).toMatchObject({ value: 2, pValue: 0 })
  expect(geometricMeanRatio([2, 2, 2], [2, 2, 2])).toMatchObject({ value: 1, pValue: 1 })
})
