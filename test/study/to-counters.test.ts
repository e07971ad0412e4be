import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { ScopeLimits } from '../../src/study/counters/scope-limits.ts'
import { selectIntervals } from '../../src/study/counters/select-intervals.ts'
import { type CounterRecord, toCounters } from '../../src/study/counters/to-counters.ts'
import type { Counted } from '../../src/study/study.ts'

const cases = join(import.meta.dirname, '..', 'parse')

function read(text: string | Buffer): CounterRecord[] {
  return readFile(toInput('x', Buffer.from(text as Buffer))).records as CounterRecord[]
}

function count(records: CounterRecord[], limits?: ScopeLimits) {
  const file = { archive: '.', sha256: '', entry: 'x' }
  const counters = toCounters(
    records.map(record => ({ file, record })),
    limits,
  )
  const value = (name: string) => (counters[name] as Counted | undefined)?.amount?.value
  const seconds = (name: string) => (counters[name] as Counted | undefined)?.window?.value
  return { counters, value, seconds }
}

const csv = (path: string) => readFileSync(join(cases, 'perf-stat-csv', path, 'input-perf.csv'))

test('rows of cores and intervals are added, and the window is the last interval', () => {
  // awk -F, '/context-switches/ {n += $4} END {print n}' input-perf.csv
  const { value, seconds, counters } = count(read(csv('per-core-intervals')))
  const lines = csv('per-core-intervals').toString().split('\n')
  const rows = lines.filter(line => line.includes('context-switches')).map(line => line.split(','))
  expect(value('context-switches')).toBe(rows.reduce((sum, row) => sum + Number(row[3]), 0))
  expect(seconds('context-switches')).toBe(Number(rows.at(-1)?.[0]))
  expect(counters.cycles).toEqual({ missing: '<not supported> (S0-D0-C0)', cause: 'refused' })
})

test.each([
  ['CSV', '6009.81,msec,task-clock,6009806061,100.00,2.001,CPUs utilized\n7,,cs,1,100.00,,\n'],
  [
    'JSON',
    '{"counter-value" : "6009.81", "unit" : "msec", "event" : "task-clock", "event-runtime" : 6009806061, "pcnt-running" : 100.00, "metric-value" : 2.001000, "metric-unit" : "CPUs utilized"}\n{"counter-value" : "7", "unit" : "", "event" : "cs", "event-runtime" : 1, "pcnt-running" : 100.00}\n',
  ],
])('%s tells by its clock and the CPUs utilized how long it counted', (_, text) => {
  const { seconds, counters } = count(read(text))
  // 6.00981 s ÷ 2.001
  expect(seconds('context-switches')).toBeCloseTo(3.003403, 6)
  const { window } = counters['context-switches'] as Counted
  expect(window.sources.map(({ name }) => name)).toEqual([
    'task-clock',
    'task-clock (CPUs utilized)',
  ])
})

test.each([
  ['CSV of 4.4', '6009.806061,,task-clock,6009806061,100.00\n', { cpus: 2 }],
  [
    'text of 3.10',
    `
 Performance counter stats for 'fio x.fio':

       6009.806061 task-clock                #    2.000 CPUs utilized

       3.004903030 seconds time elapsed
`,
    {},
  ],
])('a clock without a unit counts milliseconds: %s', (_, text, limits) => {
  // builtin-stat.c, `nsec_printout`: `double msecs = avg / 1e6`
  const { value, seconds } = count(read(text), limits)
  expect(value('task-clock')).toBeCloseTo(6.009806061, 9)
  expect(seconds('task-clock')).toBeCloseTo(3.00490303, 8)
})

test.each([
  ['CPUs utilized', '6009.81,msec,task-clock,6009806061,100.00,2.001,CPUs utilized\n'],
  [
    'duration_time',
    '6009.81,msec,task-clock,6009806061,100.00,,\n3004903030,,duration_time,1,100.00,,\n',
  ],
])('other CPUs than perf counted give no time: %s', (_, text) => {
  // 6.00981 s of run time in 3.0049 s, on 2 CPUs
  expect(count(read(text), { cpus: 2 }).seconds('task-clock')).toBeCloseTo(3.0049, 4)
  expect(count(read(text), { cpus: 4 }).counters['task-clock']).toEqual({
    missing: '`cpus: 4` of the scope, and perf counted 2.00',
    cause: 'other-cpus',
  })
})

