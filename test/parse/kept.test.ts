import { expect, test } from 'vitest'
import { digestArchive } from '../../src/parse/digest.ts'
import { findJsonObjects } from '../../src/parse/json.ts'
import { weigh } from '../../src/parse/kept.ts'
import { perfScript } from '../../src/parse/perf/perf-script.ts'
import { openArchive } from '../helpers/archive.ts'
import { makeTar } from '../helpers/tar.ts'

const row = '1234567,,cycles:u,1000000,100.00,,\n'
const files = ['a', 'b', 'c'].map(name => ({ name: `${name}.csv`, content: row.repeat(200) }))
const open = async () => openArchive(await makeTar(files))

test('files that are each below their bound are bounded together', async () => {
  const whole = await digestArchive(await open(), 'data/x')
  expect(whole.messages).toEqual([])
  const [each = 0] = whole.entries.map(({ records }) => weigh([records, []]))
  const digest = await digestArchive(await open(), 'data/x', undefined, undefined, each * 1.5)
  expect(digest.entries.map(({ path, format, records }) => [path, format, records.length])).toEqual(
    [
      ['a.csv', 'perf-stat-csv', 1],
      ['b.csv', 'perf-stat-csv', 0],
      ['c.csv', 'perf-stat-csv', 0],
    ],
  )
  expect(digest.messages.map(({ severity, rule, file }) => [severity, rule, file])).toEqual([
    ['error', 'too-many-records', 'data/x/r1.tar › b.csv'],
  ])
  expect(digest.messages[0]?.reason).toContain('this file, and of 1 more file, are left out')
  // What was left out is read again once there is room.
  expect(await digestArchive(await open(), 'data/x', digest)).toEqual(whole)
})

test('records weigh about what they take in memory', () => {
  expect(weigh(1)).toBe(8)
  expect(weigh('cycles')).toBe(30)
  expect(weigh([1, 2])).toBe(64)
  expect(weigh({ a: [1], b: undefined })).toBe(56 + 16 + (32 + 16) + 8)
})

test('of documents that are damaged, a hundred are told', () => {
  const { documents, remarks } = findJsonObjects(`${'{x}'.repeat(1_000_000)}\n{"a": 1}`)
  expect(documents).toEqual([])
  expect(remarks).toHaveLength(100)
  expect(remarks.at(-1)?.reason).toContain('nothing behind this is read')
})

test('threads without an end are not told apart', () => {
  const scanner = perfScript.scan?.('x')
  const lines = Array.from({ length: 100_003 }, (_, index) => `fio ${index} ffffffff81000000\n`)
  scanner?.add(Buffer.from(lines.join('')))
  const { records, remarks } = scanner?.finish() ?? { records: [], remarks: [] }
  const [record] = records
  expect(record?.kind === 'cpu-samples' && record.threads.length).toBe(100_000)
  expect(remarks.map(({ rule, line }) => [rule, line])).toEqual([['too-many-threads', 100_001]])
})
