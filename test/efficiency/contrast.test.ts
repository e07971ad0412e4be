import { describe, expect, test } from 'vitest'
import { parseClaim } from '../../src/efficiency/claims/claims.ts'
import { judgeClaim } from '../../src/efficiency/claims/judge-claim.ts'
import { assumptions } from '../../src/efficiency/comparison/assumption.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { type Series, toSeries } from '../../src/statistics/comparison/contrast.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Of each round a value that may be below zero. */
const signed = (...values: number[]) => toSeries(values, true)
const { 'round-drift': drift, 'log-normal': logNormal, nothing } = assumptions
const against = (left: Series, right: Series) => [
  { series: left, weight: 1 },
  { series: right, weight: -1 },
]

/** Differences 1.5, 1.6, 1.4, 1.5: their mean is 1.5, the error 0.0408…, t of 3 degrees 3.182. */
const left = signed(1.4, 1.9, 1.2, 1.7)
const right = signed(-0.1, 0.3, -0.2, 0.2)

describe('what may be below zero', () => {
  test('is told by the difference, and by no ratio to what is not clear of zero', () => {
    const found = drift.compare(against(left, right))
    expect(found?.difference.value).toBeCloseTo(1.5, 12)
    expect(found?.difference.lower).toBeCloseTo(1.5 - 3.18245 * 0.0408248, 5)
    expect(found?.ratio).toBeUndefined()
    expect(found?.pValue).toBeLessThan(0.001)
  })

  test('has a ratio, of the averages, where that is clear of zero', () => {
    const found = drift.compare(against(right, left))
    expect(found?.ratio?.value).toBeCloseTo(0.05 / 1.55, 12)
    expect(found?.ratio?.lower).toBeLessThan(0)
  })

  test('is averaged over pairs before it is divided', () => {
    const found = drift.compare([
      { series: left, weight: 0.5 },
      { series: signed(3, 3.1, 3.2, 2.9), weight: 0.5 },
      { series: signed(1, 1.1, 0.9, 1), weight: -0.5 },
      { series: signed(2, 2.1, 2.2, 2), weight: -0.5 },
    ])
    // Left averages 2.3, right 1.5375.
    expect(found?.difference.value).toBeCloseTo(0.7625, 12)
    expect(found?.ratio?.value).toBeCloseTo(2.3 / 1.5375, 12)
  })

  test('has no ratio where a cell is on both sides, and so in neither', () => {
    const found = drift.compare([
      { series: left, weight: 0.5 },
      { series: signed(1, 1.1, 0.9, 1), weight: -0.5 },
    ])
    expect(found?.ratio).toBeUndefined()
  })

  test('is compared in the rounds that both have', () => {
    const found = drift.compare(against(signed(1.4, Number.NaN, 1.2, 1.7), right))
    expect(found?.difference.value).toBeCloseTo((1.5 + 1.4 + 1.5) / 3, 12)
  })

  test('between runs, whose noise adds up, the interval is wider', () => {
    const within = drift.compare(against(left, right))?.difference
    const between = logNormal.compare(against(left, right))?.difference
    expect(between?.value).toBeCloseTo(1.5, 12)
    expect(between?.lower).toBeLessThan(within?.lower ?? 0)
    expect(logNormal.compare(against(right, left))?.ratio?.value).toBeCloseTo(0.05 / 1.55, 12)
  })

  test('and where nothing is assumed it is the middle of all differences', () => {
    const found = nothing.compare(against(left, right))
    expect(found?.difference.value).toBeCloseTo(1.5, 12)
    expect(found?.ratio).toBeUndefined()
  })
})

test('two rounds are too few', () => {
  const two = against(signed(1, 2), signed(3, 4))
  for (const assumption of [drift, logNormal, nothing]) {
    expect(assumption.compare(two)).toBeUndefined()
  }
})

describe('a claim in units', () => {
  const efficiency = toEfficiency(
    makeStudy({
      factors: { c: ['a', 'b'] },
      repeats: 4,
      switches: ({ c }, repeat) => (c === 'a' ? 2 : 3.5) + 0.01 * repeat,
      yaml: 'assume: round-drift',
    }),
  )
  test.each([
    ['c=b > c=a on switches in w by 1.4 switches/IO', true],
    ['c=b > c=a on switches in w by 1.6 switch/IO', false],
    ['c=a < c=b on switches in w by 1 switch/IO', true],
    ['c=b ~ c=a on switches in w within 1.6 switches/IO', true],
    ['c=b ~ c=a on switches in w within 1.4 switches/IO', false],
    ['c=b > c=a on switches in w by 70 %', true],
  ])('%s: %s', (text, holds) => {
    const claim = parseClaim(text)
    expect(claim && judgeClaim(claim, efficiency).holds).toBe(holds)
  })

  test('says what was found in that unit', () => {
    const claim = parseClaim('c=b > c=a on switches in w by 2 switches/IO')
    const verdict = claim && judgeClaim(claim, efficiency)
    expect(verdict?.found).toMatch(/^\+1\.50\sswitches per I\/O \[\+1\.50, \+1\.50\], p = 1\.00$/)
  })

  test('of another unit never holds', () => {
    const claim = parseClaim('c=b > c=a on switches in w by 1 cycle/IO')
    const verdict = claim && judgeClaim(claim, efficiency)
    expect(verdict?.holds).toBe(false)
    expect(verdict?.found).toContain('it is counted in switch/IO, and not in cycle/IO')
  })

  test('of no unit is no claim', () => {
    expect(parseClaim('c=b > c=a on switches in w by 1 hop/IO')).toBeUndefined()
  })
})
