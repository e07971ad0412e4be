import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { FioLog } from '../../src/parse/record.ts'
import { toIntervals } from '../../src/study/fio/to-intervals.ts'

function read(...logs: [name: string, text: string][]) {
  return toIntervals(
    logs.flatMap(([entry, text]) =>
      readFile(toInput(entry, Buffer.from(text))).records.map(record => ({
        file: { archive: '.', sha256: '', entry },
        record: record as FioLog,
      })),
    ),
  )
}

test('times since 1970 are those of intervals too, also of jobs one below the other', () => {
  // fio 3.41: --rate_iops=300 --numjobs=2 --log_avg_msec=250 --log_unix_epoch=1 --per_job_logs=0
  const job = `1795927344436, 304, 0, 0, 0
1795927344436, 304, 1, 0, 0
1795927344686, 300, 0, 0, 0
1795927344686, 300, 1, 0, 0
1795927344936, 300, 0, 0, 0
1795927344936, 300, 1, 0, 0
`
  expect(read(['e_iops.log', job + job])).toMatchObject({
    seconds: 0.25,
    values: [1216, 1200, 1200],
    ends: [0.25, 0.5, 0.75],
    logs: 4,
  })
})

test('a longer first interval, after a ramp, is none', () => {
  // fio 3.25: --rw=randrw --log_avg_msec=100 --ramp_time=1, its reads
  const text = `250, 10304, 0, 0, 0
350, 11280, 0, 0, 0
450, 10950, 0, 0, 0
551, 11950, 0, 0, 0
`
  const expected = {
    seconds: 0.1,
    values: [10304, 11280, 10950, 11950],
    ends: [0.1, 0.2, 0.3, 0.401],
  }
  expect(read(['r_iops.1.log', text])).toMatchObject(expected)
})

test('a line for each I/O is no interval', () => {
  // fio 3.41: --ioengine=psync --size=16k --bs=4k --rw=randwrite --direct=1 --sync=1
  const iops = '1, 1, 1, 4096, 0\n2, 1, 1, 4096, 0\n2, 1, 1, 4096, 0\n5, 1, 1, 4096, 0\n'
  const bw =
    '1, 2447, 1, 4096, 0\n2, 16963, 1, 4096, 0\n2, 31592, 1, 4096, 0\n5, 1240, 1, 4096, 0\n'
  expect(read(['fio_iops.1.log', iops])).toBeUndefined()
  expect(read(['fio_bw.1.log', bw])).toBeUndefined()
})

test('what --bandwidth-log adds up is not added to the jobs', () => {
  // fio 3.41: --bandwidth-log --rate=40m --numjobs=2 --write_bw_log=j --log_avg_msec=500
  const sum: [string, string] = [
    'r1/agg-read_bw.log',
    '603, 67953, 0, 0, 0\n1249, 63374, 0, 0, 0\n',
  ]
  const one: [string, string] = ['r1/j_bw.1.log', '500, 40968, 0, 0, 0\n1000, 40936, 0, 0, 0\n']
  const two: [string, string] = ['r1/j_bw.2.log', '500, 40984, 0, 0, 0\n1000, 40944, 0, 0, 0\n']
  expect(read(sum, one, two)?.values).toEqual([81952 * 1024, 81880 * 1024])
  expect(read(sum)?.values).toEqual([67953 * 1024, 63374 * 1024])
})
