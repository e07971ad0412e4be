import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Efficiency } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { valueDirectives } from '../../src/pages/bind/values.ts'
import type { PerfStat } from '../../src/parse/record.ts'
import { toCounters } from '../../src/study/counters/to-counters.ts'
import { readStudies } from '../../src/study/read-studies.ts'
import type { Counted } from '../../src/study/study.ts'

/**
 * `windows/data/windows`: fio 3.33 and perf 6.1.192 of Debian 12, by its `collect.sh`. Each run has
 * three windows of one set of events and two of another, on the process and on its CPU.
 */
const root = join(import.meta.dirname, 'windows')
const raw = (engine: string, name: string) =>
  readFileSync(join(root, 'data/windows', engine, name), 'utf8')

/** Count and seconds of each window, read without technote's parsers. */
function windowsOf(
  engine: string,
  scope: string,
  event: string,
): [count: number, seconds: number][] {
  return [1, 2, 3, 4, 5].flatMap(number => {
    const text = raw(engine, `perf-${scope}.${number}.txt`)
    const count = new RegExp(`^\\s*(\\d+)\\s+${event}\\s`, 'm').exec(text)?.[1]
    const seconds = /([\d.]+) seconds time elapsed/.exec(text)?.[1]
    return count === undefined ? [] : [[Number(count), Number(seconds)] as [number, number]]
  })
}

