import { describe, expect, test } from 'vitest'
import { findOtherClocks, toClocks } from '../../src/efficiency/gates/other-clocks.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { checkOrder } from '../../src/study/checks/check-order.ts'
import { checkWindows } from '../../src/study/checks/check-windows.ts'
import { fio } from '../../src/study/fio/tool.ts'
import type { Run } from '../../src/study/study.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { engineRuns, engineStudy } from '../helpers/small-project.ts'
import { manifestOf, quantity } from '../helpers/synthetic.ts'

/** The runs of two engines, of which some files were changed. */
function compute(change: (path: string, text: string) => string | undefined, yaml = engineStudy()) {
  const files = Object.entries(engineRuns()).flatMap(([path, text]) => {
    const changed = change(path, text)
    return changed === undefined ? [] : [[path, changed]]
  })
  const study = toStudy('s', manifestOf(yaml), [digestOf(Object.fromEntries(files))])
  const { cells } = toEfficiency(study)
  const doubts = cells.flatMap(cell =>
    cell.doubts.map(({ gate, text }) => `${cell.id} ${gate}: ${text}`),
  )
  return { study, cells, doubts, rules: study.messages.map(({ rule, file }) => `${file} ${rule}`) }
}

/** As perf 6 prints it: 0.534 s of 10.0 s. */
const perf = (
  clock: string,
  elapsed = '10.004502599',
) => ` Performance counter stats for process id '7':

            ${clock} task-clock                       #    0.053 CPUs utilized
              3482      context-switches                 #    6.521 K/sec

      ${elapsed} seconds time elapsed
`

