import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { dataTables } from '../../src/pages/evidence/data-tables.ts'
import { toJsonText } from '../../src/pages/evidence/json-text.ts'
import { toStudyJson } from '../../src/pages/evidence/study-json.ts'
import { makeStudy, quantity } from '../helpers/synthetic.ts'

/**
 * Costs: a 1, b 1.5, d 4 and e 1; `threads` costs 1.3 times as much, but half with d. e missed its
 * load with `native`. Runs are 1 % below, at and above.
 */
const cost: { [controller: string]: [native: number, threads: number] } = {
  a: [1, 1.3],
  b: [1.5, 1.95],
  d: [4, 2],
  e: [1, 1.3],
}
const efficiency = toEfficiency(
  makeStudy({
    factors: { c: ['a', 'b', 'd', 'e'], aio: ['native', 'threads'] },
    repeats: 3,
    switches: ({ c = '', aio }, repeat) =>
      (cost[c]?.[aio === 'native' ? 0 : 1] ?? 0) * 1.01 ** (repeat - 2),
    load: ({ c, aio }) => (c === 'e' && aio === 'native' ? 5000 : 10_000),
    yaml: 'scores: { cheap: { label: Cheap, weights: { switches: 1 } } }',
  }),
)

describe('effects.csv', () => {
  const rows = dataTables.effects(efficiency).filter(row => row.metric === 'switches')

  test('has a row for each level that is not the baseline’s', () => {
    const switched = rows.map(({ factor, from, to }) => `${factor}: ${from} to ${to}`)
    expect(switched).toEqual(['c: a to b', 'c: a to d', 'c: a to e', 'aio: native to threads'])
  })

  test('says what reverses an effect, what its pairs say, and how many were left out', () => {
    const row = rows.find(({ factor }) => factor === 'aio')
    expect(row).toMatchObject({ differs: true, pairs: 3, 'pairs left out': 1, 'reversed by': 'c' })
    // The cube root of 1.3 × 1.3 × 0.5.
    expect(row?.ratio).toBeCloseTo(0.945407, 6)
    expect(row?.['smallest pair']).toBeCloseTo(0.5, 9)
    expect(row?.['largest pair']).toBeCloseTo(1.3, 9)
  })

  test('says nothing of a reversal where there is none', () => {
    expect(rows.find(({ to }) => to === 'b')).toMatchObject({ 'reversed by': '', pairs: 2 })
  })
})

test('scores.csv has the ranks that are possible, and last what has no score', () => {
  const rows = dataTables.scores(efficiency)
  const told = rows.map(({ c, aio, value, ...row }) => [
    `${c} ${aio}`,
    row['rank-lower'],
    row['rank-upper'],
    row['best or tied'],
    value === null ? null : Number(Number(value).toFixed(3)),
  ])
  // 100 × 1 ÷ cost. a and e cost the same with threads; 3 runs of 1 % cannot tell 50 from 51.
  expect(told).toEqual([
    ['a native', 1, 1, true, 100],
    ['a threads', 2, 3, false, 76.923],
    ['e threads', 2, 3, false, 76.923],
    ['b native', 4, 4, false, 66.667],
    ['b threads', 5, 6, false, 51.282],
    ['d threads', 5, 6, false, 50],
    ['d native', 7, 7, false, 25],
    ['e native', null, null, null, null],
  ])
  expect(rows.at(-1)?.['no score because']).toBe('its load was missed')
})

describe('what no run recorded has its own unit', () => {
  const study = makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 3,
    switches: () => 2,
  })
  const plain = { scope: 'all', inverse: false }
  const metrics = {
    switches: { ...plain, count: 'context-switches' },
    kernel: { ...plain, count: 'cycles:k' },
    busy: { ...plain, count: 'cycles:k', per: 'user-time' },
    work: { ...plain, count: 'system-time', inverse: true },
    joules: { ...plain, count: 'power/energy-pkg/' },
  }
  for (const { counters, configuration } of study.runs) {
    const { 'context-switches': switches, ...others } = counters.all ?? {}
    const joules = { amount: quantity(3, 'J'), window: quantity(10, 's'), running: 1 }
    counters.all =
      configuration === 'a' ? { ...others, 'power/energy-pkg/': joules } : (counters.all ?? {})
  }
  const measured = toEfficiency({ ...study, manifest: { ...study.manifest, metrics } })

  test.each([
    ['switches', 'switch/IO'],
    ['kernel', 'cycle/IO'],
    ['busy', 'cycle/CPU-s'],
    ['work', 'IO/CPU-s'],
    ['joules', 'J/IO'],
    ['latency', 's'],
    ['latency-p99', 's'],
    ['iops', 'IO/s'],
  ])('%s: %s', (metric, unit) => {
    const rows = dataTables.estimates(measured).filter(row => row.metric === metric)
    expect(rows.map(row => row.unit)).toEqual([unit, unit])
  })

  test('runs.csv has one column a metric', () => {
    const [a, b] = [0, 3].map(index => Object.keys(dataTables.runs(measured)[index] ?? {}))
    expect(a).toContain('switches (switch/IO)')
    expect(a).toEqual(b)
  })
})

describe('study.json', () => {
  const json = toStudyJson(efficiency)

  test('says of an effect which pairs it is over, and which not', () => {
    const effect = json.effects.find(({ metric, to }) => metric === 'switches' && to === 'threads')
    expect(effect?.pairs.map(({ levels }) => levels.c)).toEqual(['a', 'b', 'd'])
    expect(effect?.leftOut).toEqual([
      { levels: { c: 'e' }, reason: 'e.native.w: its load was missed' },
    ])
  })

  test('says of a load what was wanted and how far a run was off', () => {
    const cell = json.cells.find(({ configuration }) => configuration === 'e.native')
    expect(cell?.load).toMatchObject({
      state: 'missed',
      target: { value: 1000, unit: 'IO/s' },
      tolerance: 0.03,
      worstRun: -0.5,
    })
  })

  test('is laid out with a row a line, and is the same to a reader of JSON', () => {
    const text = toJsonText(json)
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)))
    expect(text).toMatch(/^ +\{"repeat":"1","value":.*\},?$/m)
  })
})
