import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { FioDirection, FioJob } from '../../src/parse/record.ts'
import { findWindow, toLoad } from '../../src/study/fio/to-load.ts'

const place = { line: 1 }
const reading = (value: number, unit: string) => ({ name: 'x', value, unit, place })

function toDirection(direction: string, completed: number, clat: number, lat: number) {
  const latency = (part: 'clat' | 'lat', mean: number) => ({
    part,
    mean: reading(mean, 'ns'),
    percentiles: [],
    bins: [],
  })
  return {
    direction,
    completed: reading(completed, ''),
    transferred: reading(completed * 512, 'B'),
    runtime: reading(1000, 'ms'),
    latencies: [latency('clat', clat), latency('lat', lat)],
  } satisfies FioDirection
}

const toJob = (directions: FioDirection[], options: FioJob['options']): FioJob => ({
  kind: 'fio-job',
  place,
  tool: 'fio-3.33',
  name: 'x',
  error: 0,
  options,
  directions,
  usage: [],
})

test('mean latencies weigh each direction by its I/Os', () => {
  const record = toJob(
    [toDirection('read', 100, 1000, 2000), toDirection('write', 300, 3000, 4000)],
    {},
  )
  const file = { archive: '.', sha256: '', entry: 'fio.json' }
  const result = toLoad([{ file, record }], [])
  if (!('load' in result)) throw new Error(result.remark.reason)
  // (100 × 1000 + 300 × 3000) ÷ 400 and (100 × 2000 + 300 × 4000) ÷ 400, in ns
  expect(result.load.latency?.value).toBeCloseTo(2.5e-6, 15)
  expect(result.load.totalLatency?.value).toBeCloseTo(3.5e-6, 15)
})

test('under `gtod_reduce`, a latency of 0 is none', () => {
  const record = toJob([toDirection('read', 100, 0, 0), toDirection('write', 300, 0, 0)], {
    gtod_reduce: '1',
  })
  const result = toLoad([{ file: { archive: '.', sha256: '', entry: 'fio.json' }, record }], [])
  if (!('load' in result)) throw new Error(result.remark.reason)
  expect(result.load.completed.value).toBe(400)
  expect(result.load.latency).toBeUndefined()
  expect(result.load.totalLatency).toBeUndefined()
})

test('what `mixed` tells of reads and writes once more is not added', () => {
  const loadOf = (directions: FioDirection[]) => {
    const record: FioJob = {
      kind: 'fio-job',
      place,
      tool: 'fio-3.33',
      name: 'x',
      error: 0,
      options: { unified_rw_reporting: 'both' },
      directions,
      usage: [],
    }
    const result = toLoad([{ file: { archive: '.', sha256: '', entry: 'x' }, record }], [])
    return 'load' in result ? result.load.completed.value : result.remark.rule
  }
  const mixed = toDirection('mixed', 400, 2500, 3500)
  const [read, write] = [
    toDirection('read', 100, 1000, 2000),
    toDirection('write', 300, 3000, 4000),
  ]
  expect(loadOf([read, write, mixed])).toBe(400)
  expect(loadOf([toDirection('read', 0, 0, 0), mixed])).toBe(400)
})

test.each([
  [{}, [0, 1]],
  // fio 3.41, --ramp_time=3 --runtime=2: job_start 4.0 s after its own start, the report at 6.2 s
  [{ ramp_time: '3' }, [0, 1]],
  // Of a clock that is not that of the day; the report was written at 41 s.
  [{ job_start_clock_id: '1' }, [40, 41]],
])('fio measured from the start that it tells: %j', (options, seconds) => {
  const job = toJob([toDirection('read', 100, 1000, 2000)], options)
  const record = { ...job, startedAt: 0, reportedAt: 41_000 }
  const result = toLoad([{ file: { archive: '.', sha256: '', entry: 'fio.json' }, record }], [])
  if (!('load' in result)) throw new Error(result.remark.reason)
  expect(result.load.window?.map(ms => ms / 1000)).toEqual(seconds)
})

test('bytes in powers of ten are as many as fio names', () => {
  const folder = join(import.meta.dirname, '..', 'parse', 'fio-text', 'powers-of-ten')
  const { records } = readFile(toInput('fio.txt', readFileSync(join(folder, 'input-fio.txt'))))
  const file = { archive: '.', sha256: '', entry: 'fio.txt' }
  const result = toLoad(
    records.flatMap(record => (record.kind === 'fio-job' ? [{ file, record }] : [])),
    [],
  )
  if (!('load' in result)) throw new Error(result.remark.reason)
  // 16 384 I/Os of 4 KiB, printed as 67.1MB
  expect(Math.abs(result.load.transferred.value / (16384 * 4096) - 1)).toBeLessThan(0.0005)
})

const file = { archive: '.', sha256: '', entry: 'fio.json' }
const written = Date.UTC(2026, 10, 23, 12)
/** Two jobs of a second, one after another, in a report of noon. */
const inTurn = ['read', 'write'].map((direction, group) => ({
  file,
  record: {
    ...toJob([toDirection(direction, 100 * (group + 1), 1000, 2000)], {
      bs: '512',
      rw: direction,
      ramp_time: '2s',
    }),
    name: direction,
    group,
    reportedAt: written,
  },
}))

test('loads one after another are one only where they are meant as one work', () => {
  expect(toLoad(inTurn, [])).toMatchObject({ remark: { rule: 'sequential-jobs' } })
  const result = toLoad(inTurn, [], true)
  expect(result).toMatchObject({
    load: {
      completed: { value: 300 },
      duration: { value: 2 },
      ramp: 4,
      isInTurn: true,
      options: { bs: '512', ramp_time: '2s' },
    },
  })
  expect('load' in result && result.load.options.rw).toBeUndefined()
  expect('load' in result && result.load.latency).toBeUndefined()
})

test('the earlier of two loads ended when the ramp of the later began', () => {
  const [first = [], last = []] = inTurn.map(job => findWindow([job], inTurn))
  expect(last).toEqual([written - 1000, written])
  expect(first).toEqual([written - 4000, written - 3000])
})

test('a client dates its report when it begins, which tells no end', () => {
  const [job] = inTurn
  if (!job) throw new Error('no job')
  const windowOf = (host?: string) => {
    const result = toLoad([{ file, record: { ...job.record, ...(host && { host }) } }], [])
    return 'load' in result ? result.load.window : undefined
  }
  expect(windowOf()).toEqual([written - 1000, written])
  expect(windowOf('server')).toBeUndefined()
})
