import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toStudy } from '../../src/study/to-study.ts'
import { digestOf } from '../helpers/digest.ts'
import { manifestOf } from '../helpers/synthetic.ts'

/** A study small enough to be computed by hand. */
const manifest = (more = '') => `
title: t
description: d
measured: today
factors: { mode: { label: Mode, levels: { a: A, b: B } } }
workloads: { w: { label: W, description: fixed, per: IO, target: 100 IO/s } }
baseline: { mode: a }
runs: 'r{repeat}/{mode}/{workload}'
scopes: { cpu: { label: CPU, description: all, files: ['perf*'], cpus: 2 } }
metrics:
  switches: { count: context-switches, scope: cpu }
  cycles: { count: 'cycles:k', scope: cpu }
  faults-per-switch: { count: page-faults, scope: cpu, per: context-switches }
  work-per-switch: { count: context-switches, scope: cpu, inverse: true }
${more}`

const fio = (ios: number, runtime: number, error = 0) =>
  JSON.stringify({
    'fio version': 'fio-3.36',
    jobs: [
      {
        jobname: 'j',
        error,
        read: {
          io_bytes: ios * 512,
          iops: (1000 * ios) / runtime,
          runtime,
          total_ios: ios,
          clat_ns: { mean: 5000 },
        },
      },
    ],
  })

/** 2 CPUs for 4 s each: 8e9 ns of run time. */
const perf = (switches: number) =>
  `${switches},,context-switches,8000000000,100.00,,\n<not supported>,,cycles:k,0,100.00,,\n`

function study(files: { [path: string]: string }, more = '') {
  return compute(manifest(more), files)
}

function compute(yaml: string, files: { [path: string]: string }) {
  return toEfficiency(toStudy('x', manifestOf(yaml), [digestOf(files)]))
}

const run = (repeat: number, mode: string, ios: number, switches: number) => ({
  [`r${repeat}/${mode}/w/fio.out`]: fio(ios, 10_000),
  [`r${repeat}/${mode}/w/perf.csv`]: perf(switches),
})

test('cost is the ratio of two rates', () => {
  const { cells } = study({
    ...run(1, 'a', 1000, 800),
    ...run(2, 'a', 1000, 800),
    ...run(3, 'a', 1000, 800),
  })
  // 800 switches in 4 s are 200 /s; 1000 I/Os in 10 s are 100 /s; so 2 switches an I/O.
  expect(cells[0]?.results.switches?.points.map(point => point.quantity.value)).toEqual([2, 2, 2])
  expect(cells[0]?.results.switches?.estimate).toMatchObject({ state: 'estimated', n: 3 })
  const [point] = cells[0]?.results.switches?.points ?? []
  expect(point?.quantity.sources.map(source => [source.name, source.value, source.place])).toEqual([
    ['context-switches', 800, { line: 1 }],
    ['context-switches (run time)', 8e9, { line: 1 }],
    ['total_ios', 1000, { pointer: '/jobs/0/read/total_ios' }],
    ['runtime', 10_000, { pointer: '/jobs/0/read/runtime' }],
  ])
})

test('cost per another count, and work per count', () => {
  const { cells, metrics } = study({
    'r1/a/w/fio.out': fio(1000, 10_000),
    'r1/a/w/perf.csv': `${perf(800)}200,,page-faults,8000000000,100.00,,\n`,
  })
  const value = (id: string) => cells[0]?.results[id]?.points[0]?.quantity
  // 200 faults for 800 switches; 100 I/Os a second for 200 switches a second.
  expect(value('faults-per-switch')).toMatchObject({ value: 0.25, unit: 'fault/switch' })
  expect(value('work-per-switch')).toMatchObject({ value: 0.5, unit: 'IO/switch' })
  expect(metrics.find(metric => metric.id === 'work-per-switch')?.better).toBe('higher')
})