test('of several runs the mean time, not that of the last', () => {
  // perf 7.2 on 2 CPUs: perf stat -x, -a -r 2; the last of the two runs took 0.14314 s ÷ 2
  const text = `66,,context-switches,22.73%,143134822,100.00,,
112.77,msec,task-clock,26.92%,143135242,100.00,,
`
  expect(count(read(text), { cpus: 2 }).seconds('context-switches')).toBeCloseTo(0.056385, 9)
})

test('CPUs utilized tell the time, and their digits how closely; zero tells none', () => {
  const clock = (share: string) => `60.10,msec,task-clock,1,100.00,${share},CPUs utilized\n`
  const of = (share: string) => count(read(clock(share))).counters['task-clock'] as Counted
  expect(of('0.200').window.value).toBeCloseTo(0.3005, 6)
  expect(of('0.012').window.value).toBeCloseTo(5.00833, 5)
  // 0.0601 s ÷ 0.0125 and ÷ 0.0115
  expect(of('0.012').between?.map(seconds => seconds.toFixed(4))).toEqual(['4.8080', '5.2261'])
  expect(of('0.000')).toEqual({ missing: 'the time of counting is not known', cause: 'untimed' })
})

test('intervals inside a part of the time', () => {
  const [block] = read(csv('per-core-intervals'))
  if (block?.kind !== 'perf-stat') throw new Error('no block')
  const ends = [...new Set(block.counts.map(row => row.interval ?? 0))]
  const { seconds } = count([selectIntervals(block, 0.1, 0.2)])
  expect(seconds('context-switches')).toBeCloseTo((ends[1] ?? 0) - (ends[0] ?? 0), 9)
})

test('each thread keeps what it has of a count, and parts of a machine are no threads', () => {
  const rows = csv('per-thread')
    .toString()
    .split('\n')
    .map(line => line.split(','))
    .filter(row => row[3] === 'context-switches')
  const { threads } = count(read(csv('per-thread'))).counters['context-switches'] as Counted
  expect(threads?.map(({ name, amount }) => [name, amount.value])).toEqual(
    rows.map(row => [(row[0] ?? '').replace(/-\d+$/, ''), Number(row[1])]),
  )
  const cores = count(read(csv('per-core-intervals'))).counters['context-switches'] as Counted
  expect(cores.threads).toBeUndefined()
})

test('threads are added, all or those that the scope names; time passes once for all', () => {
  const text = csv('per-thread').toString()
  const rows = text.split('\n').map(line => line.split(','))
  const switches = rows.filter(row => row[3] === 'context-switches')
  const all = count(read(text))
  expect(all.value('context-switches')).toBe(switches.reduce((n, row) => n + Number(row[1]), 0))
  expect(all.seconds('context-switches')).toBeCloseTo(0.3, 1)
  expect(all.value('duration_time')).toBe(all.seconds('context-switches'))
  expect(count(read(text), { threads: ['qemu*'] }).counters['context-switches']).toBeUndefined()
  expect(count(read(text), { threads: ['fio'] }).value('context-switches')).toBe(
    all.value('context-switches'),
  )
})

test('rows that nothing tells apart are not added', () => {
  const row = '1,,cycles,1000000000,100.00,,\n'
  const { counters } = count(read(row + row), { cpus: 1 })
  expect(counters.cycles).toEqual({
    missing: 'perf shows `cycles` 2 times and not how they differ',
  })
})

test('an event that was asked for under two of its names is counted once', () => {
  const text =
    '12000,,context-switches,1000000000,100.00,,\n1,,task-clock,1000000000,100.00,,\n12001,,cs,1000000000,100.00,,\n'
  expect(count(read(text), { cpus: 1 }).value('context-switches')).toBe(12_000)
})

