import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { FioLog, PerfStat } from '../../src/parse/record.ts'

/** Shapes that the tools here cannot be made to write, after their documentation. */
function read(text: string, path = 'x') {
  return readFile(toInput(path, Buffer.from(text)))
}

test('the first perf stat -j ran the time and the share together', () => {
  const { format, records, remarks } = read(
    `{"core" : "S0-D0-C0","aggregate-number" : 2,"counter-value" : "12.0","unit" : "","event" : "cycles","event-runtime" : 3805731510100.00,"metric-value" : 1.5,"metric-unit" : "GHz"}
{"metric-value" : 1.5, "metric-unit" : "GHz"{"metric-value" : 2
`,
  )
  expect(format).toBe('perf-stat-json')
  expect(remarks).toEqual([])
  expect((records[0] as PerfStat).counts).toMatchObject([
    { event: 'cycles', count: { value: 12 }, running: 100, aggregate: 'S0-D0-C0', cpus: 2 },
  ])
  expect((records[0] as PerfStat).counts[0]?.runTime).toBeUndefined()
})

test('a log with the mean and the largest value of each window', () => {
  const { records } = read('200, 5000, 90000, 0, 0\n400, 6000, 91000, 1, 0\n', 'x_clat.1.log')
  expect(records).toMatchObject([
    {
      columns: 5,
      samples: [
        [200, 5000, 0],
        [400, 6000, 1],
      ],
    } satisfies Partial<FioLog>,
  ])
})

test('a log of seven columns', () => {
  const { records } = read('1, 5000, 1, 4096, 8192, 0x2004, 123456789\n', 'x_lat.1.log')
  expect(records).toMatchObject([
    { columns: 7, measure: 'lat', samples: [], reduced: [{ direction: 1, completed: 1 }] },
  ])
})

test('a log too long to keep becomes bins', () => {
  const lines = Array.from({ length: 100_001 }, (_, index) => `${index}, 1, 0, 4096, 0`)
  const { records } = read(lines.join('\n'), 'x_iops.1.log')
  expect(records).toMatchObject([
    { samples: [], reduced: [{ completed: 100_001, last: 100_000, bins: [[1, 100_001]] }] },
  ])
})

test('an old perf has its share in brackets, also on the line below', () => {
  const { records } = read(`
 Performance counter stats for 'x' (3 runs):

     9,896,513,423      instructions              #    0.65  insns per cycle
                                                  #    1.11  stalled cycles per insn  ( +-  0.07% ) [83.33%]

       1.501284082 seconds time elapsed                                          ( +-  0.50% )
`)
  expect(records).toMatchObject([
    { target: "'x'", runs: 3, counts: [{ count: { value: 9896513423 }, running: 83.33 }] },
  ])
})

test.each([
  ['no-break spaces behind a CPU', 'CPU0    1\u202f234\u202f567', 'CPU1      234\u202f567', ','],
  ['Swiss apostrophes', 'CPU0    1\u2019234\u2019567', 'CPU1      234\u2019567', '.'],
  ['threads whose names begin with a digit', '3proxy-12    1234567', 'CPU 1/KVM-13  234567', '.'],
  ['clusters', 'S0-D0-CLS0     2    1,234,567', 'S0-D0-CLS1     2      234,567', '.'],
])('perf prints counts with %s', (_, first, second, mark) => {
  const { records } = read(`
 Performance counter stats for 'system wide':

${first}      cycles
${second}      cycles

       1${mark}501284082 seconds time elapsed
`)
  const [{ counts = [] } = {}] = records as PerfStat[]
  expect(counts.map(({ count }) => 'value' in count && count.value)).toEqual([1234567, 234567])
  const parts = [first, second].map(row => row.split(/ {2,}/)[0])
  expect(counts.map(({ aggregate }) => aggregate)).toEqual(parts)
})

