import { expect, test } from 'vitest'
import type { FioJob, FioLog, PerfStat } from '../../src/parse/record.ts'
import { alignPerf } from '../../src/study/counters/align-perf.ts'
import { toZone } from '../../src/study/fio/clock.ts'
import { toLoad } from '../../src/study/fio/to-load.ts'
import type { Load } from '../../src/study/study.ts'

const file = { archive: '.', sha256: '', entry: 'x' }
const reading = (value: number, unit: string) => ({ name: 'x', value, unit, place: {} })

/** Intervals of 10 s, from one o'clock in a zone an hour east. */
const block: PerfStat = {
  kind: 'perf-stat',
  place: {},
  startedOn: 'Mon Nov 23 01:00:00 2026',
  counts: [1, 2, 3, 4, 5, 6].map(number => ({
    event: 'cycles',
    count: reading(number, ''),
    running: 100,
    interval: number * 10,
  })),
}

const midnight = Date.UTC(2026, 10, 23)
const load = (from: number, to: number) =>
  ({
    window: [midnight + from * 1000, midnight + to * 1000],
    duration: { value: to - from, unit: 's', sources: [] },
  }) as unknown as Load

const report = {
  file,
  record: {
    reportedAt: midnight + 60_000,
    reportedAtLocal: 'Mon Nov 23 01:01:00 2026',
  } as FioJob,
}

test('intervals outside fio’s window are left out', () => {
  const { record, isCut } = alignPerf(block, load(19, 41), toZone([report]))
  expect(record.counts.map(row => row.interval)).toEqual([30, 40])
  expect(record.elapsed?.value).toBe(20)
  expect(isCut).toBe(true)
})

test('where nothing tells when perf began, its counts stay as they are', () => {
  const { startedOn, ...unknown } = block
  expect(alignPerf(unknown, load(0, 20), toZone([report]))).toEqual({
    record: unknown,
    isCut: false,
  })
  expect(alignPerf(unknown, load(19, 41), toZone([report]), midnight).isCut).toBe(true)
})

const toJob = (ios: number, ms: number, options: FioJob['options']): FioJob => ({
  kind: 'fio-job',
  place: {},
  tool: 'fio-3.33',
  name: 'a',
  error: 0,
  options,
  usage: [],
  directions: [
    {
      direction: 'read',
      completed: reading(ios, 'IO'),
      transferred: reading(ios * 4096, 'B'),
      runtime: reading(ms, 'ms'),
      latencies: [],
    },
  ],
})

test('logs of jobs and directions add up by interval', () => {
  const log = (samples: FioLog['samples']) => ({
    file,
    record: { kind: 'fio-log', place: {}, measure: 'iops', columns: 5, samples } as FioLog,
  })
  const job = toJob(10, 1000, {})
  const logs = [
    log([
      [1000, 5, 0],
      [1000, 1, 1],
      [2001, 6, 0],
      [2000, 2, 1],
    ]),
    log([
      [999, 10, 0],
      [2003, 20, 0],
    ]),
  ]
  const result = toLoad([{ file, record: job }], logs)
  expect('load' in result && result.load.intervals).toMatchObject({
    unit: 'IO/s',
    seconds: 1,
    values: [16, 28],
    source: { name: '2 iops logs, 2 intervals' },
  })
})

test('jobs that fio logged one below the other are added by the interval', () => {
  const job = toJob(1200, 3000, { per_job_logs: '0' })
  // fio 3.33: --numjobs=2 --rate_iops=200 --per_job_logs=0 --log_avg_msec=500
  const first = [500, 1001, 1501, 2005, 2505]
  const second = [500, 1000, 1500, 2000, 2500]
  const samples = [...first, ...second].map((time): [number, number, number] => [time, 200, 0])
  const record = { kind: 'fio-log' as const, place: {}, measure: 'iops', columns: 5, samples }
  const result = toLoad([{ file, record: job }], [{ file, record }])
  expect('load' in result && result.load.intervals).toMatchObject({
    seconds: 0.5,
    values: [400, 400, 400, 400, 400],
    logs: 2,
  })
})