test('modifiers stay apart, other names of the same event do not', () => {
  const text =
    '3,,cpu-cycles:u,1000000000,100.00,,\n4,,cycles:k,1000000000,100.00,,\n5,,cs,1000000000,100.00,,\n'
  const { value, counters } = count(read(text), { cpus: 1 })
  expect(value('cycles:u')).toBe(3)
  expect(value('cycles:k')).toBe(4)
  expect(value('context-switches')).toBe(5)
  expect(counters.cycles).toBeUndefined()
})

test('where perf counts by CPU, it names who counts: these are the same events', () => {
  // perf 6.12: perf stat -a -A -x, -e context-switches,cpu-clock:u sleep 0.3
  const software = `CPU0,318,,context-switches [software],303228368,100.00,1.049,K/sec
CPU1,513,,context-switches [software],303237074,100.00,1.692,K/sec
CPU0,303.23,msec,cpu-clock:u [software],303228889,100.00,1.000,CPUs utilized
CPU1,303.24,msec,cpu-clock:u [software],303236833,100.00,1.000,CPUs utilized
`
  // perf 7.2: perf stat -a -A -x, -e user_time,duration_time sleep 0.3
  const tool = `CPU0,270000000,,tool/user_time/,1,100.00,,
CPU1,290000000,,tool/user_time/,1,100.00,,
CPU0,302480762,,tool/duration_time/,1,100.00,,
`
  expect(count(read(software)).counters).toMatchObject({
    'context-switches': { amount: { value: 318 + 513, unit: 'switch' } },
    'cpu-clock:u': { amount: { value: expect.closeTo(0.60647, 12), unit: 's' } },
  })
  const { value, seconds } = count(read(tool))
  expect(value('user_time')).toBeCloseTo(0.56, 12)
  expect(value('duration_time')).toBeCloseTo(0.302480762, 12)
  expect(seconds('user_time')).toBeCloseTo(0.302480762, 12)
})

test('a time that perf took itself is in nanoseconds, and it does not count for a nanosecond', () => {
  // perf 7.2: perf stat -a -x, -e user_time,system_time,duration_time,task-clock sleep 0.3
  const user = '490000000,,user_time,2,100.00,,\n'
  const rest = `100000000,,system_time,2,100.00,,
302093455,,duration_time,1,100.00,,
604.20,msec,task-clock,604198259,100.00,,
`
  const { value, seconds } = count(read(user + rest), { cpus: 2 })
  expect(value('user_time')).toBeCloseTo(0.49, 12)
  expect(value('system_time')).toBeCloseTo(0.1, 12)
  expect(seconds('user_time')).toBeCloseTo(0.6041982594 / 2, 9)
  expect(count(read(user), { cpus: 2 }).counters.user_time).toEqual({
    missing: 'the time of counting is not known',
    cause: 'untimed',
  })
})

test('a command took some time, also where perf shows 0', () => {
  // perf 7.2: perf stat -x, -e user_time,system_time,duration_time,task-clock fio …
  const text = `0,,user_time,1,100.00,,
0,,system_time,1,100.00,,
0,,duration_time,1,100.00,,
1135.82,msec,task-clock,1135815004,100.00,,
`
  const { counters } = count(read(text))
  const blank = { missing: 'perf shows 0 for every time', cause: 'zero-times' }
  expect(counters).toEqual({
    user_time: blank,
    system_time: blank,
    duration_time: blank,
    'task-clock': { missing: 'the time of counting is not known', cause: 'untimed' },
  })
})

