import { describe, expect, test } from 'vitest'
import { fiellerRatio } from '../../src/statistics/comparison/fieller-ratio.ts'
import { matchedDifference } from '../../src/statistics/comparison/matched-difference.ts'
import { matchedFiellerRatio } from '../../src/statistics/comparison/matched-fieller-ratio.ts'
import { meanContrast } from '../../src/statistics/comparison/mean-contrast.ts'
import { pairwiseShift } from '../../src/statistics/comparison/pairwise-shift.ts'
import { signedRankShift } from '../../src/statistics/comparison/signed-rank-shift.ts'
import { weightedLine } from '../../src/statistics/regression/weighted-line.ts'
import reference from './differences.json' with { type: 'json' }

interface Expected {
  value: number
  lower: number
  upper: number
  p?: number
}

/** Equal to nine digits, ends of an interval as seen from its width. */
function expectInterval(
  actual: { value: number; lower: number; upper: number; pValue?: number } | undefined,
  expected: Expected | null,
): void {
  if (!expected || !actual) {
    expect(actual ?? null).toBe(expected)
    return
  }
  const scale = expected.upper - expected.lower
  for (const end of ['value', 'lower', 'upper'] as const) {
    expect(Math.abs(actual[end] - expected[end]) / scale).toBeLessThan(1e-9)
  }
  if (expected.p !== undefined) expect((actual.pValue ?? 0) / expected.p).toBeCloseTo(1, 9)
}

describe(`against ${reference['made with']}`, () => {
  test.each(reference.pairs)('$a and $b', ({ a, b, ...expected }) => {
    const differences = a.map((value, at) => value - (b[at] ?? 0))
    expectInterval(matchedDifference(differences), expected.matched)
    const terms = [
      { values: a, weight: 1 },
      { values: b, weight: -1 },
    ]
    expectInterval(meanContrast(terms), expected.welch)
    expectInterval(matchedFiellerRatio(a, b), expected['matched ratio'])
    expectInterval(fiellerRatio(terms), expected.ratio)
  })

  test.each(reference.shifts)('shift of $a against $b', ({ a, b, ...expected }) => {
    expectInterval(pairwiseShift(a, b), expected)
  })

  test.each(reference['signed ranks'])('shift of $differences', ({ differences, ...expected }) => {
    expectInterval(signedRankShift(differences), expected)
  })

  test.each(reference.lines)('line through $y', ({ x, y, w, intercept, slope }) => {
    const points = x.map((x, at) => ({ x, y: y[at] ?? 0, weight: w[at] ?? 0 }))
    const line = weightedLine(points)
    expect((line?.slope ?? 0) / slope).toBeCloseTo(1, 10)
    expect((line?.intercept ?? 0) / intercept).toBeCloseTo(1, 10)
  })
})

test('the examples of their comments', () => {
  expect(matchedDifference([1, 2, 3]).lower).toBeCloseTo(-0.48414, 5)
  expect(matchedFiellerRatio([2, 4, 6, 8.5], [1, 2, 3, 4])?.value).toBe(2.05)
  const two = [
    { values: [2, 4, 6], weight: 1 },
    { values: [1, 1.1, 0.9], weight: -1 },
  ]
  expect(fiellerRatio(two)?.value).toBe(4)
  const points = [
    { x: 0, y: 1, weight: 1 },
    { x: 1, y: 3, weight: 4 },
  ]
  expect(weightedLine(points)).toEqual({ intercept: 1, slope: 2 })
  expect(pairwiseShift([5, 6, 7, 8], [1, 2, 3, 4])).toMatchObject({ value: 4, lower: 1, upper: 7 })
})

test('no difference at all, and none that varies', () => {
  expect(matchedDifference([0, 0, 0]).pValue).toBe(1)
  expect(matchedDifference([2, 2, 2])).toMatchObject({ lower: 2, upper: 2, pValue: 0 })
  expect(matchedFiellerRatio([2, 2, 2], [1, 1, 1])).toMatchObject({ lower: 2, upper: 2 })
  const constant = [
    { values: [2, 2, 2], weight: 1 },
    { values: [1, 1, 1], weight: -1 },
  ]
  expect(fiellerRatio(constant)).toMatchObject({ value: 2 })
})

test('there is no line where the load never moves', () => {
  const point = { x: 2, y: 1, weight: 1 }
  expect(weightedLine([point, point])).toBeUndefined()
  expect(weightedLine([point])).toBeUndefined()
})
