import { describe, expect, test } from 'vitest'
import { assumptions } from '../../src/efficiency/comparison/assumption.ts'
import type { Efficiency, Metric } from '../../src/efficiency/efficiency.ts'
import { bestOf, toScoring } from '../../src/efficiency/scores/scores.ts'
import { toSeries } from '../../src/statistics/comparison/contrast.ts'
import { toAsked } from '../../src/study/fio/to-asked.ts'
import expected from './scores.json' with { type: 'json' }

type Runs = { [metric: string]: number[] }

const cost = { id: 'cost', label: 'Cost', better: 'lower' } as Metric
const iops = { id: 'iops', label: 'IOPS', better: 'higher' } as Metric
const latency = { id: 'latency', label: 'Latency', better: 'lower', isLatency: true } as Metric

function toEfficiency(
  cells: { [id: string]: Runs },
  assume: keyof typeof assumptions,
  more: (id: string) => object = () => ({}),
): Efficiency {
  return {
    assumption: assumptions[assume],
    study: {
      manifest: {
        factors: { c: { levels: {} } },
        baseline: { c: Object.keys(cells)[0] },
      },
    },
    cells: Object.entries(cells).map(([id, runs]) => ({
      configuration: { id },
      workload: 'w',
      state: { state: 'measured' },
      load: { state: 'no-target' },
      runs: [],
      results: Object.fromEntries(
        Object.entries(runs).map(([metric, values]) => [
          metric,
          {
            series: toSeries(values),
            points: values.map(value => ({ counts: true, quantity: { value } })),
          },
        ]),
      ),
      ...more(id),
    })),
  } as unknown as Efficiency
}

const { cost: ofCost, iops: ofIops } = expected.weights
const metrics = [
  { metric: cost, weight: ofCost },
  { metric: iops, weight: ofIops },
]

describe.each(Object.entries(expected.scorings))('%s, as scipy has it', (assume, scoring) => {
  const efficiency = toEfficiency(expected.runs, assume as keyof typeof assumptions)
  const { scores, reference } = toScoring(efficiency, { metrics }, 'w')

  test.each(Object.entries(scoring))('%s', (id, { score, ranks, ...parts }) => {
    const own = scores.find(({ cell }) => cell.configuration.id === id)
    const limits = [own?.interval, ...(own?.components ?? [])].map(each => [
      each?.value,
      each?.lower,
      each?.upper,
    ])
    for (const [at, wanted] of [score, parts.cost, parts.iops].entries()) {
      for (const [limit, value] of wanted.entries()) {
        expect(limits[at]?.[limit]).toBeCloseTo(value, 8)
      }
    }
    expect([own?.ranks.lower, own?.ranks.upper]).toEqual(ranks)
  })

  test('the reference has 100, whatever the noise', () => {
    expect(reference?.configuration.id).toBe('a')
    expect(scores.map(({ interval }) => interval.value)).toEqual(
      scores.map(({ interval }) => interval.value).sort((a, b) => b - a),
    )
  })
})

test('who is not surely worse than anybody may be the best', () => {
  const scoring = toScoring(toEfficiency(expected.runs, 'round-drift'), { metrics }, 'w')
  expect(bestOf(scoring).map(({ configuration }) => configuration.id)).toEqual(['a', 'b'])
})

test('neighbours that cannot be told apart do not tie what lies at their ends', () => {
  // Each is 4 % above the one before, with an error of about 3 %.
  const noise = [0.97, 1.02, 1.03, 0.98, 1, 1.01]
  const chain = Object.fromEntries(
    Array.from({ length: 8 }, (_, step) => [
      `c${step}`,
      { cost: noise.map((_, run) => 1.04 ** step * (noise[(run * (step + 1)) % 6] ?? 1)) },
    ]),
  )
  const only = { metrics: [{ metric: cost, weight: 1 }] }
  const { scores } = toScoring(toEfficiency(chain, 'log-normal'), only, 'w')
  const [first] = scores
  const last = scores.at(-1)
  expect(first?.ranks.lower).toBe(1)
  expect(first?.ranks.upper).toBeGreaterThan(1)
  expect(last?.ranks.lower).toBeGreaterThan(first?.ranks.upper ?? 8)
})

test('a value of zero gives no score, and says which', () => {
  const cells = { a: { cost: [1, 1.1, 1.2] }, zero: { cost: [0, 1, 1] } }
  const only = { metrics: [{ metric: cost, weight: 1 }] }
  const { without } = toScoring(toEfficiency(cells, 'log-normal'), only, 'w')
  expect(without.map(({ cell, reason }) => `${cell.configuration.id}: ${reason}`)).toEqual([
    'zero: Cost: a value of zero',
  ])
})

test('without its reference nothing has a score, and the reason is told', () => {
  const cells = { a: { cost: [0, 1, 1] }, b: { cost: [1, 1.1, 1.2] } }
  const only = { metrics: [{ metric: cost, weight: 1 }] }
  const { scores, without } = toScoring(toEfficiency(cells, 'log-normal'), only, 'w')
  expect(scores).toEqual([])
  expect(without.map(({ reason }) => reason)).toEqual([
    'Cost: a value of zero',
    'the reference has none: cost: a value of zero',
  ])
})

test('another reference moves all scores, and no rank', () => {
  const efficiency = toEfficiency(expected.runs, 'round-drift')
  const by = (reference: object) => toScoring(efficiency, { metrics, ...reference }, 'w')
  const [own, other] = [by({}), by({ reference: { c: 'd' } })]
  expect(other.scores.at(-1)?.interval.value).toBe(100)
  expect(other.scores.map(({ ranks }) => ranks)).toEqual(own.scores.map(({ ranks }) => ranks))
})

describe('latency at a fixed load', () => {
  const runs = { a: { latency: [1, 1.1, 1.2] }, b: { latency: [4, 4.1, 4.2] } }
  const only = { metrics: [{ metric: latency, weight: 1 }] }
  const withEngines = (state: string, engines: { [id: string]: string }) =>
    toScoring(
      toEfficiency(runs, 'log-normal', id => ({
        load: { state },
        runs: [{ load: { asked: toAsked({ ioengine: engines[id] ?? '', iodepth: '16' }) } }],
      })),
      only,
      'w',
    )

  test('is no performance where one engine keeps one in flight and another sixteen', () => {
    const { scores, without } = withEngines('held', { a: 'psync', b: 'libaio' })
    expect(scores).toEqual([])
    expect(without[0]?.reason).toContain('the number of I/Os in flight, which may be 1 or 16')
  })

  test('is one where both have as many, and where no load is held', () => {
    expect(withEngines('held', { a: 'libaio', b: 'io_uring' }).scores.length).toBe(2)
    expect(withEngines('no-target', { a: 'psync', b: 'libaio' }).scores.length).toBe(2)
  })
})
