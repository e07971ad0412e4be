import { expect, test } from 'vitest'
import { amountInterval } from '../../src/statistics/interval/amount-interval.ts'

test.each([
  // 1 ± t(0.975, 2) × 1 ÷ √3, of which t is 4.302653 in the tables.
  [[0, 1, 2], 0, 3.484138],
  [[0, 0, 0], 0, 0],
  [[9, 10, 11], 7.515862, 12.484138],
  // What something was subtracted from may be below zero.
  [[-1, 0, 1], -2.484138, 2.484138],
])('an interval of amounts does not go below zero: %j', (values, lower, upper) => {
  const interval = amountInterval(values)
  expect(interval.lower).toBeCloseTo(lower, 6)
  expect(interval.upper).toBeCloseTo(upper, 6)
})
