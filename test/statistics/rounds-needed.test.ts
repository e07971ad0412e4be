import { expect, test } from 'vitest'
import { roundsForChange, roundsForWidth } from '../../src/statistics/comparison/rounds-needed.ts'

/**
 * scipy 1.17.1: from n = 3 on, the first with t.ppf(0.975, n - 1) · sd ÷ √n <= width; of a change
 * with t.ppf(1 - alpha / 2, n - 1) + t.ppf(0.8, n - 1) in place of the first.
 */
test.each([
  [0.1, 0.05, 18, 34, 69],
  [0.1, 0.1, 7, 10, 21],
  [0.02, 0.05, 3, 4, 7],
  [0.3, 0.05, 141, 285, 582],
])(
  'rounds of %d to ± %d: %d; for a change of it %d, one of 32 %d',
  (sd, of, width, one, family) => {
    expect(roundsForWidth(sd, of)).toBe(width)
    expect(roundsForChange(sd, of)).toBe(one)
    expect(roundsForChange(sd, of, 0.05 / 32)).toBe(family)
  },
)

test('without noise three rounds do, and beyond ten thousand none do', () => {
  expect(roundsForWidth(0, 0.05)).toBe(3)
  expect(roundsForWidth(0.5, 0.01)).toBe(9607)
  expect(roundsForChange(0.5, 0.01)).toBeUndefined()
  expect(roundsForWidth(0.1, 0)).toBeUndefined()
})