test('each cgroup is counted apart, and its counter runs only while it does', () => {
  const text = csv('cgroups').toString()
  const rows = text.split('\n').map(line => line.split(','))
  const ran = rows.filter(row => row[4] === 'context-switches' && row[2] !== '<not counted>')
  const { value, seconds } = count(read(text), { target: 'tn-a', cpus: 2 })
  expect(value('context-switches')).toBe(ran.reduce((sum, row) => sum + Number(row[2]), 0))
  expect(seconds('context-switches')).toBe(Number(rows.at(-2)?.[0]))
  expect(count(read(text), { target: 'tn-b' }).counters).toEqual({
    'task-clock': { missing: '<not counted> (CPU0)', cause: 'refused' },
  })
  // perf 5.10: perf stat -a -x, -e task-clock --for-each-cgroup tn-a,tn-c; 0.20018 s ÷ 0.993
  const both = '200.18,msec,task-clock,tn-a,200181643,100.00,0.993,CPUs utilized\n'
  const alone = count(read(both), { cpus: 2 })
  expect(alone.seconds('task-clock')).toBeCloseTo(0.201591, 6)
  expect(count(read(both + both.replace('tn-a', 'tn-c'))).counters).toEqual({
    'task-clock': { missing: expect.stringContaining('name one as `target`') },
  })
})

test('a count per core that is shown for each of its CPUs is not added', () => {
  const text = ` Performance counter stats for 'system wide':

CPU0  5  cpu/event=cpu-cycles,percore/
CPU1  5  cpu/event=cpu-cycles,percore/

  1.000000000 seconds time elapsed
`
  const { counters } = count(read(text))
  expect(Object.values(counters)).toEqual([
    { missing: 'perf repeats the count of a core for each of its CPUs' },
  ])
})

test('two snapshots of /proc make CPU time', () => {
  const text = `cpu  100 0 50 1000 0 0 10 0 0 0
cpu0 60 0 20 500 0 0 10 0 0 0
cpu1 40 0 30 500 0 0 0 0 0 0
ctxt 1000
cpu  160 0 80 1180 0 0 20 0 0 0
cpu0 100 0 40 580 0 0 20 0 0 0
cpu1 60 0 40 600 0 0 0 0 0 0
ctxt 1500
`
  const { value, seconds } = count(read(text))
  expect(value('user-time')).toBeCloseTo(0.6, 12)
  expect(value('system-time')).toBeCloseTo(0.4, 12)
  expect(value('context-switches')).toBe(500)
  // 280 ticks on two CPUs.
  expect(seconds('user-time')).toBeCloseTo(1.4, 12)
})

test('of a process, its own time over the time of the system', () => {
  const text = readFileSync(join(cases, 'proc-snapshot/before-and-after/input-proc.txt'))
  const { value, seconds } = count(read(text))
  expect(value('user-time')).toBeCloseTo(0.01, 12)
  expect(value('system-time')).toBe(0)
  expect(seconds('user-time')).toBeGreaterThan(0.25)
  expect(seconds('user-time')).toBeLessThan(0.5)
})

test('percentages of all CPUs together are of as many CPUs as mpstat says', () => {
  const text = `Linux 6.1 (bench) \t11/23/26 \t_x86_64_\t(4 CPU)

10:00:00     CPU    %usr   %nice    %sys %iowait    %irq   %soft  %steal  %guest  %gnice   %idle
10:00:10     all   25.00    0.00   10.00    0.00    0.00    5.00    0.00    0.00    0.00   60.00
`
  const { value, seconds } = count(read(text))
  expect(value('user-time')).toBeCloseTo(10, 12)
  expect(value('system-time')).toBeCloseTo(6, 12)
  expect(seconds('user-time')).toBe(10)
})

test('pidstat and vmstat give rates', () => {
  const pidstat = readFileSync(join(cases, 'sysstat-text/pidstat/input-pidstat.txt'))
  const { value, seconds } = count(read(pidstat))
  // Two samples: 1.98 and 3.00 %usr, 95.05 and 92.00 cswch/s.
  expect(value('user-time')).toBeCloseTo(0.0249, 12)
  expect(value('context-switches')).toBeCloseTo(93.525, 12)
  expect(seconds('user-time')).toBe(1)
  expect(count(read(pidstat), { threads: ['qemu*'] }).counters).toEqual({})
  const vmstat = readFileSync(join(cases, 'vmstat-text/three-lines/input-vmstat.txt'))
  expect(count(read(vmstat)).value('context-switches')).toBeGreaterThan(0)
})