test('net of a reference, and threads of a scope with the time of another file', () => {
  const more = `references: { idle: { label: idle, path: 'r{repeat}/idle' } }`
  const text = manifest(more)
    .replace(
      'metrics:',
      'metrics:\n  net: { count: context-switches, scope: cpu, net: { reference: idle, workloads: [w] } }\n  back: { count: context-switches, scope: back }',
    )
    .replace(
      'cpus: 2 } }',
      "cpus: 2 }, back: { label: b, description: b, files: [threads.csv], threads: ['IO *', worker], window: time.txt } }",
    )
  const files: { [path: string]: string } = {
    ...run(1, 'a', 1000, 800),
    'r1/idle/perf.csv': perf(200),
    'r1/a/w/threads.csv':
      'IO iot0-7,300,,context-switches,5,100.00,,\nworker-8,100,,context-switches,5,100.00,,\nCPU 0/KVM-9,4000,,context-switches,5,100.00,,\n',
    'r1/a/w/time.txt':
      " Performance counter stats for process id '7':\n\n 9 context-switches\n\n 4.000000000 seconds time elapsed\n",
  }
  const { cells } = compute(text, files)
  const value = (id: string) => cells[0]?.results[id]?.points[0]?.quantity.value
  // 200 switches a second less 50 of the idle machine, for 100 I/Os a second.
  expect(value('net')).toBeCloseTo(1.5, 12)
  // 400 switches of the two in 4 s, for 100 I/Os a second.
  expect(value('back')).toBeCloseTo(1, 12)
})

test('not supported is not zero', () => {
  const { cells } = study(run(1, 'a', 1000, 800))
  expect(cells[0]?.results.cycles).toMatchObject({
    points: [],
    estimate: { state: 'not-recorded', reason: '<not supported>' },
  })
})

test('one or two runs get no interval and no comparison', () => {
  const { cells } = study({ ...run(1, 'a', 1000, 800), ...run(1, 'b', 1000, 400) })
  expect(cells[0]?.results.switches?.estimate).toEqual({ state: 'one-run', value: 2, n: 1 })
  expect(cells[1]?.results.switches?.comparison).toBeUndefined()
})

test('ratio to the baseline', () => {
  const files = [1, 2, 3, 4].map(repeat => ({
    ...run(repeat, 'a', 1000, 800 + repeat),
    ...run(repeat, 'b', 1000, 1600 + repeat),
  }))
  const { cells } = study(Object.assign({}, ...files))
  const comparison = cells[1]?.results.switches?.comparison
  expect(comparison?.ratio?.value).toBeCloseTo(2, 2)
  expect(comparison?.differs).toBe(true)
})

describe('load', () => {
  const four = (loads: number[]) =>
    study(Object.assign({}, ...loads.map((ios, index) => run(index + 1, 'a', ios, 800))))

  test('a run that missed it is set aside by name', () => {
    const { cells, messages } = four([1000, 1001, 999, 900])
    expect(cells[0]?.load).toMatchObject({ state: 'held', missedRuns: ['a.w.r4'] })
    expect(cells[0]?.results.switches?.estimate).toMatchObject({ n: 3 })
    expect(cells[0]?.results.switches?.points).toHaveLength(4)
    const missed = messages.find(({ rule }) => rule === 'load-missed')
    expect(missed?.severity).toBe('warning')
    expect(missed?.reason).toMatch(/90\.0 IO\/s in a\.w\.r4, expected 100 IO\/s within 3/)
  })

  test('a cell that mostly missed it is compared with nothing', () => {
    const { cells } = four([900, 901, 899, 1000])
    expect(cells[0]?.load.state).toBe('missed')
    expect(cells[0]?.results.switches?.estimate).toMatchObject({ n: 4 })
  })
})

describe('what does not fit is told', () => {
  test('fio errors and empty reports set the run aside', () => {
    const { study: read } = study({
      ...run(1, 'a', 1000, 800),
      'r2/a/w/fio.out': fio(10, 1000, 5),
      'r3/a/w/fio.out': fio(0, 0),
      'r4/a/w/perf.csv': perf(1),
    })
    expect(read.runs.map(item => [item.id, item.excluded?.rule])).toEqual([
      ['a.w.r1', undefined],
      ['a.w.r2', 'load-error'],
      ['a.w.r3', 'no-io'],
      ['a.w.r4', 'no-report'],
    ])
    expect(read.messages.map(message => message.rule)).toEqual(['load-error', 'no-io', 'no-report'])
  })

  test('levels nobody declared, files nobody wants', () => {
    const { study: read } = study({
      ...run(1, 'a', 1000, 800),
      'r1/c/w/fio.out': fio(1, 1),
      'notes.txt': 'hello',
    })
    expect(read.messages[0]?.reason).toMatch(/Unexpected mode `c` in the path r1\/c\/w/)
    expect(read.ingest.find(entry => entry.path === 'notes.txt')).toMatchObject({
      use: 'not-recognised',
      detail: 'no template of study.yaml leads here; begins: hello',
    })
  })

  test('a path that goes on after the run is told as far as the run goes', () => {
    const { study: read } = compute(manifest().replace('{workload}', '{workload}*'), {
      'r1/a/w.fio.json': fio(1000, 10_000),
      'r1/a/wrong.json': fio(1, 1),
      'r2/a/w.json': fio(1, 0),
    })
    expect(read.messages.map(({ file, reason }) => [file, reason])).toEqual([
      [
        'data/x/study.yaml',
        'Unexpected workload `wrong` in the path r1/a/wrong; known: `w`; its files were left out, declare it in study.yaml',
      ],
      ['data/x/r2/a/w', expect.stringMatching(/^Unexpected report of I\/Os in no time/)],
    ])
  })

  test('impossible cells keep their reason', () => {
    const { cells, study: read } = study(
      run(1, 'a', 1000, 800),
      "repeats: 1\nimpossible: [{ when: { mode: b }, reason: 'b does not exist' }]",
    )
    expect(cells[1]?.state).toEqual({ state: 'impossible', reason: 'b does not exist' })
    expect(read.messages).toEqual([])
  })
})

