import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { parseFioSeconds, parseFioSize } from '../../src/parse/fio/fio-option.ts'
import type { Study } from '../../src/study/study.ts'
import { makeStudy, quantity } from '../helpers/synthetic.ts'

/** Three runs of 10 s, of 10 000 I/Os of 4096 B. */
function study(options: { [option: string]: string }): Study {
  return makeStudy({
    factors: { mode: ['a'] },
    repeats: 3,
    switches: () => 1,
    options: () => options,
  })
}

const doubtsOf = (of: Study) =>
  toEfficiency(of).cells[0]?.doubts.map(({ gate, text }) => [gate, text.replace(/\s/g, ' ')])

describe('io-size', () => {
  test.each(['4k', '4096', '4K', '4kib', '8k,4k', ''])('nothing under bs=%s', bs => {
    expect(doubtsOf(study({ bs }))).toEqual([])
  })

  test('jobs of several sizes, or counts that contradict each other', () => {
    const told = study({ bs: '4k' })
    const [first] = told.runs
    if (first?.load) first.load.completed = quantity(20_000, 'IO')
    expect(doubtsOf(told)?.filter(([gate]) => gate === 'io-size')).toEqual([
      ['io-size', 'fio moved 2.05 kB an I/O in repeat 1, expected 4k'],
    ])
  })
})

test('short-run', () => {
  expect(doubtsOf(study({ runtime: '10' }))).toEqual([])
  expect(doubtsOf(study({ runtime: '10500ms' }))).toEqual([])
  expect(doubtsOf(study({ runtime: '11' }))).toEqual([
    [
      'short-run',
      'fio ran 10.0 s of 11 s in repeat 1; 10.0 s of 11 s in repeat 2; 10.0 s of 11 s in repeat 3',
    ],
  ])
})

test('a count that some runs lack', () => {
  const told = study({})
  const [first] = told.runs
  if (first) first.counters = {}
  expect(doubtsOf(told)).toContainEqual([
    'missing-count',
    'no value in repeat 1 (`context-switches` was not recorded)',
  ])
})

test('sizes and times as fio reads them', () => {
  expect(
    ['512', '4k', '1M', '1g', '4kib', '4KB', '4ki', '4x', '4k,8k', ''].map(parseFioSize),
  ).toEqual([512, 4096, 2 ** 20, 2 ** 30, 4096, 4096, 4096, undefined, undefined, undefined])
  expect(['90', '90s', '500ms', '2m', '1h', '1x'].map(parseFioSeconds)).toEqual([
    90,
    90,
    0.5,
    120,
    3600,
    undefined,
  ])
})
