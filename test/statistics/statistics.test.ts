import { describe, expect, test } from 'vitest'
import { geometricMeanInterval } from '../../src/statistics/geometric-mean-interval.ts'
import { geometricMeanRatio } from '../../src/statistics/geometric-mean-ratio.ts'
import { holm } from '../../src/statistics/holm.ts'
import { meanInterval } from '../../src/statistics/mean-interval.ts'
import { coefficientOfVariation, median } from '../../src/statistics/moments.ts'
import { studentT, studentTQuantile } from '../../src/statistics/student-t.ts'
import reference from './reference.json' with { type: 'json' }

/** Equal to a relative error of 1e-9, or both as good as zero. */
function expectClose(actual: number, expected: number, name: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300)
  expect(
    Math.abs(actual - expected) < 1e-14 || error < 1e-9,
    `${name}: ${actual} ≠ ${expected}`,
  ).toBe(true)
}

describe(`against ${reference['made with']}`, () => {
  test.each(reference['student t cdf'])('P(T <= %d), %d degrees', (t, degrees, expected) => {
    expectClose(studentT(t ?? 0, degrees ?? 0), expected ?? 0, 'probability')
  })

  test.each(reference['student t quantile'])('quantile %d, %d degrees', (p, degrees, expected) => {
    expectClose(studentTQuantile(p ?? 0, degrees ?? 0), expected ?? 0, 'quantile')
  })

  test.each(reference.samples)('intervals of $name', sample => {
    for (const [interval, expected] of [
      [meanInterval(sample.values), sample.mean],
      [geometricMeanInterval(sample.values), sample.geometric],
    ] as const) {
      expectClose(interval.value, expected[0] ?? 0, 'value')
      expectClose(interval.lower, expected[1] ?? 0, 'lower')
      expectClose(interval.upper, expected[2] ?? 0, 'upper')
    }
    expectClose(coefficientOfVariation(sample.values), sample.cv, 'cv')
  })

  test.each(reference.ratios)('ratio %#', ({ a, b, value, lower, upper, pValue }) => {
    const ratio = geometricMeanRatio(a, b)
    expectClose(ratio.value, value, 'value')
    expectClose(ratio.lower, lower, 'lower')
    expectClose(ratio.upper, upper, 'upper')
    expectClose(ratio.pValue, pValue, 'p')
  })
})

test('Holm', () => {
  const adjusted = holm(reference.holm.p)
  for (const [index, value] of adjusted.entries()) {
    expectClose(value, reference.holm.adjusted[index] ?? 0, 'p')
  }
  expect(holm([])).toEqual([])
})

test('no spread at all', () => {
  expect(geometricMeanRatio([2, 2, 2], [1, 1, 1])).toMatchObject({ value: 2, pValue: 0 })
  expect(geometricMeanRatio([2, 2, 2], [2, 2, 2])).toMatchObject({ value: 1, pValue: 1 })
})

test('median', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
})
