import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import { sysbenchReader } from '../../src/study/sysbench/read-sysbench.ts'
import { repository } from '../helpers/technote.ts'

const textOf = (name: string) =>
  readFileSync(join(repository, 'test/parse/sysbench-fileio', name, 'input.txt'), 'utf8')

/** What a run comes to whose report says this. */
function read(...texts: string[]) {
  const files = texts.map((text, index) => {
    const path = `r${index}/sysbench.txt`
    const entry = {
      path,
      bytes: text.length,
      sha256: '',
      ...readFile(toInput(path, Buffer.from(text))),
    }
    const file = { archive: 'a.tar', sha256: '', entry: path }
    return { file, entry, assignment: { use: 'none' as const, why: '' } }
  })
  const { result } = sysbenchReader.read(files, '*')
  return 'load' in result ? { load: result.load } : { rule: result.remark.rule }
}

const direct = textOf('direct-reads')

test('I/Os are its events, its latency is their sum over their number', () => {
  const { load } = read(direct)
  expect(load?.completed.value).toBe(4418)
  expect(load?.transferred.value).toBe(4418 * 4096)
  expect(load?.duration.value).toBe(2.0009)
  expect(load?.latency?.value).toBeCloseTo(1.99511 / 4418, 12)
  expect(load?.percentiles?.p99?.value).toBeCloseTo(0.00509, 12)
  expect(load?.asked).toEqual({ inFlight: 1, ioSize: 4096 })
  expect(load?.latency?.sources.map(({ name, place }) => `${name}:${place.line}`)).toEqual([
    'sum:43',
    'total number of events:36',
  ])
})

test('its progress is a log, each line of which can be found', () => {
  const { load } = read(direct)
  expect(load?.intervals?.values).toEqual([8.48 * 2 ** 20])
  expect(load?.intervals?.written.lines).toEqual([23])
})

describe('fsync', () => {
  test('between I/Os it is an event of its own, and in the latency', () => {
    const { load } = read(textOf('fsync'))
    const share = (994.35 + 662.57) / (994.35 + 662.57 + 33.62)
    expect(load?.completed.value).toBeCloseTo(3417 * share, 9)
    expect(load?.latency).toBeUndefined()
    expect(load?.setAside?.latency).toContain('fsync together')
  })

  test('of each write it is a part of that write', () => {
    const { load } = read(textOf('fsync-all'))
    expect(load?.completed.value).toBe(744)
    expect(load?.setAside?.totalLatency).toContain('fsync together')
  })
})

test('an asynchronous I/O has no latency, and as many in flight as nobody tells', () => {
  const { load } = read(textOf('async'))
  expect(load?.setAside?.latency).toContain('--file-io-mode=sync')
  expect(load?.asked?.inFlight).toBeUndefined()
})

test('where requests were merged, the bytes are those that were moved', () => {
  const merged = direct
    .replace('Using sync', 'Merging requests up to 16KiB for sequential IO.\nUsing sync')
    .replace('8.61', '34.44')
  const { load } = read(merged)
  const each = (34.44 * 2 ** 20) / 2203.78
  expect(load?.transferred.value).toBeCloseTo(4418 * each, 3)
  expect(load?.asked?.ioSize).toBeUndefined()
})

describe('is left out', () => {
  test.each([
    ['a run without a report', 'no-report', []],
    ['two reports of one run', 'several-reports', [direct, direct]],
    ['two reports in one file', 'several-reports', [direct + direct]],
    ['a run that failed', 'load-error', [textOf('no-files')]],
    ['a report that was cut off', 'incomplete-report', [textOf('killed')]],
    ['one without a line', 'incomplete-report', [direct.replace(/.*total time.*\n/, '')]],
    ['one without an I/O', 'no-io', [direct.replace('2203.78', '0.00')]],
    ['one of no time', 'no-time', [direct.replace('2.0009', '0.0000')]],
    ['one that contradicts itself', 'contradicting-report', [direct.replace('4418', '14418')]],
  ])('%s', (_, rule, texts) => {
    expect(read(...texts)).toEqual({ rule })
  })
})

test('only a copy has the same digits, and few events have them by chance', () => {
  const fingerprintsOf = (text: string) => {
    const entry = { path: 'a', bytes: 1, sha256: '', ...readFile(toInput('a', Buffer.from(text))) }
    const file = { archive: 'a.tar', sha256: '', entry: 'a' }
    return sysbenchReader.read([{ file, entry, assignment: { use: 'none', why: '' } }], '*')
      .fingerprints
  }
  expect(fingerprintsOf(direct)).toEqual(fingerprintsOf(direct))
  expect(fingerprintsOf(direct)).not.toEqual(fingerprintsOf(textOf('above-perf')))
  expect(fingerprintsOf(direct.replace('4418', '44'))).toEqual([])
})
