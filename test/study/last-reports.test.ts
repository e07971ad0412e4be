import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { FioJob } from '../../src/parse/record.ts'
import { tellEarlier, toLastReports } from '../../src/study/fio/last-reports.ts'
import { toLoad } from '../../src/study/fio/to-load.ts'

function jobsOf(entry: string, text = read(entry)) {
  const file = { archive: '.', sha256: '', entry }
  return readFile(toInput(entry, Buffer.from(text))).records.flatMap(record =>
    record.kind === 'fio-job' ? [{ file, record: record satisfies FioJob }] : [],
  )
}

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, 'last-reports', name), 'utf8')
}

/** Counts as they stand in the last report of each job, read by hand. */
test.each([
  ['intervals.out', 3, 22_753, 3.001],
  ['intervals.txt', 3, 27_999, 3.001],
  // 8898 IO/s for 3001 ms: terse lines do not count I/Os.
  ['intervals-terse.txt', 3, 8898 * 3.001, 3.001],
  ['ramp.out', 4, 15_444, 2.001],
  ['two-jobs.txt', 4, 12_328 + 12_407, 2.001],
  ['two-jobs-terse.txt', 4, (4827 + 5215) * 2.001, 2.001],
  ['ramp-terse.txt', 8, (11_120 + 11_085 + 11_090 + 11_156) * 2.001, 2.001],
])('%s: the last report of each job holds the others', (name, before, completed, seconds) => {
  const { jobs, earlier } = toLastReports(jobsOf(name))
  expect(earlier).toHaveLength(before)
  const result = toLoad(jobs, [])
  if (!('load' in result)) throw new Error(result.remark.reason)
  expect(result.load.completed.value).toBeCloseTo(completed, 6)
  expect(result.load.duration.value).toBeCloseTo(seconds, 9)
  expect(tellEarlier(earlier, 'data/x')).toMatchObject([
    { rule: 'earlier-report', severity: 'info', file: `data/x/${name}` },
  ])
})

test('jobs side by side, and runs one after another in one file, all stand', () => {
  const [, , , , ...both] = read('two-jobs-terse.txt').split('\n')
  expect(toLastReports(jobsOf('both.txt', both.join('\n'))).earlier).toEqual([])
  const [last = ''] = read('intervals.out').split('\n}\n').slice(-2)
  const next = last.replace(/("timestamp_ms" : )(\d+)/, (_, name, ms) => `${name}${+ms + 4000}`)
  const runs = jobsOf(
    'runs.json',
    `${last}\n}\n${next.replace('"io_bytes" : 93', '"io_bytes" : 94')}\n}\n`,
  )
  expect(runs).toHaveLength(2)
  expect(toLastReports(runs).earlier).toEqual([])
})

test('a job that ended before the last report counts once', () => {
  const [first = '', second = ''] = read('intervals.out').split('\n}\n')
  const stamp = / {2}"timestamp_ms" : \d+/
  const later = first.replace(stamp, stamp.exec(second)?.[0] ?? '')
  const { jobs, earlier } = toLastReports(jobsOf('over.json', `${first}\n}\n${later}\n}\n`))
  expect([jobs.length, earlier.length]).toEqual([1, 1])
})