test('two answers of QEMU give what its disks were asked for between them, at no known time', () => {
  const answer = (reads: number, bytes: number) =>
    JSON.stringify({
      return: [
        { device: 'a', stats: { rd_operations: reads, rd_bytes: bytes, wr_operations: 5 } },
        { device: '', 'node-name': 'b', stats: { rd_operations: 2 * reads, rd_bytes: bytes } },
      ],
    })
  const { value, counters } = count([...read(answer(70, 9000)), ...read(answer(10, 1000))])
  expect(value('block-reads')).toBe(60 + 120)
  expect(value('block-read-bytes')).toBe(8000 + 8000)
  expect(value('block-writes')).toBe(0)
  expect(counters['block-reads']).toMatchObject({ isUntimed: true })
  expect(count(read(answer(10, 1000))).counters).toEqual({})
})

test('energy of a package is counted on one of its CPUs: its time is not shared among all', () => {
  const energy = '100.00,Joules,power/energy-pkg/,10000000000,100.00,,\n'
  const misses = '5,,LLC-load-misses,40000000000,100.00,,\n'
  const duration = '10000000000,ns,duration_time,10000000000,100.00,,\n'
  const seconds = (text: string) => count(read(text), { cpus: 4 }).seconds('power/energy-pkg/')
  expect(seconds(energy + misses)).toBe(10)
  expect(seconds(energy + duration)).toBe(10)
  expect(count(read(energy), { cpus: 4 }).counters['power/energy-pkg/']).toEqual({
    missing: 'the time of counting is not known',
    cause: 'untimed',
  })
})

test.each([
  [
    'CSV',
    `     0.500569688,664,,context-switches,1001510281,100.00,662.998,/sec
     1.001407870,712,,context-switches,1001637377,100.00,710.838,/sec
     1.202115979,250,,context-switches,401417174,100.00,622.793,/sec
1626,,context-switches,2404564832,100.00,676.214,/sec
`,
  ],
  [
    'JSON',
    `{"interval" : 0.500569688, "counter-value" : "664.000000", "unit" : "", "event" : "context-switches", "event-runtime" : 1001510281, "pcnt-running" : 100.00}
{"interval" : 1.202115979, "counter-value" : "962.000000", "unit" : "", "event" : "context-switches", "event-runtime" : 1403054551, "pcnt-running" : 100.00}
{"counter-value" : "1626.000000", "unit" : "", "event" : "context-switches", "event-runtime" : 2404564832, "pcnt-running" : 100.00}
`,
  ],
])('what perf sums up below its intervals is not added to them: %s', (_, text) => {
  // perf 6.1: `-I 500 --summary --no-csv-summary -x,` and `-j`; 664 + 712 + 250
  for (const severalWindows of [false, true]) {
    const { value, seconds } = count(read(text), { severalWindows })
    expect(value('context-switches')).toBe(1626)
    expect(seconds('context-switches')).toBe(1.202115979)
  }
})

test('intervals that perf appended to those of another perf are not of one time', () => {
  const text = csv('appended').toString()
  // 1379 + 897 in 0.151777323 s, then 238 + 175 in 0.151792351 s
  expect(count(read(text)).counters).toEqual({
    'context-switches': { missing: expect.stringContaining('several blocks') },
  })
  const { value, seconds } = count(read(text), { severalWindows: true })
  expect(value('context-switches')).toBe(1379 + 897 + 238 + 175)
  expect(seconds('context-switches')).toBeCloseTo(0.151777323 + 0.151792351, 9)
})

test('a delay before the first interval is no time of counting', () => {
  // perf 5.10 on 2 CPUs: perf stat -a -D 300 -I 200 -e task-clock sleep 1.2
  const text = `#           time             counts unit events
     0.501685702             400.55 msec task-clock                #    2.003 CPUs utilized
     0.702125959             407.45 msec task-clock                #    2.037 CPUs utilized
     0.905820652             408.01 msec task-clock                #    2.040 CPUs utilized
     1.110003460             401.25 msec task-clock                #    2.006 CPUs utilized
     1.201671877             183.18 msec task-clock                #    0.916 CPUs utilized
`
  const { value, seconds } = count(read(text))
  expect(seconds('task-clock')).toBeGreaterThan(1.80044 / 2 - 0.005)
  expect(seconds('task-clock')).toBeLessThan(1.80044 / 2 + 0.005)
  const { windows } = count(read(text), { severalWindows: true }).counters['task-clock'] as Counted
  expect(windows?.[0]?.window.value).toBeCloseTo(0.2, 2)
  expect(value('task-clock')).toBeCloseTo(1.80044, 9)
  const [block] = read(text)
  if (block?.kind !== 'perf-stat') throw new Error('no block')
  expect(selectIntervals(block, 0.35, 0.6).elapsed?.value).toBeCloseTo(0.2, 2)
})

