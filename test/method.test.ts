import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseClaim } from '../src/efficiency/claims/claims.ts'
import { judgeClaim } from '../src/efficiency/claims/judge-claim.ts'
import { assumptions } from '../src/efficiency/comparison/assumption.ts'
import { toScorings } from '../src/efficiency/scores/scorings.ts'
import { toEfficiency } from '../src/efficiency/to-efficiency.ts'
import { toCsv } from '../src/format/csv.ts'
import { decimalsAlone, formatChange } from '../src/format/estimate.ts'
import { adjustClaims, bindClaims } from '../src/pages/bind/claims.ts'
import { toSeries } from '../src/statistics/comparison/contrast.ts'
import { geometricMeanInterval } from '../src/statistics/interval/geometric-mean-interval.ts'
import { percentileOfBins } from '../src/statistics/percentile/percentile-of-bins.ts'
import { pooledPercentile } from '../src/statistics/percentile/pooled-percentile.ts'
import { readManifest } from '../src/study/manifest/read-manifest.ts'
import coverage from '../src/tables/coverage.json' with { type: 'json' }
import { makeStudy, type Truth } from './helpers/synthetic.ts'
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

/** A study of one factor with a noise of some per cent, the same at every call. */
const study = (truth: Partial<Truth> = {}) =>
  toEfficiency(
    makeStudy({
      factors: { c: ['a', 'b', 'd'] },
      repeats: 4,
      switches: ({ c = '' }, repeat) => (({ a: 1, b: 2, d: 3 })[c] ?? 1) * (1 + repeat ** 2 / 90),
      ...truth,
    }),
  )
const scored = 'scores: { s: { label: S, weights: { switches: 1, iops: 1 } } }'

describe('from files to a run', () => {
  const text = readFileSync(join(repository, 'data/qemu-controllers/study.yaml'), 'utf8')
  const { manifest } = readManifest(text, 'study.yaml')

  test('what the idle guest of the same boot counts is subtracted, except at saturation', () => {
    says('for the idle guest of the same boot is subtracted, except at saturation')
    const { idle } = manifest?.references ?? {}
    expect(
      Object.keys(manifest?.workloads ?? {}).filter(id => !idle?.workloads?.includes(id)),
    ).toEqual(['saturation'])
    const [boot] = String(manifest?.runs).split('/{workload}')
    expect(idle?.path).toBe(`${boot}/idle`)
  })

  test('a run without a count has no value, and never a zero', () => {
    says('a run without it has no value')
    const made = makeStudy({ factors: { c: ['a'] }, repeats: 4, switches: () => 1 })
    const [first] = made.runs
    if (first) first.counters = { all: { 'context-switches': { missing: '<not counted>' } } }
    const { switches } = toEfficiency(made).cells[0]?.results ?? {}
    expect(switches?.points.map(({ quantity }) => quantity.value)).toEqual([1, 1, 1])
    expect(switches?.estimate).toMatchObject({ state: 'estimated', n: 3 })
  })
})

