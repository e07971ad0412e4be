import { expect, test } from 'vitest'
import { meanInside } from '../../src/statistics/summary/mean-inside.ts'

/** A run whose rate moves: fio’s log of about a second a line. */
const curve: [number, number][] = [
  [0, 0],
  [1.005, 4713.45],
  [2.008, 8414.52],
  [3.009, 12186.29],
  [4.01, 16709.81],
  [5.5, 20_000],
  [8, 31_000],
]

/** scipy 1.17.1, numpy 2.4.6: `quad(lambda s: interp(s + length) - interp(s), from, to) / (to - from)` */
test.each([
  [4, 0.3, 1.3, 14745.785654362417],
  [2.5, 0, 1, 9897.903777097905],
  [3, 4.2, 5, 11227.363087248319],
  [1, 2, 2, 3767.3779820179843],
  // Its end lies behind the last knot, where nothing is done any more.
  [4, 3.5, 4.5, 14062.793925893231],
  [7.9, 0, 0.1, 30545.5],
])('%d s, begun between %d and %d', (length, from, to, expected) => {
  expect(meanInside(curve, length, [from, to]) / expected).toBeCloseTo(1, 9)
})

test('of an even rate it is rate × length, whenever it began', () => {
  const even: [number, number][] = [
    [0, 0],
    [10, 100],
  ]
  expect(meanInside(even, 2, [3, 4])).toBeCloseTo(20, 12)
  expect(meanInside(even, 2, [3, 3])).toBeCloseTo(20, 12)
})