describe('a clock of perf that does not fit what perf makes of it', () => {
  const one = 'psync/run2/perf.txt'
  const at = (text: string) => compute((path, own) => (path === one ? text : own))

  test('as perf wrote it, it fits', () => {
    expect(at(perf('533.95 msec')).rules).toEqual([])
  })

  test.each([
    ['ten times the time', perf('5339.50 msec')],
    ['another unit', perf('533.95 ns')],
    ['a tenth of the seconds', perf('533.95 msec', '1.0004502599')],
  ])('%s: the counts of the file are left out, and the run is named', (_, text) => {
    const { study, doubts, rules } = at(text)
    expect(rules).toEqual([`data/s/${one} contradicting-count`])
    expect(study.messages[0]).toMatchObject({ severity: 'error' })
    expect(study.messages[0]?.reason).toContain('CPUs utilized')
    expect(doubts.join('\n')).toMatch(
      /psync\.all missing-count: no value in repeat 2 \(perf contradicts itself: /,
    )
  })

  test('in CSV the event duration_time tells the seconds', () => {
    const csv = (clock: number) =>
      `${clock},msec,task-clock,533950000,100.00,0.053,CPUs utilized\n900,,context-switches,533950000,100.00,1,K/sec\n10004502599,ns,duration_time,10004502599,100.00,,\n`
    expect(at(csv(533.95)).rules).toEqual([])
    expect(at(csv(5339.5)).rules).toEqual([`data/s/${one} contradicting-count`])
  })
})

describe('counts that were copied from one run to another', () => {
  const own = perf('533.95 msec').replace(
    /^.*context-switches.*$/m,
    line => `${line}\n 12 page-faults`,
  )
  const copied = own.replace("'7'", "'9'")

  test('are an error that names both files, whatever their heading says', () => {
    const { study } = compute((path, text) =>
      path === 'psync/run2/perf.txt' ? own : path === 'psync/run3/perf.txt' ? copied : text,
    )
    expect(study.messages).toMatchObject([{ severity: 'error', rule: 'copied-counts' }])
    const told = `${study.messages[0]?.file} ${study.messages[0]?.reason}`
    expect(told).toContain('psync/run2/perf.txt')
    expect(told).toContain('psync/run3/perf.txt')
  })
})

describe('counters of one run that looked for other times', () => {
  const seconds = (a: number, b: number, id: number): Run => ({
    id: `c.w.r${id}`,
    configuration: 'c',
    workload: 'w',
    repeat: String(id),
    generator: fio,
    counters: Object.fromEntries(
      Object.entries({ process: a, cpu: b }).map(([scope, window]) => [
        scope,
        { cycles: { amount: quantity(1, 'cycle'), window: quantity(window, 's'), running: 1 } },
      ]),
    ),
    files: [],
  })
  const check = (...pairs: [number, number][]) =>
    checkWindows(
      pairs.map(([a, b], at) => seconds(a, b, at + 1)),
      'data/s',
    ).map(({ rule, reason }) => `${rule} ${reason.slice(0, 80)}`)

  test('are named where all others looked as long', () => {
    expect(check([10, 10], [10, 10.1], [11, 10], [10, 10])).toEqual([
      'unequal-windows Counters of `c.w.r3` that looked for 11.0 s (process) and for 10.0 s (cpu), expe',
    ])
  })

  test('or in the same proportion; few runs and many exceptions tell no rule', () => {
    expect(check([10, 5], [10, 5.1], [10, 5], [20, 10])).toEqual([])
    expect(check([10, 10], [11, 10], [10, 10])).toEqual([])
    expect(check([10, 10], [11, 10], [12, 10], [13, 10])).toEqual([])
  })
})

describe('repeats that are not there', () => {
  const without = (path: string, text: string) =>
    /^psync\/run[23]\//.test(path) ? undefined : text

  test('as many as study.yaml asks for are missed', () => {
    expect(compute(without).rules).toEqual(['data/s/study.yaml missing-repeat'])
  })

  test('with `repeats` lowered, those that the other cells have are named', () => {
    const three = ['libaio', 'psync', 'posixaio']
    const all = engineRuns(three)
    const files = Object.fromEntries(
      Object.entries(all).filter(([path, text]) => without(path, text) !== undefined),
    )
    const yaml = engineStudy(undefined, three).replace('repeats: 3', 'repeats: 1')
    const study = toStudy('s', manifestOf(yaml), [digestOf(files)])
    expect(study.messages.map(({ severity, rule }) => [severity, rule])).toEqual([
      ['warning', 'fewer-repeats'],
    ])
    expect(study.messages[0]?.reason).toContain('psync.all (2, 3)')
    const doubts = toEfficiency(study).cells.flatMap(cell => cell.doubts.map(({ text }) => text))
    expect(doubts).toContain('1 of 3 repeats are usable, without repeat 2, 3')
  })
})

describe('the order of repeats', () => {
  const runAt = (configuration: string, repeat: number, minute: number): Run => ({
    id: `${configuration}.w.r${repeat}`,
    configuration,
    workload: 'w',
    repeat: String(repeat),
    generator: fio,
    load: {
      tool: 'fio-3.36',
      options: {},
      completed: quantity(1, 'IO'),
      transferred: quantity(1, 'B'),
      duration: quantity(1, 's'),
      window: [minute * 60_000, minute * 60_000 + 1000],
    },
    counters: {},
    files: [],
  })
  const check = (minutes: number[]) =>
    checkOrder(
      ['a', 'b'].flatMap(name =>
        minutes.map((minute, at) => runAt(name, at + 1, name === 'a' ? minute : at)),
      ),
      'data/s',
    )

  test('says nothing of repeats in order, nor of numbers that tell none', () => {
    expect(check([0, 1, 2, 9, 10, 11])).toEqual([])
    const backwards = [1, 2, 3, 4].map(repeat => runAt('a', repeat, -repeat))
    expect(checkOrder(backwards, 'data/s')).toEqual([])
  })

  test('two exchanged rounds are told with their cell', () => {
    const [message, ...others] = check([0, 4, 2, 3, 1, 5])
    expect(others).toEqual([])
    expect(message).toMatchObject({ severity: 'warning', rule: 'order-of-repeats' })
    expect(message?.reason).toContain(
      'repeat 3 of `a.w` began before 2; repeat 5 of `a.w` began before 4',
    )
  })
})

test('a counter ten times too high stands out against the clock of the machine', () => {
  const runs = [1, 2, 3, 4, 5].map((repeat): Run => {
    const seconds = 0.5 + repeat / 10
    const cycles = 2.4e9 * seconds * (repeat === 3 ? 10 : 1)
    const window = quantity(10, 's')
    return {
      id: `a.w.r${repeat}`,
      configuration: 'a',
      workload: 'w',
      repeat: String(repeat),
      generator: fio,
      counters: {
        all: {
          'task-clock': { amount: quantity(seconds, 's'), window, running: 1 },
          'msr/tsc/': { amount: quantity(cycles, 'cycle'), window, running: 1 },
        },
      },
      files: [],
    }
  })
  const told = findOtherClocks(runs, toClocks(runs), 'all', 0.05).map(text =>
    text.replaceAll(/\s/g, ' '),
  )
  expect(told).toEqual(['at 24.00 GHz in repeat 3, 2.40 GHz in others'])
  expect(findOtherClocks(runs.slice(0, 2), toClocks(runs.slice(0, 3)), 'all', 0.05)).toEqual([])
})
