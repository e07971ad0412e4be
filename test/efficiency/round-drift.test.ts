import { describe, expect, test } from 'vitest'
import { toScoring } from '../../src/efficiency/scores/scores.ts'
import { effectsOf, makeDrifting, metricOf } from './drifting.ts'

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