test.each([
  ['fio-2.19-66-gd44a', { io_bytes: 1024, bw: 256000, runtime: 4 }, 'KiB'],
  ['fio-2.21', { io_bytes: 1048576, bw: 256000, runtime: 4 }, 'B'],
  ['fio-2.99', { io_bytes: 512, io_kbytes: 0, bw: 0, runtime: 4000 }, 'B'],
  ['fio-2.1.4', { io_bytes: 4, bw: 0, runtime: 8000 }, 'KiB'],
])('%s counts bytes in %s', (version, direction, unit) => {
  // https://github.com/axboe/fio/issues/378: one I/O of 1 MiB
  const read0 = { ...direction, iops: 250 }
  const { records } = read(JSON.stringify({ 'fio version': version, jobs: [{ read: read0 }] }))
  expect(records).toMatchObject([
    { directions: [{ transferred: { value: direction.io_bytes, unit } }] },
  ])
})

test('the first json+ numbered its bins', () => {
  const constants = { FIO_IO_U_PLAT_BITS: 6, FIO_IO_U_PLAT_VAL: 64, FIO_IO_U_PLAT_NR: 1216 }
  const bins = { ...constants, '0': 0, '127': 5, '128': 7, '200': 0, '300': 9 }
  const direction = { io_bytes: 84, bw: 84, iops: 21, runtime: 1000, clat: { mean: 200, bins } }
  const { records } = read(
    JSON.stringify({ 'fio version': 'fio-2.14', jobs: [{ read: direction }] }),
  )
  // tools/fio_latency2csv.py: plat_idx_to_val(128) is 128 + 0.5 × 2, of 300 it is 512 + 44.5 × 8
  const expected = [
    [127, 5],
    [129, 7],
    [868, 9],
  ]
  expect(records).toMatchObject([{ directions: [{ latencies: [{ bins: expected }] }] }])
})

test('fio 2.1 cuts the I/Os a second of its JSON, and counts none', () => {
  const report = (iops: number, more = {}) =>
    JSON.stringify({
      'fio version': 'fio-2.1.4',
      jobs: [{ jobname: 'a', read: { io_bytes: 400, bw: 40, iops, runtime: 10000, ...more } }],
    })
  expect(read(report(3)).remarks).toMatchObject([{ rule: 'rounded-iops' }])
  expect(read(report(3, { total_ios: 30 })).remarks).toEqual([])
  expect(read(report(300)).remarks).toEqual([])
})

test('fio on Windows counts no context switches, and that is not zero', () => {
  const { records } = read(
    JSON.stringify({
      'fio version': 'fio-3.26',
      'global options': { ioengine: 'windowsaio' },
      jobs: [{ jobname: 'a', usr_cpu: 0, sys_cpu: 0, ctx: 0 }],
    }),
  )
  expect(records).toMatchObject([
    { usage: [{ name: 'usr_cpu', missing: expect.any(String) }, {}, { name: 'ctx' }] },
  ])
  expect(JSON.stringify(records)).not.toContain('"value":0')
})

test('an empty field of a log is refused, not zero', () => {
  const { records, remarks } = read('1, 5, 0, 0\n2, , 0, 0\n3, 5, 0,\n', 'x_iops.1.log')
  expect(records).toMatchObject([{ samples: [[1, 5, 0]] }])
  expect(remarks).toMatchObject([{ rule: 'damaged-log', line: 2 }])
})

test('what perf says of each counter with -v is no damage', () => {
  // perf 7.2: perf stat -v -a -x, -e task-clock,context-switches -o perf.csv sleep 0.2
  const { records, remarks } = read(`task-clock: 412750819 412750819 412750819
context-switches: 226 412749486 412749486
412.75,msec,task-clock,412750819,100.00,,
226,,context-switches,412749486,100.00,,
`)
  expect(remarks).toEqual([])
  expect(records).toMatchObject([{ counts: [{ event: 'task-clock' }, { count: { value: 226 } }] }])
})
