import { expect, test } from 'vitest'
import { geometricMeanInterval } from '../../src/statistics/interval/geometric-mean-interval.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.samples)('interval of $name', ({ values, geometric }) => {
  const interval = geometricMeanInterval(values)
  expectClose(interval.value, geometric[0] ?? 0, 'value')
  expectClose(interval.lower, geometric[1] ?? 0, 'lower')
  expectClose(interval.upper, geometric[2] ?? 0, 'upper')
})

test('of one value there is no interval', () => {
  const { value, lower, upper } = geometricMeanInterval([3])
  expect(value).toBeCloseTo(3, 12)
  expect([lower, upper]).toEqual([Number.NaN, Number.NaN])
})

test('of values without a spread it is a point', () => {
  expect(geometricMeanInterval([2, 2, 2]).lower).toBeCloseTo(2, 12)
})
