import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { manifestOf } from '../helpers/synthetic.ts'

const manifest = (more = '') => `
title: t
description: d
measured: today
factors: { mode: { label: Mode, levels: { a: A } } }
workloads: { w: { label: W, description: fixed, per: IO } }
baseline: { mode: a }
runs: 'r{repeat}/{mode}/{workload}'
scopes: { cpu: { label: CPU, description: all, files: ['perf*'] } }
metrics: { switches: { count: context-switches, scope: cpu } }
${more}`

const midnight = Date.parse('2026-11-25T00:00:00Z')
/** `Wed Nov 25 04:25:19 2026`, as both tools write a time, of a second of that day. */
const told = (seconds: number) => {
  const clock = new Date(midnight + seconds * 1000).toISOString().slice(11, 19)
  return `Wed Nov 25 ${clock} 2026`
}

/** 10 s, ended at this second of the day; the clock of the machine shows `zone` s more than UTC. */
const fio = (end: number, zone: number) =>
  JSON.stringify({
    'fio version': 'fio-3.36',
    timestamp_ms: midnight + end * 1000,
    time: told(end + zone),
    jobs: [
      {
        jobname: 'j',
        error: 0,
        read: { io_bytes: 51_200 + end, iops: 10, runtime: 10_000, total_ios: 100 },
      },
    ],
  })

const perf = (begin: number) => `# started on ${told(begin)}

 Performance counter stats for 'system wide':

 300 context-switches
 200 page-faults

 8.000000000 seconds time elapsed
`

/** Runs that end at these seconds; perf began as many seconds after fio as `late` says. */
function study(runs: { end: number; late: number }[], more = '', hours = 1, perfHours = hours) {
  const files = runs.flatMap(({ end, late }, index) => [
    [`r${index + 1}/a/w/fio.json`, fio(end, hours * 3600)],
    [`r${index + 1}/a/w/perf.txt`, perf(end - 10 + late + perfHours * 3600)],
  ])
  const read = toStudy('x', manifestOf(manifest(more)), [digestOf(Object.fromEntries(files))])
  const [cell] = toEfficiency(read).cells
  const result = cell?.results.switches
  return {
    used: result?.points.map(point => point.repeat),
    estimate: result?.estimate,
    messages: read.messages,
  }
}

test('a count of while fio ran is used, to the second', () => {
  const { used, messages } = study([
    { end: 3000, late: 1 },
    { end: 3040, late: 10.9 },
    { end: 3080, late: -8.9 },
  ])
  expect(used).toEqual(['1', '2', '3'])
  expect(messages).toEqual([])
})

test('files of perf that were exchanged between runs are of neither, and each is told once', () => {
  const { used, messages } = study([
    { end: 3000, late: 1 },
    { end: 3040, late: 41 },
    { end: 3080, late: -39 },
  ])
  expect(used).toEqual(['1'])
  expect(messages).toEqual([
    {
      severity: 'error',
      rule: 'mistimed-count',
      reason:
        'Unexpected time: perf began 31 s after fio had ended, expected counts of the same time; the counts of the file were left out, put it with the run that it was taken in, or, where two clocks differ, set `gates: { window: off }` in study.yaml',
      file: 'data/x/r2/a/w/perf.txt',
      line: 5,
    },
    expect.objectContaining({
      reason: expect.stringContaining('perf had ended 31 s before fio began'),
      file: 'data/x/r3/a/w/perf.txt',
    }),
  ])
})

test('a cell that has no other count says why it has none', () => {
  expect(study([{ end: 3000, late: 41 }]).estimate).toEqual({
    state: 'not-recorded',
    reason: 'perf began 31 s after fio had ended',
  })
})

describe('a whole hour away', () => {
  const hour = { end: 7000, late: 3601 }

  test('may be another zone, where nothing says that it is not', () => {
    expect(study([hour]).used).toEqual(['1'])
    expect(study([{ end: 7000, late: 1 }], '', 0, 5.75).used).toEqual(['1'])
  })

  test('is another run, where other counts of the scope show the zone', () => {
    expect(study([{ end: 3000, late: 1 }, hour]).used).toEqual(['1'])
  })
})

test('without the gate, every count is used', () => {
  const { used, messages } = study([{ end: 3000, late: 41 }], 'gates: { window: off }')
  expect(used).toEqual(['1'])
  expect(messages).toEqual([])
})
