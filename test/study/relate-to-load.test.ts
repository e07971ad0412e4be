import { expect, test } from 'vitest'
import type { PerfStat } from '../../src/parse/record.ts'
import { relateToLoad } from '../../src/study/counters/relate-to-load.ts'
import type { LoadAround } from '../../src/study/load-reader.ts'
import type { Load } from '../../src/study/study.ts'
import { quantity } from '../helpers/synthetic.ts'

const noon = Date.UTC(2026, 10, 23, 12)
/** fio measured for 5 s from noon on. */
const load = (told: Partial<Load> = {}): Load => ({
  tool: 'fio-3.33',
  options: {},
  completed: quantity(4000, 'IO'),
  transferred: quantity(4000 * 4096, 'B'),
  duration: quantity(5, 's'),
  window: [noon, noon + 5000],
  zone: 0,
  ...told,
})
const block = (target?: string): PerfStat => ({
  kind: 'perf-stat',
  place: {},
  counts: [],
  ...(target !== undefined && { target }),
})
const timed = (seconds: number) => ({ window: quantity(seconds, 's') })
const ask = (
  seen: Partial<Parameters<typeof relateToLoad>[0]>,
  around: LoadAround = { load: load() },
) => relateToLoad({ block: block(), ...seen }, around)
const span = (from: number, to: number): [number, number] => [noon + from * 1000, noon + to * 1000]

test.each([
  ["'fio --name=a --rw=read'", true],
  ["'/usr/local/bin/fio-3.36 a.fio'", true],
  ["'taskset -c 0 fio a.fio'", true],
  ["'sh -c fio a.fio > fio.json'", true],
  ["'sleep 5'", false],
  ["'./fiona.sh'", false],
])('by the command %s: %s', (target, holdsRun) => {
  expect(ask({ block: block(target) })).toEqual({ holdsRun })
})

test.each([
  ['shorter than fio', 4.9, false],
  ['longer', 5.4, true],
])('by its seconds: %s', (_, seconds, holdsRun) => {
  expect(ask({ timed: timed(seconds) })).toEqual({ holdsRun })
  expect(ask({ timed: timed(seconds), block: block("process id '7'") })).toEqual({ holdsRun })
})

test('with a ramp it must be longer than both', () => {
  const ramped = { load: load({ ramp: 2 }) }
  expect(ask({ timed: timed(6) }, ramped)).toEqual({ holdsRun: false })
  expect(ask({ timed: timed(7.4) }, ramped)).toEqual({ holdsRun: true })
})

test('a perf that began too late, or ended too early, does not hold it however long it was', () => {
  expect(ask({ timed: timed(8), span: span(-2, 6) })).toEqual({ holdsRun: true })
  expect(ask({ timed: timed(8), span: span(2, 10) })).toEqual({ holdsRun: false })
  expect(ask({ timed: timed(8), span: span(-6, 2) })).toEqual({ holdsRun: false })
})

test('study.yaml says it where nothing else does, and against all else', () => {
  expect(ask({})).toEqual({ holdsRun: false })
  expect(ask({ declared: 'starts-load' })).toEqual({ holdsRun: true })
  expect(ask({ declared: 'beside-load', timed: timed(9) })).toEqual({ holdsRun: false })
})

test('what few digits leave open is decided by the nearest', () => {
  const rounded = (value: number) => ({ ...timed(value), between: [4.6, 5.8] as [number, number] })
  expect(ask({ timed: rounded(5.2) })).toEqual({ holdsRun: true })
  expect(ask({ timed: rounded(4.9) })).toEqual({ holdsRun: false })
  expect(ask({ timed: rounded(4.9), block: block("'fio a.fio'") })).toEqual({ holdsRun: true })
})

test('of one of several jobs in turn, a count of all is none', () => {
  const part = { load: load(), inTurn: 10 }
  const missing = expect.stringContaining('over several jobs together')
  expect(ask({ timed: timed(10.5) }, part)).toEqual({ missing, cause: 'several-jobs' })
  expect(ask({ block: block("'fio a.fio'") }, part)).toEqual({ missing, cause: 'several-jobs' })
  expect(ask({ timed: timed(8) }, part)).toEqual({ missing, cause: 'several-jobs' })
  expect(ask({ timed: timed(4) }, part)).toEqual({ holdsRun: false })
})

test('of all jobs in turn as one work, only a count of all is theirs', () => {
  const all = { load: load({ isInTurn: true }) }
  expect(ask({ timed: timed(5.4) }, all)).toEqual({ holdsRun: true })
  const missing = expect.stringContaining('over a part of several jobs')
  expect(ask({ timed: timed(4) }, all)).toEqual({ missing })
})

test('of a client there is no cost, unless perf looked at more than what it started', () => {
  const remote = { load: load(), elsewhere: 'perf counted a client' }
  const missing = expect.stringContaining('client')
  expect(ask({ block: block("'fio --client=a b.fio'") }, remote)).toEqual({
    missing,
    cause: 'client',
  })
  expect(ask({ timed: timed(6) }, remote)).toEqual({ missing, cause: 'client' })
  expect(ask({ timed: timed(6), block: block("'system wide'") }, remote)).toEqual({
    holdsRun: true,
  })
  expect(ask({ timed: timed(6), declared: 'beside-load' }, remote)).toEqual({ holdsRun: false })
})
