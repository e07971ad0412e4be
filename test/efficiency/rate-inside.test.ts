import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { describeCounting } from '../../src/efficiency/windows.ts'
import { toConfigurations } from '../../src/study/configurations.ts'
import { fio } from '../../src/study/fio/tool.ts'
import type { Intervals, Load, Run } from '../../src/study/study.ts'
import { manifestOf, quantity, studyOf } from '../helpers/synthetic.ts'

const source: Intervals['source'] = {
  file: { archive: 'r.tar', sha256: '', entry: 'fio_iops.1.log' },
  place: { line: 1 },
  name: 'iops log',
  value: 10,
  unit: 'interval',
}

/** 100 IO/s for five seconds, then 300 IO/s for five: 2 000 I/Os in 10 s. */
const rates = [100, 100, 100, 100, 100, 300, 300, 300, 300, 300]
const wholeLog = { values: rates, ends: rates.map((_, at) => at + 1) }

interface Told {
  intervals?: {
    values: number[]
    ends?: number[]
    unit?: Intervals['unit']
    written?: Intervals['written']
  }
  /** When perf began, in seconds after fio. */
  begin?: number
  seconds?: number
  target?: string
  holdsRun?: true
}

/** One run of 1 000 switches a second while perf counted. */
function costOf({ intervals = wholeLog, begin = 0, seconds = 4, target = '', holdsRun }: Told) {
  const manifest = manifestOf(`title: t
description: d
measured: never
factors: { c: { label: c, levels: { a: a } } }
workloads: { w: { label: W, description: w, per: IO${target} } }
baseline: { c: a }
runs: { sheet: runs.csv }
scopes: { all: { label: all, description: all, files: ['*'] } }
metrics: { switches: { count: context-switches, scope: all } }`)
  const start = Date.UTC(2026, 0, 1)
  const load: Load = {
    tool: 'fio-3.36',
    options: {},
    completed: quantity(2000, 'IO'),
    transferred: quantity(2000 * 512, 'B'),
    duration: quantity(10, 's'),
    window: [start, start + 10_000],
    intervals: {
      unit: 'IO/s',
      seconds: 1,
      source,
      written: { log: 'iops log', unit: 'IO/s', size: 1 },
      logs: 1,
      ...intervals,
    },
  }
  const from = start + 1000 * begin
  const run: Run = {
    id: 'a.w.r1',
    configuration: toConfigurations(manifest)[0]?.id ?? '',
    workload: 'w',
    repeat: '1',
    generator: fio,
    load,
    counters: {
      all: {
        'context-switches': {
          amount: quantity(1000 * seconds, 'switch'),
          window: quantity(seconds, 's'),
          running: 1,
          span: [from, from + 1000 * seconds],
          ...(holdsRun && { holdsRun }),
        },
      },
    },
    files: [],
  }
  const { cells } = toEfficiency(studyOf(manifest, [run]))
  const point = cells[0]?.results.switches?.points[0]
  return {
    cost: point?.quantity.value,
    rate: point?.rate,
    sources: point?.quantity.sources.map(({ name }) => name),
    caption: describeCounting(cells, ['switches']),
  }
}

describe('of a load that nothing holds, work is that of perf’s window', () => {
  test('perf in the slow half', () => {
    // 100 IO/s wherever in its second it began: 1000 ÷ 100.
    expect(costOf({ begin: 0 })).toMatchObject({ cost: expect.closeTo(10, 9), rate: 'in-window' })
  })

  test('perf in the fast half', () => {
    // It ends with fio at the latest, so it began at 5.0 to 6.0 s: 300 IO/s.
    expect(costOf({ begin: 5 }).cost).toBeCloseTo(1000 / 300, 9)
  })

  test('perf over both, the mean over the second in which it began', () => {
    // Begun at 3 + u, it sees 2 − u slow and 2 + u fast seconds: (200 − 100 u + 600 + 300 u) ÷ 4 IO/s, on average 225.
    expect(costOf({ begin: 3 }).cost).toBeCloseTo(1000 / 225, 9)
  })

  test('what the log lacks at its end is the rest of fio’s total', () => {
    const short = { values: rates.slice(0, 9), ends: wholeLog.ends.slice(0, 9) }
    expect(costOf({ begin: 5, intervals: short }).cost).toBeCloseTo(1000 / 300, 9)
  })

  test('a log of bytes tells it as well', () => {
    const bytes = {
      ...wholeLog,
      values: rates.map(rate => rate * 512),
      unit: 'B/s' as const,
      written: { log: 'bw log', unit: 'KiB/s', size: 1024 },
    }
    expect(costOf({ begin: 5, intervals: bytes }).cost).toBeCloseTo(1000 / 300, 9)
  })

  test('its log is among the sources, and the caption says so', () => {
    const { sources, caption } = costOf({})
    // From 0 to 5 s, wherever in its second perf began.
    expect(sources).toContain('iops log, 5 lines from here')
    expect(caption).toBe(
      'As nothing holds the load, work is counted by fio’s log, inside perf’s window.',
    )
  })
})

describe('the mean of the run stands where nothing tells it better', () => {
  test.each<[string, Told]>([
    ['no times in the log', { intervals: { values: rates } }],
    ['a log of half of the run', { intervals: { values: [100, 100], ends: [1, 2] } }],
    ['a log of another run', { intervals: { ...wholeLog, values: rates.map(rate => 2 * rate) } }],
    ['a log with a hole', { intervals: { ...wholeLog, values: rates.map(rate => rate * 0.9) } }],
    ['perf outside of fio', { begin: 8 }],
  ])('%s', (_, told) => {
    expect(costOf(told)).toMatchObject({
      cost: expect.closeTo(1000 / 200, 9),
      rate: 'of-run',
      caption:
        'As nothing holds the load, work is counted by the mean of fio’s run, since no log of fio tells the rate inside perf’s window, which may be another.',
    })
  })

  test('a load that is held, and a perf that saw all of fio, have no such choice', () => {
    expect(costOf({ target: ', target: 200 IO/s' })).toMatchObject({
      cost: expect.closeTo(5, 9),
      rate: undefined,
      caption: '',
    })
    expect(costOf({ holdsRun: true }).rate).toBeUndefined()
  })
})