describe('from runs to an estimate', () => {
  test('a run of many seconds and windows is one run, without an interval', () => {
    says('n counts runs, not seconds, windows of perf or I/Os')
    const made = makeStudy({ factors: { c: ['a'] }, repeats: 1, switches: () => 1 })
    const [run] = made.runs
    const count = run?.counters.all?.['context-switches']
    if (!run?.load || !count || 'missing' in count) throw new Error('no run')
    const { amount, window } = count
    count.windows = [1, 2, 3, 4].map(() => ({ amount, window }))
    run.load.intervals = {
      unit: 'IO/s',
      seconds: 1,
      values: Array.from({ length: 60 }, (_, second) => 1000 + second),
      logs: 1,
      written: { log: 'iops log', unit: 'IO/s', size: 1 },
      source: {
        file: { archive: 'a', sha256: '', entry: 'fio_iops.1.log' },
        place: {},
        name: 'log',
        value: 60,
        unit: 'interval',
      },
    }
    const [cell] = toEfficiency(made).cells
    const states = Object.values(cell?.results ?? {}).map(({ estimate }) => estimate.state)
    expect(new Set(states)).toEqual(new Set(['one-run', 'not-recorded']))
    expect(cell?.results.switches?.points[0]?.windows).toHaveLength(4)
  })

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
    says('With one or two runs (of medians, with fewer than six) there is no interval')
    const medians = [5, 6].map(n => nothing.summarise([1, 2, 3, 4, 5, 6].slice(0, n)).state)
    expect(medians).toEqual(['too-few-runs', 'estimated'])
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

  test('changes to a tenth of a per cent, doublings to a whole one, and nothing in CSV', () => {
    says('Changes are told to a tenth of a per cent, doublings and more to a whole one.')
    expect(
      [1.12345, 0.98765, 2.34567].map(ratio => String(formatChange(ratio)).replace(/\s/g, '')),
    ).toEqual(['+12.3%', '−1.2%', '+135%'])
    says('The CSV files are not rounded.')
    expect(toCsv([{ value: 1 / 3 }])).toContain(String(1 / 3))
  })

  test('no percentile is compared with the baseline in a table', () => {
    says('No table compares percentiles with the baseline.')
    const bins: [number, number][] = [
      [1e-4, 9],
      [2e-4, 1],
    ]
    const made = makeStudy({ factors: { c: ['a', 'b'] }, repeats: 4, switches: () => 1 })
    for (const { load } of made.runs) {
      if (load)
        Object.assign(load, { bins, percentiles: { p99: { value: 2e-4, unit: 's', sources: [] } } })
    }
    const { cells } = toEfficiency(made)
    expect(cells[1]?.results['latency-p99']?.estimate.state).toBe('estimated')
    expect(cells.map(({ results }) => results['latency-p99']?.comparison)).toEqual([
      undefined,
      undefined,
    ])
    expect(cells[1]?.results.switches?.comparison).toBeDefined()
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

  test('configurations are one family, effects another, of each metric and workload', () => {
    says(
      'those of all configurations against the baseline, and apart from them those of all effects',
    )
    const { cells, effects } = study({
      switches: ({ c = '' }, repeat) =>
        (c === 'a' ? 1 : 1.1) + ((repeat * (c === 'b' ? 3 : 5)) % 7) / 60,
    })
    const own = effects.filter(({ metric }) => metric === 'switches')
    const alone = (from: typeof cells) =>
      from.flatMap(({ results }) => {
        const [left, right] = [results.switches?.series, cells[0]?.results.switches?.series]
        if (!left || !right || left === right) return []
        return (
          logNormal.compare([
            { series: left, weight: 1 },
            { series: right, weight: -1 },
          ])?.pValue ?? []
        )
      })
    const [least = 1, most = 1] = alone(cells).sort((a, b) => a - b)
    // Holm's step-down of two.
    const adjusted = [Math.min(1, 2 * least), Math.max(2 * least, most)]
    const compared = cells.flatMap(({ results }) => results.switches?.comparison?.pValue ?? [])
    for (const family of [compared, own.map(({ pValue }) => pValue)]) {
      expect(family).toHaveLength(2)
      for (const [at, p] of family.sort((a, b) => a - b).entries())
        expect(p).toBeCloseTo(adjusted[at] ?? 0, 12)
    }
  })

  test('a score is 100 times the weighted geometric mean of ratios, and has parts', () => {
    says(
      '100 times the weighted geometric mean of *reference ÷ own*, or of *own ÷ reference* where more is better',
    )
    const [scoring] = toScorings(
      study({ yaml: scored, load: ({ c = '' }) => (c === 'b' ? 10_100 : 10_000) }),
    )
    const of = (id: string) =>
      scoring?.scoring.scores.find(({ cell }) => cell.configuration.id === id)
    expect(of('a')?.interval.value).toBe(100)
    expect(of('b')?.interval.value).toBeCloseTo(100 * Math.sqrt((1 / 2) * (1.01 / 1)), 9)
    expect(of('b')?.components.map(({ value }) => value)).toEqual([
      expect.closeTo(50, 9),
      expect.closeTo(101, 9),
    ])
  })

  test('a zero has no score', () => {
    says('A configuration has no score where one of its metrics was zero in a run')
    const [scoring] = toScorings(
      study({
        yaml: scored,
        switches: ({ c = '' }, repeat) => (c === 'b' && repeat === 1 ? 0 : repeat),
      }),
    )
    expect(scoring?.scoring.without.map(({ cell }) => cell.configuration.id)).toEqual(['b'])
  })
})

describe('was the load the same?', () => {
  const missing = (runs: number) =>
    study({ load: ({ c = '' }, repeat) => (c === 'b' && repeat <= runs ? 9000 : 10_000) })

  test('a cell needs more than half of its runs', () => {
    says("where more than half of its cell's runs held the load")
    const [one, two] = [missing(1), missing(2)].map(({ cells }) => cells[1])
    expect(one?.load.state).toBe('held')
    expect(one?.results.switches?.points.map(({ counts }) => counts)).toEqual([
      false,
      true,
      true,
      true,
    ])
    expect(two?.load.state).toBe('missed')
  })

  test('one that missed its load is in no comparison, effect, score or claim', () => {
    says('stays out of comparisons, effects, scores and claims')
    const missed = missing(2)
    expect(missed.cells[1]?.results.switches?.comparison).toBeUndefined()
    expect(missed.effects.map(({ to }) => to)).not.toContain('b')
    const claim = parseClaim('c=b > c=a on switches in w')
    if (!claim) throw new Error('no claim')
    expect(judgeClaim(claim, missed)).toMatchObject({
      holds: false,
      found: 'b.w: its load was missed',
    })
  })
})

describe('sentences', () => {
  test('claims that compare are one family', () => {
    says('All claims of a page that compare are one family, adjusted by Holm.')
    const efficiency = study({
      switches: ({ c = '' }, repeat) =>
        (c === 'a' ? 1 : 1.2) + ((repeat * (c === 'b' ? 3 : 5)) % 7) / 60,
    })
    const that = 'c=b > c=a on switches in w; c=d > c=a on switches in w; all held in w within 3 %'
    const claims = adjustClaims(bindClaims(efficiency, { that }))
    const own = claims.flatMap(({ pValue }) => pValue ?? []).sort((a, b) => a - b)
    const adjusted = claims.flatMap(({ adjusted }) => adjusted ?? []).sort((a, b) => a - b)
    expect([own.length, adjusted.length]).toEqual([2, 2])
    expect(adjusted[0]).toBeCloseTo(2 * (own[0] ?? 0), 12)
    expect(claims.map(({ holds }) => holds)).toEqual([true, true, true])
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