function ioRate(engine: string): number {
  const { read } = JSON.parse(raw(engine, 'fio.json')).jobs[0]
  return read.total_ios / (read.runtime / 1000)
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

let efficiency: Efficiency
beforeAll(async () => {
  const [read] = await readStudies(root, { progress: () => undefined })
  expect(read?.messages).toEqual([])
  if (!read?.study) throw new Error('no study')
  efficiency = toEfficiency(read.study)
})
const pointOf = (engine: string, metric: string) =>
  efficiency.cells.find(cell => cell.configuration.id === engine)?.results[metric]?.points[0]

describe('a run that was counted in windows', () => {
  test.each([
    ['psync', 'process', 'context-switches', 'switches', 3],
    ['libaio', 'process', 'context-switches', 'switches', 3],
    ['psync', 'cpu', 'context-switches', 'cpu-switches', 3],
    ['psync', 'process', 'msr/tsc/', 'reference-cycles', 2],
    ['libaio', 'cpu', 'msr/tsc/', 'cpu-reference-cycles', 2],
  ])('%s, %s: %s per I/O, over all windows and in each', (engine, scope, event, metric, count) => {
    const windows = windowsOf(engine, scope, event)
    expect(windows.length).toBe(count)
    const total = sum(windows.map(([n]) => n)) / sum(windows.map(([, s]) => s)) / ioRate(engine)
    const point = pointOf(engine, metric)
    expect(point?.quantity.value).toBeCloseTo(total, 9)
    for (const [index, [n, seconds]] of windows.entries()) {
      expect(point?.windows?.[index]?.value).toBeCloseTo(n / seconds / ioRate(engine), 9)
    }
    expect(point?.quantity.sources.length).toBe(2 * count + 2)
  })

  test('has no interval, however many windows there are', () => {
    for (const cell of efficiency.cells) {
      expect(cell.results.switches?.estimate).toMatchObject({ state: 'one-run', n: 1 })
      expect(cell.results.switches?.comparison).toBeUndefined()
    }
    const attributes = { metric: 'switches', workload: 'iops', engine: 'psync' }
    expect(valueDirectives.value?.(efficiency, attributes).title).toContain(
      'repeat 1 alone, counted in 3 windows; no interval',
    )
  })

  test('is named for what it is on the page', () => {
    const attributes = { workload: 'iops', metrics: 'switches reference-cycles' }
    const costs = toTable(efficiency, { kind: 'costs', ...attributes })
    expect(costs.caption).toContain('windows inside a run are not repeats and give no interval')
    expect(costs.rows[0]?.cells[1]?.text).toBe('none, n = 1, 3 windows')
    const windows = toTable(efficiency, { kind: 'windows', ...attributes })
    expect(windows.groups.map(group => group.heading)).toEqual([
      undefined,
      'Context switches, fio',
      'Reference cycles, fio',
    ])
    expect(windows.rows[0]?.cells[2]?.text).toMatch(/^1\.0\d–1\.0\d$/)
  })

  test('in a sentence, it is quoted as the run that it is', () => {
    const attributes = { metric: 'switches', workload: 'iops', engine: 'psync', run: '1' }
    const value = valueDirectives.value?.(efficiency, attributes)
    expect(value?.text).toBe('1.03')
    expect(value?.title).toContain('repeat 1 alone, counted in 3 windows; no interval')
  })

  test('raises a doubt where a ratio is of counts from different windows', () => {
    const doubts = efficiency.cells[0]?.doubts.filter(({ gate }) => gate === 'same-window')
    expect(doubts?.map(({ metric }) => metric)).toEqual(['switches-per-cycle'])
    expect(pointOf('psync', 'switches-per-cycle')?.windows).toBeUndefined()
    expect(pointOf('psync', 'faults-per-cycle')?.windows?.length).toBe(2)
  })

  test('windows outside of fio’s run raise a doubt', () => {
    const doubts = (cells: Efficiency['cells']) =>
      cells[0]?.doubts.filter(({ gate }) => gate === 'window').map(({ metric }) => metric)
    expect(doubts(efficiency.cells)).toEqual([])
    const late = structuredClone(efficiency.study)
    for (const run of late.runs) {
      const counted = run.counters.process?.['context-switches'] as Counted
      for (const window of counted.windows ?? []) {
        window.span = window.span?.map(time => time + 20_000) as [number, number]
      }
    }
    expect(doubts(toEfficiency(late).cells)).toEqual(['switches', 'switches-per-cycle'])
  })
})

describe('what counts as a window', () => {
  const file = { archive: 'a', sha256: '', entry: 'perf.txt' }
  const reading = (value: number, unit: string, line: number) => ({
    name: 'x',
    value,
    unit,
    place: { line },
  })
  const row = (event: string, value: number, line: number, interval?: number) => ({
    event,
    count: reading(value, '', line),
    running: 100,
    ...(interval !== undefined && { interval }),
  })
  const block = (target: string, counts: PerfStat['counts'], line: number): PerfStat => ({
    kind: 'perf-stat',
    place: { line },
    target,
    elapsed: reading(2, 's', line + 9),
    counts,
  })
  const located = (...records: PerfStat[]) => records.map(record => ({ file, record }))

  test('the same event in several blocks is one only where the study says so', () => {
    const blocks = located(
      block('system wide', [row('cycles', 10, 2)], 1),
      block('system wide', [row('cycles', 20, 22)], 21),
    )
    expect(toCounters(blocks).cycles).toMatchObject({ missing: /several blocks/ })
    expect(toCounters(blocks, { severalWindows: true }).cycles).toMatchObject({
      amount: { value: 30 },
      window: { value: 4 },
      windows: [{ amount: { value: 10 } }, { amount: { value: 20 } }],
    })
  })

  test('blocks of -a and -p in one file are told apart by their heading', () => {
    const blocks = located(
      block("'system wide'", [row('cycles', 10, 2)], 1),
      block("process id '75415'", [row('cycles', 3, 22)], 21),
    )
    const amount = (target: string) =>
      (toCounters(blocks, { target }).cycles as Counted).amount.value
    expect(amount('system wide')).toBe(10)
    expect(amount('process id *')).toBe(3)
  })

  test('intervals of -I are windows as long as each is', () => {
    const rows = [row('cycles', 10, 1, 1), row('cycles', 24, 2, 3), row('cycles', 12, 3, 4)]
    const { elapsed: _, ...intervals } = block('system wide', rows, 1)
    const { cycles } = toCounters(located(intervals), { severalWindows: true })
    const windows = (cycles as Counted).windows?.map(part => [part.amount.value, part.window.value])
    expect(windows).toEqual([
      [10, 1],
      [24, 2],
      [12, 1],
    ])
  })
})
