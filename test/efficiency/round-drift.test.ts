import { describe, expect, test } from 'vitest'
import { toEffects } from '../../src/efficiency/comparison/effects.ts'
import type { Measured, Metric } from '../../src/efficiency/efficiency.ts'
import { toScoring } from '../../src/efficiency/scores/scores.ts'
import { measure } from '../../src/efficiency/to-efficiency.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** A machine whose cost of everything is another in each round, by a factor of up to two. */
const rounds = [1, 2, 1.5, 1.1, 1.9, 1.3]
const cost: { [level: string]: number } = { one: 1, two: 1.1, native: 1, uring: 1 }

function makeDrifting(seed: number, more: Partial<Truth> = {}): Measured {
  const random = createRandom(seed)
  const noise = () => Math.exp(0.02 * Math.sqrt(3) * (2 * random() - 1))
  return measure(
    makeStudy({
      factors: { controller: ['one', 'two'], aio: ['native', 'uring'] },
      repeats: rounds.length,
      switches: ({ controller = '', aio = '' }, repeat) =>
        (cost[controller] ?? 1) * (cost[aio] ?? 1) * (rounds[repeat - 1] ?? 1) * noise(),
      ...more,
    }),
  )
}
const metricOf = ({ metrics }: Measured) => metrics[0] as Metric
const effectsOf = (efficiency: Measured) => toEffects(efficiency, metricOf(efficiency), 'w')

describe('a difference of 10 % on a machine that drifts by 100 %', () => {
  test('is seen within rounds, and not between runs', () => {
    const [within] = effectsOf(makeDrifting(1, { yaml: 'assume: round-drift' }))
    expect(within?.ratio?.lower).toBeGreaterThan(1.05)
    expect(within?.ratio?.upper).toBeLessThan(1.15)
    const [between] = effectsOf(makeDrifting(1))
    expect(between?.pValue).toBeGreaterThan(0.05)
  })

  test('the baseline is compared within rounds too', () => {
    const { cells } = makeDrifting(1, { yaml: 'assume: round-drift' })
    const comparison = cells.find(cell => cell.configuration.id === 'two.native')?.results.switches
      ?.comparison
    expect(comparison?.differs).toBe(true)
    expect(comparison?.ratio?.value).toBeCloseTo(1.1, 1)
  })

  test('a round in which one side is missing is left out of that comparison', () => {
    const load = ({ controller = '' }: { [factor: string]: string }, repeat: number) =>
      controller === 'two' && repeat > 4 ? 9000 : 10_000
    const { cells } = makeDrifting(1, { yaml: 'assume: round-drift', load })
    const two = cells.find(cell => cell.configuration.id === 'two.native')
    expect(two?.load.state === 'held' && two.load.missedRuns.length).toBe(2)
    expect(two?.results.switches?.comparison?.ratio?.value).toBeCloseTo(1.1, 1)
  })

  test('scores are taken within rounds, so the drift does not blur them', () => {
    const efficiency = makeDrifting(1, { yaml: 'assume: round-drift' })
    const { scores } = toScoring(
      efficiency,
      { metrics: [{ metric: metricOf(efficiency), weight: 1 }] },
      'w',
    )
    const last = scores.filter(({ cell }) => cell.configuration.levels.controller === 'two')
    for (const {
      interval: { lower, upper },
    } of last) {
      expect(lower).toBeGreaterThan(85)
      expect(upper).toBeLessThan(95)
    }
  })
})

test('without a true difference, intervals within rounds hold 1 in about 95 of 100 studies', () => {
  const studies = 400
  let held = 0
  for (let seed = 1; seed <= studies; seed++) {
    const efficiency = makeDrifting(seed, { yaml: 'assume: round-drift' })
    const aio = effectsOf(efficiency).find(({ factor }) => factor === 'aio')
    if (aio?.ratio && aio.ratio.lower <= 1 && aio.ratio.upper >= 1) held++
  }
  // Binomial, n = 400, p = 0.95: 95 % of outcomes lie within 371 and 388.
  expect(held / studies).toBeGreaterThan(0.92)
  expect(held / studies).toBeLessThan(0.98)
})
