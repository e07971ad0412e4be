import { describe, expect, test } from 'vitest'
import type { Source } from '../../src/model/place.ts'
import { createSourceList, toRanges } from '../../src/pages/evidence/source-list.ts'

describe('ranges of numbers', () => {
  test.each([
    ['none', [], []],
    ['each by itself', [4, 0, 2], [0, 2, 4]],
    ['some that follow each other, in any order and twice', [7, 2, 3, 4, 3], [[2, 4], 7]],
    ['two runs of them', [0, 1, 5, 6, 8], [[0, 1], [5, 6], 8]],
  ])('%s', (_, numbers, ranges) => {
    expect(toRanges(numbers)).toEqual(ranges)
  })
})

describe('a list of sources', () => {
  const source = (entry: string, name: string, value: number, unit = ''): Source => ({
    file: { archive: 'b.tar.gz', sha256: '', entry },
    place: { line: 7 },
    name,
    value,
    unit,
  })
  const first = source('x/perf.csv', 'context-switches', 40)
  const others = [
    source('y/perf.csv', 'context-switches', 40),
    source('y/perf.csv', 'context-switches', 41),
    source('y/perf.csv', 'task-clock', 41, 'msec'),
  ]

  test('has each file, kind, source and origin once', () => {
    const list = createSourceList([{ path: 'a.tar.gz' }, { path: 'b.tar.gz' }])
    expect(list.originOf([first])).toBe(0)
    expect(list.originOf([...others, { ...first }])).toBe(1)
    expect(list.originOf([first, ...others, first])).toBe(1)
    expect(list.numberOf({ ...first })).toBe(0)
    expect(list.files).toEqual([
      { archive: 1, entry: 'x/perf.csv' },
      { archive: 1, entry: 'y/perf.csv' },
    ])
    expect(list.kinds).toEqual([
      { name: 'context-switches', line: 7 },
      { name: 'task-clock', unit: 'msec', line: 7 },
    ])
    expect(list.sources).toEqual([
      [0, 0, 40],
      [1, 0, 40],
      [1, 0, 41],
      [1, 1, 41],
    ])
    expect(list.origins).toEqual([[0], [[0, 3]]])
  })
})
