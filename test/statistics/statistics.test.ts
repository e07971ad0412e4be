import { describe, expect, test } from 'vitest'
import { geometricMeanRatio } from '../../src/statistics/comparison/geometric-mean-ratio.ts'
import { holm } from '../../src/statistics/comparison/holm.ts'
import { logContrast } from '../../src/statistics/comparison/log-contrast.ts'
import { mannWhitney } from '../../src/statistics/comparison/mann-whitney.ts'
import { matchedRatio } from '../../src/statistics/comparison/matched-ratio.ts'
import { pairwiseRatio } from '../../src/statistics/comparison/pairwise-ratio.ts'
import { signedRank } from '../../src/statistics/comparison/signed-rank.ts'
import { signedRankRatio } from '../../src/statistics/comparison/signed-rank-ratio.ts'
import { complementaryError } from '../../src/statistics/distribution/complementary-error.ts'
import { incompleteBeta } from '../../src/statistics/distribution/incomplete-beta.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { studentT, studentTQuantile } from '../../src/statistics/distribution/student-t.ts'
import { amountInterval } from '../../src/statistics/interval/amount-interval.ts'
import { geometricMeanInterval } from '../../src/statistics/interval/geometric-mean-interval.ts'
import { meanInterval } from '../../src/statistics/interval/mean-interval.ts'
import { medianInterval } from '../../src/statistics/interval/median-interval.ts'
import { type Bin, mergeBins } from '../../src/statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../src/statistics/percentile/percentile-of-bins.ts'
import { pooledPercentile } from '../../src/statistics/percentile/pooled-percentile.ts'
import { pooledSlope } from '../../src/statistics/regression/pooled-slope.ts'
import { spearman } from '../../src/statistics/regression/spearman.ts'
import { coefficientOfVariation } from '../../src/statistics/summary/coefficient-of-variation.ts'
import { geometricMean } from '../../src/statistics/summary/geometric-mean.ts'
import { mean } from '../../src/statistics/summary/mean.ts'
import { median } from '../../src/statistics/summary/median.ts'
import { medianAbsoluteDeviation } from '../../src/statistics/summary/median-absolute-deviation.ts'
import { midRanks } from '../../src/statistics/summary/mid-ranks.ts'
import { variance } from '../../src/statistics/summary/variance.ts'
import reference from './reference.json' with { type: 'json' }
import referenceR from './reference-r.json' with { type: 'json' }

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

  test.each(reference['incomplete beta'])('I_%d(%d, %d)', (x, a, b, expected) => {
    expectClose(incompleteBeta(x ?? 0, a ?? 0, b ?? 0), expected ?? 0, 'probability')
  })

  test.each(reference['complementary error'])('erfc(%d)', (x, expected) => {
    expectClose(complementaryError(x ?? 0), expected ?? 0, 'probability')
  })

  test.each(reference['mid-ranks'])('ranks of $values', ({ values, ranks }) => {
    expect(midRanks(values)).toEqual(ranks)
  })

  test.each(reference['median absolute deviations'])('deviation of $values', expected => {
    expectClose(medianAbsoluteDeviation(expected.values), expected.deviation, 'deviation')
  })

  test.each(reference['student t quantile'])('quantile %d, %d degrees', (p, degrees, expected) => {
    expectClose(studentTQuantile(p ?? 0, degrees ?? 0), expected ?? 0, 'quantile')
  })

  test.each(reference['matched ratios'])('matched ratio of $ratios', ({ ratios, ...expected }) => {
    const { value, lower, upper, pValue } = matchedRatio(ratios.map(Math.log))
    expectClose(value, expected.value, 'ratio')
    expectClose(lower, expected.lower, 'lower')
    expectClose(upper, expected.upper, 'upper')
    expectClose(pValue, expected.p, 'p')
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

test.each(reference['median intervals'])('median of 1…$n', ({ n, expected }) => {
  const interval = medianInterval(Array.from({ length: n }, (_, index) => index + 1))
  if (expected === null) expect(interval).toBeUndefined()
  else {
    expect([interval?.lower, interval?.upper]).toEqual(expected.slice(0, 2))
    expectClose(interval?.level ?? 0, expected[2] ?? 0, 'level')
  }
})

test.each(reference['medians of samples'])('median of $values', ({ values, ...expected }) => {
  expectClose(median(values), expected.median, 'median')
  const { value, lower, upper, level } = medianInterval(values) ?? {}
  if (expected.interval === null) expect(value).toBeUndefined()
  else {
    expect([value, lower, upper]).toEqual([expected.median, ...expected.interval.slice(0, 2)])
    expectClose(level ?? 0, expected.interval[2] ?? 0, 'level')
  }
})

test.each(reference.moments)('mean and variance of $values', ({ values, ...expected }) => {
  expectClose(mean(values), expected.mean, 'mean')
  expectClose(variance(values), expected.variance, 'variance')
})

test.each(reference['geometric means'])('geometric mean of $values', ({ values, ...expected }) => {
  expectClose(geometricMean(values), expected.mean, 'mean')
})

test.each(reference['merged histograms'])('histograms together, %#', ({ runs, counts }) => {
  expect(mergeBins(runs as Bin[][])).toEqual(counts)
})

test.each(reference['pooled percentiles'])('p$percent of runs together, %#', expected => {
  const runs = expected.runs as Bin[][]
  const { value, lower = 0, upper = 0 } = pooledPercentile(runs, expected.percent) ?? {}
  expect(percentileOfBins(mergeBins(runs), expected.percent)).toBe(expected.value)
  expect(value).toBe(expected.value)
  expectClose(lower, expected.lower, 'lower')
  expectClose(upper, expected.upper, 'upper')
})

test.each(reference['mann-whitney'])('Mann-Whitney $a against $b', ({ a, b, p }) => {
  expectClose(mannWhitney(a, b), p, 'p')
})

test.each(reference['mann-whitney, one'])('Mann-Whitney of one: $a, $b', ({ a, b, p }) => {
  expectClose(mannWhitney(a, b), p, 'p')
})

test.each(reference['pairwise ratios'])('pairwise ratio of $a to $b', ({ a, b, expected }) => {
  const ratio = pairwiseRatio(a, b)
  if (expected === null) expect(ratio).toBeUndefined()
  else {
    expectClose(ratio?.value ?? 0, expected.value, 'value')
    expectClose(ratio?.lower ?? 0, expected.lower, 'lower')
    expectClose(ratio?.upper ?? 0, expected.upper, 'upper')
    expectClose(ratio?.level ?? 0, expected.level, 'level')
    expectClose(ratio?.pValue ?? 0, expected.p, 'p')
  }
})

test('Mann-Whitney of many', () => {
  const { a, b, p } = reference['mann-whitney, many']
  expectClose(mannWhitney(a, b), p, 'p')
})

test.each(referenceR.pairs)('pairwise ratio against R, %#', ({ a, b, ...expected }) => {
  const ratio = pairwiseRatio(a, b)
  expectClose(ratio?.value ?? 0, expected.value, 'value')
  expectClose(ratio?.lower ?? 0, expected.lower, 'lower')
  expectClose(ratio?.upper ?? 0, expected.upper, 'upper')
  expectClose(ratio?.level ?? 0, expected.level, 'level')
  expectClose(ratio?.pValue ?? 0, expected.p, 'p')
})

test.each(referenceR['signed ranks'])(
  'signed-rank ratio against R, %#',
  ({ ratios, ...expected }) => {
    const ratio = signedRankRatio(ratios.map(Math.log))
    expectClose(ratio?.value ?? 0, expected.value, 'value')
    expectClose(ratio?.lower ?? 0, expected.lower, 'lower')
    expectClose(ratio?.upper ?? 0, expected.upper, 'upper')
    expectClose(ratio?.level ?? 0, expected.level, 'level')
    expectClose(ratio?.pValue ?? 0, expected.p, 'p')
  },
)

test.each(reference['signed ranks, ties'])('signed-rank test of $values', ({ values, p }) => {
  expectClose(signedRank(values), p, 'p')
})

test('too few values for a signed-rank ratio', () => {
  for (const n of [0, 1, 2, 3, 5]) {
    expect(signedRankRatio(Array.from({ length: n }, (_, index) => index + 1))).toBeUndefined()
  }
  expect(signedRankRatio([2, 2, 2, 2, 2, 2].map(Math.log))).toMatchObject({
    value: 2,
    lower: 2,
    upper: 2,
  })
})

test.each(reference.contrasts)('contrast %#', ({ terms, value, lower, upper, pValue }) => {
  const ratio = logContrast(
    terms.map(([values, weight]) => ({ values: values as number[], weight: weight as number })),
  )
  expectClose(ratio.value, value, 'value')
  expectClose(ratio.lower, lower, 'lower')
  expectClose(ratio.upper, upper, 'upper')
  expectClose(ratio.pValue, pValue, 'p')
})

test.each(reference.spearman)('Spearman $a and $b', ({ a, b, rho, p }) => {
  expectClose(spearman(a, b).rho, rho, 'rho')
  expectClose(spearman(a, b).pValue, p, 'p')
})

test('Spearman of what never changes, and of two', () => {
  expect(spearman([1, 2, 3], [2, 2, 2])).toEqual({ rho: 0, pValue: 1 })
  expect(spearman([1, 2, 3], [1, 2, 3])).toEqual({ rho: 1, pValue: 0 })
})

test('one value varies by nothing that could be known', () => {
  for (const { value, lower, upper } of [
    meanInterval([3]),
    geometricMeanInterval([3]),
    matchedRatio([Math.log(3)]),
  ]) {
    expect(value).toBeCloseTo(3, 12)
    expect([lower, upper]).toEqual([Number.NaN, Number.NaN])
  }
  expect(geometricMeanRatio([3], [1, 2]).lower).toBeNaN()
  expect(geometricMeanRatio([3], [1, 2]).pValue).toBeNaN()
  expect(logContrast([{ values: [3], weight: 1 }]).lower).toBeNaN()
  expect(coefficientOfVariation([3])).toBeNaN()
  expect(variance([3])).toBeNaN()
  expect(mean([3])).toBe(3)
  expect(medianInterval([3])).toBeUndefined()
  expect(medianInterval([1, 2])).toBeUndefined()
  expect(pooledPercentile([[[3, 1]]], 50)).toBeUndefined()
  expect(holm([0.03])).toEqual([0.03])
})

test('too few values for a pairwise ratio', () => {
  expect(pairwiseRatio([1, 2, 3], [4, 5, 6])).toBeUndefined()
  expect(pairwiseRatio([1], [2])).toBeUndefined()
})

test('random numbers are even, the same for one seed, others for another', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 10_000 }, random)
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  // Ten bins of 10 000: a chi-square with 9 degrees of freedom is below 27.9 in 999 of 1000 cases.
  const bins = new Array<number>(10).fill(0)
  for (const value of draw(7))
    bins[Math.floor(value * 10)] = (bins[Math.floor(value * 10)] ?? 0) + 1
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
  expect(chiSquare).toBeLessThan(27.9)
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

test.each(referenceR.covariance)(
  'pooled slope inside groups $group, against R',
  ({ group, x, y, slope, explained }) => {
    const groups = [...new Set(group)].map(name =>
      group.flatMap((own, at) => (own === name ? [{ x: x[at] ?? 0, y: y[at] ?? 0 }] : [])),
    )
    const fit = pooledSlope(groups)
    expectClose(fit?.slope ?? 0, slope, 'slope')
    expectClose(fit?.explained ?? 0, explained, 'explained')
  },
)

test('there is no slope where nothing moves inside a group', () => {
  const flat = [
    { x: 1, y: 1 },
    { x: 1, y: 2 },
  ]
  expect(pooledSlope([flat])).toBeUndefined()
  expect(pooledSlope([flat.map(({ x, y }) => ({ x: y, y: x }))])).toBeUndefined()
  expect(pooledSlope([])).toBeUndefined()
})

test.each(referenceR.holm)('Holm of $p, against R', ({ p, adjusted }) => {
  for (const [index, value] of holm(p).entries()) expectClose(value, adjusted[index] ?? 0, 'p')
})

test('Holm of nothing', () => expect(holm([])).toEqual([]))

test('no spread at all', () => {
  expect(geometricMeanRatio([2, 2, 2], [1, 1, 1])).toMatchObject({ value: 2, pValue: 0 })
  expect(geometricMeanRatio([2, 2, 2], [2, 2, 2])).toMatchObject({ value: 1, pValue: 1 })
  expect(meanInterval([2, 2, 2])).toMatchObject({ value: 2, lower: 2, upper: 2 })
  expect(geometricMeanInterval([2, 2, 2]).lower).toBeCloseTo(2, 12)
  expect(medianInterval([2, 2, 2, 2, 2, 2])).toMatchObject({ value: 2, lower: 2, upper: 2 })
  expect(pairwiseRatio([2, 2, 2, 2], [1, 1, 1, 1])).toMatchObject({ value: 2, lower: 2, upper: 2 })
  const terms = (values: number[]) => [
    { values, weight: 1 },
    { values: [1, 1, 1], weight: -1 },
  ]
  expect(logContrast(terms([4, 4, 4]))).toMatchObject({ value: 4, lower: 4, upper: 4, pValue: 0 })
  expect(logContrast(terms([1, 1, 1]))).toMatchObject({ value: 1, pValue: 1 })
})