test('a run sheet in CSV says what paths do not', () => {
  const text = manifest().replace(
    "runs: 'r{repeat}/{mode}/{workload}'",
    'runs: { sheet: runs.csv }',
  )
  const files: { [path: string]: string } = {
    'runs.csv': 'path,mode,workload,repeat\nmonday/first,a,w,1\nmonday/second,b,w,1\n',
    'monday/first/out.txt': fio(1000, 10_000),
    'monday/second/out.txt': fio(1000, 10_000),
  }
  const { study: read } = compute(text, files)
  expect(read.messages).toEqual([])
  expect(read.runs.map(item => item.id)).toEqual(['a.w.r1', 'b.w.r1'])
})

test('a star in a run sheet is anything; a file of two lines is of neither', () => {
  const files = (sheet: string) => ({
    'runs.csv': `path,mode,workload,repeat\n${sheet}`,
    'monday-1/fio.out': fio(1000, 10_000),
    'tuesday-1-fio.out': fio(1001, 10_000),
  })
  const yaml = manifest().replace(/runs: .*/, 'runs: { sheet: runs.csv }')
  const good = compute(yaml, files('mon*,a,w,1\n*day-1-*,a,w,2\n')).study
  expect(good.messages).toEqual([])
  expect(good.runs.map(({ id }) => id)).toEqual(['a.w.r1', 'a.w.r2'])
  const bad = compute(yaml, files('*day-1*,a,w,1\ntuesday*,a,w,2\n')).study
  expect(bad.messages.map(({ severity, reason }) => [severity, reason])).toEqual([
    [
      'error',
      'runs.csv has several lines for `tuesday-1-fio.out` (`*day-1*`, `tuesday*`); it is left out, make them differ',
    ],
    ['warning', expect.stringMatching(/^A file of fio or perf that no line of runs\.csv leads to/)],
  ])
})

test('a line of a run sheet that leads to nothing, and one too many, are told', () => {
  const text = manifest().replace("'r{repeat}/{mode}/{workload}'", '{ sheet: runs.csv }')
  const { study: read } = compute(text, {
    'runs.csv': 'path,mode,workload,repeat\nmonday,a,w,1\ntuesdy,b,w,1\nmonday,b,w,1\n',
    'monday/out.txt': fio(1000, 10_000),
  })
  expect(read.messages.map(({ rule, severity, reason }) => [rule, severity, reason])).toEqual([
    ['run-sheet', 'error', expect.stringMatching(/^Nothing lies at `tuesdy`, as runs\.csv says/)],
    ['run-sheet', 'error', expect.stringMatching(/^runs\.csv has a second line of `monday`/)],
  ])
})

