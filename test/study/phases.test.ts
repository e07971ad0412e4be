import { expect, test } from 'vitest'
import type { FioJob } from '../../src/parse/record.ts'
import { toPhases } from '../../src/study/fio/phases.ts'
import { toLoad } from '../../src/study/fio/to-load.ts'

const reading = (value: number, unit: string) => ({ name: 'x', value, unit, place: {} })

/** A job of 10 s and 1000 I/Os; the report was written 100 s after 1970 unless told. */
function job(name: string, more: Partial<FioJob> = {}, entry = 'fio.json') {
  const record: FioJob = {
    kind: 'fio-job',
    place: { line: 1, pointer: '/jobs/0' },
    tool: 'fio-3.36',
    name,
    error: 0,
    options: {},
    usage: [],
    group: 0,
    reportedAt: 100_000,
    directions: [
      {
        direction: 'read',
        completed: reading(1000, 'IO'),
        transferred: reading(4_096_000, 'B'),
        runtime: reading(10_000, 'ms'),
        latencies: [],
      },
    ],
    ...more,
  }
  return { file: { archive: '.', sha256: '', entry }, record }
}

const namesOf = (jobs: ReturnType<typeof job>[]) =>
  toPhases(jobs).map(phase => phase.map(({ record }) => record.name))

test('jobs of one group run together', () => {
  expect(namesOf([job('a'), job('b')])).toEqual([['a', 'b']])
})

test('a later group waited, unless it says new_group', () => {
  expect(namesOf([job('a'), job('b', { group: 1, options: { stonewall: '' } })])).toEqual([
    ['a'],
    ['b'],
  ])
  expect(namesOf([job('a'), job('b', { group: 1, options: { new_group: '1' } })])).toEqual([
    ['a', 'b'],
  ])
})

test('where fio says when each job began, that decides', () => {
  const at = (seconds: number, group: number) => ({ startedAt: seconds * 1000, group })
  expect(namesOf([job('a', at(0, 0)), job('b', at(1, 1)), job('c', at(20, 2))])).toEqual([
    ['a', 'b'],
    ['c'],
  ])
})

test('reports of several fios belong together when they ran at the same time', () => {
  expect(namesOf([job('a'), job('b', { reportedAt: 100_500 }, 'b.json')])).toEqual([['a', 'b']])
  expect(namesOf([job('a', { reportedAt: 200_000 }), job('b', {}, 'b.json')])).toEqual([
    ['b'],
    ['a'],
  ])
})

test('a report that was pasted twice counts once', () => {
  const copy = job('a', { place: { line: 300, pointer: '/jobs/0' } })
  const result = toLoad([job('a'), copy], [])
  expect('load' in result && result.load.completed.value).toBe(1000)
})

test('loads one after another are refused by name', () => {
  const result = toLoad([job('a'), job('b', { group: 1 })], [])
  expect('remark' in result && result.remark).toMatchObject({
    rule: 'sequential-jobs',
    reason: expect.stringContaining('Unexpected 2 loads one after another (`a`, `b`)'),
  })
})

test('reports of several files one after another are taken for repeats that nothing tells', () => {
  const later = job('a', { reportedAt: 200_000 }, 'run2/fio.json')
  const result = toLoad([job('a', {}, 'run1/fio.json'), later], [])
  expect('remark' in result && result.remark.reason).toBe(
    'Unexpected 2 loads one after another (`run1/fio.json`, `run2/fio.json`), expected jobs that ran together; let `runs` tell them apart, by `{repeat}` if they are repeats',
  )
})

test('where I/Os are not counted, their rate times the time stands for them', () => {
  const { directions } = job('a').record
  const rate = { ...directions[0], completed: undefined, iops: reading(99, 'IO/s') }
  const result = toLoad([job('a', { directions: [rate] as FioJob['directions'] })], [])
  expect('load' in result && result.load.completed.value).toBe(990)
})
