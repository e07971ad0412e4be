import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { describeCounting } from '../../src/efficiency/windows.ts'
import type { Counted, Load } from '../../src/study/study.ts'
import { makeStudy, quantity } from '../helpers/synthetic.ts'

/** Three runs of 10 000 I/Os in 10 s, with a switch each. */
function study(counted: Partial<Counted>, load: Partial<Load> = {}, yaml = '') {
  const made = makeStudy({
    factors: { engine: ['a'] },
    repeats: 3,
    switches: (_, repeat) => 1 + repeat / 1000,
    yaml,
  })
  for (const run of made.runs) {
    const counters = run.counters.all ?? {}
    counters['context-switches'] = { ...(counters['context-switches'] as Counted), ...counted }
    run.load = { ...(run.load as Load), ...load }
  }
  return made
}

function resultOf(...args: Parameters<typeof study>) {
  const { cells, metrics } = toEfficiency(study(...args))
  const [cell] = cells
  const result = cell?.results.switches
  const [point] = result?.points ?? []
  if (!cell || !result || !point) throw new Error('no result')
  const doubts = cell.doubts
    .filter(({ metric }) => metric === 'switches')
    .map(doubt => ({ ...doubt, text: doubt.text.replaceAll('\u2009', ' ') }))
  return { cell, result, point, doubts, formula: metrics[0]?.formula }
}

const seconds = (value: number) => ({ window: quantity(value, 's') })

test('what holds all of fio is count ÷ work, and the other formula bounds it', () => {
  const { point, result, doubts, formula, cell } = resultOf({ ...seconds(11), holdsRun: true })
  expect(point.quantity.value).toBeCloseTo(1.001, 12)
  expect(point.bounds?.lower).toBeCloseTo((1.001 * 10) / 11, 12)
  expect(point.bounds?.upper).toBeCloseTo(1.001, 12)
  expect(result.bounds?.lower).toBeCloseTo(0.91091, 4)
  expect(formula).toBe('context-switches ÷ work completed')
  expect(doubts).toMatchObject([
    {
      gate: 'start-up',
      metric: 'switches',
      text: 'perf counted fio’s start and end too: without them it is up to 9 % lower',
    },
  ])
  expect(describeCounting([cell], ['switches'])).toContain('the count ÷ all work')
})

test('bounds less than 3 % apart are no doubt, and an inverse is higher', () => {
  expect(resultOf({ ...seconds(10.2), holdsRun: true }).doubts).toEqual([])
  const inverse = 'gates: { start-up: 0.01 }'
  expect(resultOf({ ...seconds(10.2), holdsRun: true }, {}, inverse).doubts).toHaveLength(1)
})

test('the I/Os of a ramp are taken to come as fast as the others, and doubted', () => {
  const { point, doubts, formula } = resultOf({ ...seconds(12.1), holdsRun: true }, { ramp: 2 })
  expect(point.quantity.value).toBeCloseTo((1.001 * 10) / 12, 12)
  expect(point.bounds?.lower).toBeCloseTo((1.001 * 10) / 12.1, 12)
  expect(formula).toContain('with its ramp')
  expect(doubts.map(({ text }) => text)).toEqual([
    'fio does not report the I/Os of its ramp of 2 s, taken to be as fast as the others',
  ])
})

test('without a time, what is before and after can be all of it', () => {
  const untimed = { ...seconds(1), isUntimed: true as const, holdsRun: true as const }
  const { point, doubts } = resultOf(untimed)
  expect(point.quantity.value).toBeCloseTo(1.001, 12)
  expect(point.bounds).toEqual({ lower: 0, upper: expect.closeTo(1.001, 12) })
  expect(doubts[0]?.text).toContain('does not tell how long')
})

test('few digits of the time are carried as bounds', () => {
  const { point, doubts } = resultOf({ ...seconds(5), between: [4.8, 5.2] })
  expect(point.quantity.value).toBeCloseTo(2.002, 12)
  expect(point.bounds?.lower).toBeCloseTo(2.002 * (5 / 5.2), 12)
  expect(point.bounds?.upper).toBeCloseTo(2.002 * (5 / 4.8), 12)
  expect(doubts.map(({ gate }) => gate)).toEqual(['rounded-window'])
  expect(resultOf({ ...seconds(5), between: [4.99, 5.01] }).doubts).toEqual([])
})

test('where perf was there for a while, nothing is said', () => {
  const { point, result, formula, cell } = resultOf(seconds(5))
  expect(point).not.toHaveProperty('bounds')
  expect(result).not.toHaveProperty('bounds')
  expect(formula).toContain('seconds counted')
  expect(describeCounting([cell], ['switches'])).toBe('')
})
