import { expect, test } from 'vitest'
import { proveLoad } from '../../src/efficiency/prove-load.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Intervals } from '../../src/study/study.ts'
import { makeStudy } from '../helpers/synthetic.ts'

const source: Intervals['source'] = {
  file: { archive: 'r.tar', sha256: '', entry: 'fio_iops.1.log' },
  place: { line: 1 },
  name: 'iops log',
  value: 0,
  unit: 'interval',
}

/** Two runs of 1 000 IO/s in all, whose logs say so many in each second. */
function prove(logs: number[][], unit: Intervals['unit'] = 'IO/s') {
  const study = makeStudy({ factors: { c: ['a'] }, repeats: logs.length, switches: () => 1 })
  for (const [index, values] of logs.entries()) {
    const load = study.runs[index]?.load
    const written =
      unit === 'IO/s'
        ? { log: 'iops log', unit, size: 1 }
        : { log: 'bw log', unit: 'KiB/s', size: 1024 }
    if (load) load.intervals = { unit, seconds: 1, values, source, written, logs: 1 }
  }
  const load = proveLoad(
    { target: { value: 1000, unit: 'IO/s' }, tolerance: { value: 0.03, unit: '1' } } as never,
    study.runs,
  )
  return { load, messages: toEfficiency(study).messages }
}

test('how many intervals are inside the tolerance, the first and last left out', () => {
  const { load, messages } = prove([
    [400, 1000, 1030, 1031, 960, 1579],
    [1000, 1000, 1000, 1000, 1000, 1000],
  ])
  expect(load).toMatchObject({
    state: 'held',
    worstInterval: expect.closeTo(-0.04, 12),
    // 1031 and 960 of the eight are outside.
    insideShare: 6 / 8,
    intervals: [
      { inside: 2, all: 4, againstTotal: expect.closeTo(0, 12), source: { place: { line: 5 } } },
      { inside: 4, all: 4, againstTotal: 0 },
    ],
  })
  expect(messages).toEqual([])
})

test('a log of bytes is held against a target of I/Os by the size of these', () => {
  const { load } = prove([[1000, 1000, 980, 1020, 1000].map(value => value * 4096)], 'B/s')
  expect(load).toMatchObject({ insideShare: 1, worstLog: expect.closeTo(0, 12) })
})

test('a log that ends early is found by the total of its run, though each interval is right', () => {
  const { load, messages } = prove([
    [1200, 1200, 1200, 1200],
    [1000, 1000, 1000, 1000],
  ])
  expect(load).toMatchObject({ worstLog: expect.closeTo(0.2, 12) })
  expect(messages.map(({ rule, file }) => [rule, file])).toEqual([
    ['log-against-total', 'data/synthetic/r.tar › fio_iops.1.log'],
  ])
  expect(messages[0]?.reason).toContain(
    'Unexpected mean of the log of a.w.r1, +20.0\u2009% against',
  )
})

test('without logs nothing is said of intervals', () => {
  expect(prove([[1000, 1000]]).load).not.toHaveProperty('insideShare')
})