describe('a measurement that lies there twice', () => {
  const told = (ios: number) =>
    fio(ios, 10_000).replace('"fio version"', '"timestamp_ms":1764000000000,"fio version"')
  const layout = (paths: [path: string, ios: number][]) =>
    study(Object.fromEntries(paths.map(([path, ios]) => [`${path}/w/fio.out`, told(ios)]))).study

  test('as two repeats counts once', () => {
    const { runs, messages } = layout([
      ['r1/a', 1000],
      ['r2/a', 1000],
      ['r3/a', 1001],
    ])
    expect(runs.map(run => run.excluded?.rule)).toEqual([undefined, 'copied-run', undefined])
    expect(messages).toMatchObject([{ severity: 'error', rule: 'copied-run' }])
    expect(messages[0]?.reason).toContain('`a.w.r1`, `a.w.r2`')
  })

  test('is no copy where each workload takes a job of its own from it', () => {
    const { jobs, ...rest } = JSON.parse(told(1000))
    const report = JSON.stringify({
      ...rest,
      jobs: [jobs[0], { ...jobs[0], jobname: 'k' }],
    })
    const yaml = manifest().replace(
      /workloads: .*/,
      'workloads: { w: { label: W, description: w, per: IO, job: j }, v: { label: V, description: v, per: IO, job: k } }',
    )
    const { runs } = compute(yaml, { 'r1/a/w/fio.out': report, 'r1/a/v/fio.out': report }).study
    expect(runs.map(({ id, excluded }) => [id, excluded])).toEqual([
      ['a.w.r1', undefined],
      ['a.v.r1', undefined],
    ])
  })

  test('under another time of day is the same one', () => {
    const read = (path: string, minute: number, mean: number): [string, string] => {
      const { jobs, ...rest } = JSON.parse(told(1000))
      jobs[0].read.clat_ns = { mean, stddev: 12.5 }
      const report = { ...rest, timestamp_ms: 1764000000000 + minute * 60_000, jobs }
      return [`${path}/w/fio.out`, JSON.stringify(report)]
    }
    const { runs } = study(
      Object.fromEntries([
        read('r1/a', 0, 8000.25),
        read('r2/a', 5, 8000.25),
        read('r3/a', 9, 8000.26),
      ]),
    ).study
    expect(runs.map(run => run.excluded?.rule)).toEqual([undefined, 'copied-run', undefined])
  })

  test('under two configurations belongs to neither', () => {
    const { runs } = layout([
      ['r1/a', 1000],
      ['r1/b', 1000],
      ['r2/b', 1001],
    ])
    expect(runs.map(run => run.excluded?.rule)).toEqual(['copied-run', 'copied-run', undefined])
  })
})

test.each([
  [{ 'fio.json': '' }, 'no-report', '`r1/a/w/fio.json` is empty. It was left out; repeat it'],
  [
    { 'fio.json': '{"fio version": "fio-3.36", "jobs": [' },
    'damaged-report',
    '`r1/a/w/fio.json` holds no whole report of fio. It was left out; repeat it',
  ],
  [
    { 'out.txt': 'zsh: command not found: fio\n' },
    'no-report',
    '`r1/a/w/out.txt` is no report of fio; it begins with `zsh: command not found: fio`. It was left out; repeat it',
  ],
])('a run without a report says which file should have been it: %j', (files, rule, reason) => {
  const paths = Object.entries(files).map(([name, text]) => [`r1/a/w/${name}`, text])
  const { runs, messages } = study({
    'r1/a/w/perf.csv': perf(7),
    ...Object.fromEntries(paths),
  }).study
  expect(runs[0]?.excluded?.rule).toBe(rule)
  expect(messages.filter(message => message.rule === rule).map(told => told.reason)).toEqual([
    `This run has no report of fio: ${reason}`,
  ])
})

test('a report that somebody cut down is refused by what it lacks', () => {
  const cut = JSON.stringify({
    'fio version': 'fio-3.19',
    jobs: [{ jobname: 'j', read: { io_bytes: 4096, iops: 250, total_ios: 100 } }],
  })
  const { runs } = study({ 'r1/a/w/fio.json': cut }).study
  expect(runs[0]?.excluded).toEqual({
    rule: 'incomplete-report',
    reason:
      "The report of fio's job `j` (/jobs/0) has no `read/runtime`, without which there is no rate; was it cut down? The run was left out; keep what fio wrote",
  })
})

test('measurements that are used for nothing are told', () => {
  const { messages } = study({
    ...run(1, 'a', 1000, 800),
    'r1/a/w/stat.csv': perf(7),
    'again/a/w/fio.out': fio(1000, 10_000),
    'notes.txt': 'nothing measured\n',
  }).study
  expect(messages.map(({ severity, rule, reason }) => [severity, rule, reason])).toEqual([
    [
      'warning',
      'unused-measurement',
      'A file of fio or perf that no template of study.yaml leads to (again/a/w/fio.out). `runs` begins with `r{repeat}/{mode}/{workload}`, and a path with `again/a/w/fio.out`; correct `runs`, or move away what is not of this study',
    ],
    [
      'warning',
      'unused-measurement',
      'A file of fio or perf that no scope of study.yaml names (r1/a/w/stat.csv). Correct `files`, or move away what is not of this study',
    ],
  ])
})
