import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assumptions } from '../src/efficiency/comparison/assumption.ts'
import { decimalsAlone } from '../src/format/estimate.ts'
import { toSeries } from '../src/statistics/comparison/contrast.ts'
import { geometricMeanInterval } from '../src/statistics/interval/geometric-mean-interval.ts'
import { percentileOfBins } from '../src/statistics/percentile/percentile-of-bins.ts'
import { pooledPercentile } from '../src/statistics/percentile/pooled-percentile.ts'
import coverage from '../src/tables/coverage.json' with { type: 'json' }
import { repository } from './helpers/technote.ts'

/** What the method page says, and what the program does: a sentence that changes takes its test along. */
const page = readFileSync(join(repository, 'site/method.md'), 'utf8')
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/\s+/g, ' ')
const says = (sentence: string) => expect(page).toContain(sentence)

const { 'log-normal': logNormal, 'round-drift': roundDrift, nothing } = assumptions
const kindOf = (values: number[], isSigned = false) => {
  const estimate = roundDrift.summarise(values, isSigned)
  return estimate.state === 'estimated' ? estimate.kind : estimate.state
}

describe('from runs to an estimate', () => {
  test('geometric mean, or arithmetic where a run has no logarithm', () => {
    says('so the estimate is the geometric mean over runs')
    expect(kindOf([1, 2, 3])).toBe('geometric mean')
    says('where a run counted nothing, the estimate is the arithmetic mean')
    expect(kindOf([0, 2, 3])).toBe('arithmetic mean')
    says('What is net can be below zero, so its estimate is the arithmetic mean over runs too.')
    expect(kindOf([1, 2, 3], true)).toBe('arithmetic mean')
  })

  test('the interval of counts ends at zero, that of net costs does not', () => {
    says('and its interval ends at zero, below which no count can be')
    const lowerOf = (isSigned: boolean) => {
      const estimate = roundDrift.summarise([0, 2, 3], isSigned)
      return estimate.state === 'estimated' ? estimate.interval.lower : Number.NaN
    }
    expect(lowerOf(false)).toBe(0)
    expect(lowerOf(true)).toBeLessThan(0)
  })

  test('intervals of means reach further to the side of their skew', () => {
    says('so their intervals are stretched to that side')
    const estimate = roundDrift.summarise([1, 1.1, 1.2, 4], true)
    if (estimate.state !== 'estimated') throw new Error(estimate.state)
    const { value, lower, upper } = estimate.interval
    expect(upper - value).toBeGreaterThan(1.2 * (value - lower))
  })

  test('with one or two runs there is no interval', () => {
    says('With one or two runs there is no interval')
    for (const { summarise } of [logNormal, roundDrift]) {
      expect([[1], [1, 2], [1, 2, 3]].map(runs => summarise(runs).state)).toEqual([
        'too-few-runs',
        'too-few-runs',
        'estimated',
      ])
    }
  })

  test('under `assume: nothing` it is a median', () => {
    says('A study that declares `assume: nothing` has medians instead')
    expect(nothing.summarise([1, 2, 3, 4, 5, 60])).toMatchObject({
      kind: 'median',
      interval: { value: 3.5, lower: 1, upper: 60 },
    })
  })

  test('percentiles are those of all bins, their intervals half a bin wider than those of the runs', () => {
    says('Percentiles of latency are read off the bins of all runs together.')
    says(
      "as wide as Student's t on the logs of the runs' own percentiles, and half a bin of fio wider",
    )
    const runs = [10, 20, 30].map(value => [[value, 9] as [number, number]])
    const pooled = pooledPercentile(runs, 50)
    const own = geometricMeanInterval(runs.flatMap(bins => percentileOfBins(bins, 50) ?? []))
    expect(pooled?.value).toBe(20)
    expect((pooled?.upper ?? 0) / 20).toBeCloseTo((own.upper / own.value) * (1 + 1 / 128), 12)
    expect((pooled?.lower ?? 0) / 20).toBeCloseTo((own.value / own.upper) * (1 - 1 / 128), 12)
  })

  test('three significant digits at most', () => {
    says('by the rule of the Particle Data Group, and three significant ones at most')
    const decimals = (value: number, half: number) =>
      decimalsAlone({ value, lower: value - half, upper: value + half }, { divisor: 1 })
    expect(decimals(1.23456, 1e-6)).toBe(2)
    expect(decimals(12.3456, 1e-6)).toBe(1)
    expect(decimals(1.23456, 0.2)).toBe(2)
    expect(decimals(1.23456, 0.5)).toBe(1)
  })
})

describe('from estimates to a comparison', () => {
  test('what all runs of a round share falls out of a ratio', () => {
    says('a comparison is a ratio taken inside each round')
    const side = (factor: number, weight: number) => ({
      series: toSeries([1, 10, 100].map(round => factor * round)),
      weight,
    })
    const { ratio } = roundDrift.compare([side(3, 1), side(2, -1)]) ?? {}
    expect(ratio?.value).toBeCloseTo(1.5, 12)
    expect(ratio?.upper).toBeCloseTo(1.5, 12)
    expect(logNormal.compare([side(3, 1), side(2, -1)])?.ratio?.upper).toBeGreaterThan(100)
  })

  test('there is no ratio of net costs where that below is not clear of zero', () => {
    says('there is one only where the cost below the line is clear of zero')
    const net = (values: number[], weight: number) => ({ series: toSeries(values, true), weight })
    expect(roundDrift.compare([net([3, 4, 5], 1), net([1, -1, 2], -1)])?.ratio).toBeUndefined()
    expect(roundDrift.compare([net([3, 4, 5], 1), net([1, 1.1, 1.2], -1)])?.ratio).toBeDefined()
  })
})

describe('do they hold?', () => {
  const rowsOf = (pattern: RegExp) => coverage.rows.filter(({ name }) => pattern.test(name))
  const made = ['normal', 'log-normal', 'drift with matched rounds']

  test('three shapes are those that the methods are made for', () => {
    says('three shapes of data that the methods are made for, and three that they are not')
    expect(coverage.shapes.slice(0, 3)).toEqual(made)
    expect(coverage.shapes).toHaveLength(6)
  })

  test('rank intervals hold at once in 95 of 100 studies, as far as the simulation can tell', () => {
    says('hold at once in at least 95 of 100 studies')
    const found = rowsOf(/all rank intervals at once/).flatMap(({ counts }) =>
      counts.slice(0, 3).flat(),
    )
    expect(found.length).toBeGreaterThan(30)
    for (const count of found) {
      const [held = 0, printed = 0] = count ?? []
      // Three standard errors, over the forty of them.
      if (count) expect(held / printed).toBeGreaterThan(0.95 - 3 * Math.sqrt(0.0475 / printed))
    }
  })

  test('of bimodal runs no estimate is to be trusted', () => {
    says('with three rounds every other study never sees a second mode that one run in five has')
    expect(0.8 ** 3).toBeCloseTo(0.5, 1)
    const bimodal = coverage.shapes.indexOf('bimodal')
    for (const { counts } of rowsOf(/^(log-normal|round-drift): estimate/)) {
      const [held = 0, printed = 1] = counts[bimodal]?.[0] ?? []
      expect(held / printed).toBeLessThan(0.7)
    }
  })
})
