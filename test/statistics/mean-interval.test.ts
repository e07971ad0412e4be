import { expect, test } from 'vitest'
import { meanInterval } from '../../src/statistics/interval/mean-interval.ts'
import { expectClose } from './expect-close.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference.samples)('interval of $name', ({ values, mean }) => {
  const interval = meanInterval(values)
  expectClose(interval.value, mean[0] ?? 0, 'value')
  expectClose(interval.lower, mean[1] ?? 0, 'lower')
  expectClose(interval.upper, mean[2] ?? 0, 'upper')
})

test('of one value there is no interval', () => {
  const { value, lower, upper } = meanInterval([3])
  expect(value).toBeCloseTo(3, 12)
  expect([lower, upper]).toEqual([Number.NaN, Number.NaN])
})

test('of values without a spread it is a point', () => {
  expect(meanInterval([2, 2, 2])).toMatchObject({ value: 2, lower: 2, upper: 2 })
})
