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
      ['io-size', 'fio moved 2.05 kB an I/O in repeat 1, expected 4.10 kB'],
    ])
  })
})

test('queue-depth', () => {
  const with2ms = (options: { [option: string]: string }) => {
    const told = study(options)
    // 1000 IO/s of 2 ms are two in flight (Little 1961).
    for (const { load } of told.runs) if (load) load.totalLatency = quantity(0.002, 's')
    return doubtsOf(told)?.filter(([gate]) => gate === 'queue-depth')
  }
  expect(with2ms({ ioengine: 'libaio', iodepth: '2' })).toEqual([])
  expect(with2ms({ ioengine: 'psync', iodepth: '16', numjobs: '2' })).toEqual([])
  expect(with2ms({ ioengine: 'psync', iodepth: '16' })).toEqual([
    [
      'queue-depth',
      'by Little’s law, IOPS × mean latency, fio had 2.00 in flight in repeat 1, expected 1 at most; 2.00 in flight in repeat 2, expected 1 at most; 2.00 in flight in repeat 3, expected 1 at most: one of the two is wrong',
    ],
  ])
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
