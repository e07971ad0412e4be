import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toSteadiness } from '../../src/statistics/summary/steadiness.ts'
import type { Load } from '../../src/study/study.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Ranges and slopes by numpy 2.4.6 (`polyfit` of degree 1 over the means of five parts). */
test.each([
  [[8, 8, 9, 9, 10, 10, 11, 11, 12, 12], 0.4, 0.4],
  [[100, 3, 7, 5, 9, 11, 8, 6, 7, 9, 12, 10, 4], 0.4938271604938272, 0.04938271604938243],
])('%j', (values, range, rise) => {
  const found = toSteadiness(values)
  expect(found?.range).toBeCloseTo(range, 12)
  expect(found?.rise).toBeCloseTo(rise, 12)
})

test('too few values, or none above zero, tell nothing', () => {
  expect(toSteadiness([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeUndefined()
  expect(toSteadiness(Array.from({ length: 10 }, () => 0))).toBeUndefined()
})

describe('a run', () => {
  const doubtsOf = (values: number[], more: Partial<Load> = {}) => {
    const study = makeStudy({ factors: { a: ['x'] }, repeats: 3, switches: () => 1 })
    const [, second] = study.runs
    const source = {
      file: { archive: 'a', sha256: '', entry: 'log' },
      place: { line: 1 },
      name: 'iops log',
      value: 1,
      unit: 'interval',
    }
    if (second?.load) {
      const intervals = {
        unit: 'IO/s' as const,
        seconds: 1,
        values,
        source,
        written: { log: 'iops log', unit: 'IO/s', size: 1 },
        logs: 1,
      }
      second.load = { ...second.load, intervals, ...more }
    }
    return toEfficiency(study).cells.flatMap(({ doubts }) =>
      doubts.flatMap(({ gate, text }) =>
        gate === 'steady-state' ? [String(text).replace(/\s/g, ' ')] : [],
      ),
    )
  }
  const level = [50, ...Array.from({ length: 10 }, (_, at) => 1000 + (at % 2) * 150), 20]

  test('with a level rate is not doubted, whatever its ends are', () => {
    expect(doubtsOf(level)).toEqual([])
  })

  test('whose rate climbs is', () => {
    const climbing = level.map((value, at) => value + 40 * at)
    expect(doubtsOf(climbing)).toEqual([
      'the rate was not steady while fio ran: fifths of repeat 2 lie up to 25 % apart, and rise by +25 % in all',
    ])
  })

  test('that fio itself calls not steady is', () => {
    const criterion = 'iops:2%'
    expect(doubtsOf(level, { steadyState: { criterion, attained: true } })).toEqual([])
    expect(doubtsOf(level, { steadyState: { criterion, attained: false } })).toEqual([
      'fio’s own criterion of a steady state was not attained: iops:2% in repeat 2',
    ])
  })
})