test('time that went by is added over intervals, and not over CPUs', () => {
  const row = (end: number, cpu: number, ns: number) =>
    `${end.toFixed(9)},CPU${cpu},${ns},ns,duration_time,${ns},100.00,,\n`
  const text = row(1, 0, 1e9) + row(1, 1, 999e6) + row(3, 0, 2e9) + row(3, 1, 2001e6)
  const { value } = count(read(text))
  // 1 s + 2.001 s
  expect(value('duration_time')).toBeCloseTo(3.001, 9)
})

test('where all counters took turns, the time of counting is not that of their turns', () => {
  // 2 CPUs, 10 s: of 20 s together 8 s is 40 % and 7.8 s is 39 %
  const turns = '400,,cycles,8000000000,40.00,,\n400,,instructions,7800000000,39.00,,\n'
  expect(count(read(turns), { cpus: 2 }).seconds('cycles')).toBeCloseTo(10, 9)
  const whole = '7,,context-switches,20002000000,100.00,,\n'
  expect(count(read(turns + whole), { cpus: 2 }).seconds('cycles')).toBeCloseTo(10.001, 9)
})

test.each([
  ['of CPUs', 'CPU0,23,,cs,5000000000,100.00,,\nCPU1,7,,cs,5001000000,100.00,,\n', 5.001],
  [
    'of threads',
    'fio-12,23,,cs,5000000000,100.00,,\nfio-13,7,,cs,4000000000,100.00,,\n',
    undefined,
  ],
  [
    // perf 6.12 and later: stat-display.c, `print_aggr_id_json`
    'of packages',
    `{"socket" : "S0", "counters" : 4, "counter-value" : "23.0", "unit" : "", "event" : "cs", "event-runtime" : 20000000000, "pcnt-running" : 100.00}
{"socket" : "S1", "counters" : 4, "counter-value" : "7.0", "unit" : "", "event" : "cs", "event-runtime" : 20000000000, "pcnt-running" : 100.00}
`,
    5,
  ],
])('times %s are not shared among all CPUs', (_, text, expected) => {
  const { seconds } = count(read(text), { cpus: 8 })
  expect(seconds('context-switches')).toBe(expected)
})

test('the time of CPUs of two kinds is that of both together', () => {
  // perf stat -a on 2 and 6 CPUs for 10 s
  const core = '8,,cpu_core/cycles/,20000000000,100.00,,\n'
  const atom = '2,,cpu_atom/cycles/,60000000000,100.00,,\n'
  const switches = '7,,context-switches,80008000000,100.00,,\n'
  const seconds = (text: string) => count(read(text), { cpus: 8 }).seconds('cpu_core/cycles/')
  expect(seconds(core + atom)).toBeCloseTo(10, 9)
  expect(seconds(core + atom + switches)).toBeCloseTo(10.001, 9)
})

test.each([
  ['CSV', '1.000000000,12.50,MB,uncore_imc/data_reads/,1000000000,100.00,,\n'],
  [
    'text',
    `
 Performance counter stats for 'system wide':

             12.50 MB   uncore_imc/data_reads/

       1.000000000 seconds time elapsed
`,
  ],
])('bytes are as many as perf names: %s', (_, text) => {
  expect(count(read(text)).counters['uncore_imc/data_reads/']).toMatchObject({
    amount: { value: 12.5e6, unit: 'B' },
    window: { value: 1, unit: 's' },
  })
})
