import { describe, expect, test } from 'vitest'
import { parseClaim } from '../../src/efficiency/claims/claims.ts'
import { judgeClaim } from '../../src/efficiency/claims/judge-claim.ts'
import { toEffects } from '../../src/efficiency/comparison/effects.ts'
import type { Cell, Efficiency, Metric } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { type LadderTruth, makeLadder } from '../helpers/ladder.ts'

/** 2000 switches a second at rest; each I/O adds 2, through `b` 3.5. */
const exact: LadderTruth = {
  levels: ['a', 'b'],
  rounds: 4,
  rate: (level, load) => 2000 + (level === 'a' ? 2 : 3.5) * load,
}
const cellOf = ({ cells }: Efficiency, id: string) => cells.find(cell => cell.id === id)
const resultsOf = (efficiency: Efficiency, id: string): Cell['results'] =>
  cellOf(efficiency, id)?.results ?? {}
const estimateOf = (efficiency: Efficiency, id: string, metric: string) => {
  const estimate = cellOf(efficiency, id)?.results[metric]?.estimate
  return estimate?.state === 'estimated' ? estimate.interval : undefined
}

describe('a ladder', () => {
  const efficiency = toEfficiency(makeLadder(exact))

  test('has the marginal cost, that at the top, and what is counted at no load', () => {
    expect(estimateOf(efficiency, 'a.small', 'switches')?.value).toBeCloseTo(2, 9)
    expect(estimateOf(efficiency, 'b.small', 'switches')?.value).toBeCloseTo(3.5, 9)
    expect(estimateOf(efficiency, 'b.small', 'top-switches')?.value).toBeCloseTo(3.5, 9)
    expect(estimateOf(efficiency, 'a.small', 'idle-switches')?.value).toBeCloseTo(2000, 6)
    const results = resultsOf(efficiency, 'a.small')
    expect(results.switches?.unit).toBe('switch/IO')
    expect(results['idle-switches']?.unit).toBe('switch/s')
  })

  test('has neither gross costs nor performance', () => {
    const results = resultsOf(efficiency, 'a.small')
    expect(Object.keys(results)).toEqual(['switches', 'idle-switches', 'top-switches'])
  })

  test('has loads that are workloads, each net of the idle one, with the gross cost beside', () => {
    const ids = efficiency.cells.map(cell => cell.id)
    expect(ids).toEqual(
      ['small', 'small-250', 'small-500', 'small-1000'].flatMap(id => [`a.${id}`, `b.${id}`]),
    )
    expect(estimateOf(efficiency, 'a.small-250', 'switches')?.value).toBeCloseTo(2, 9)
    expect(estimateOf(efficiency, 'a.small-250', 'gross-switches')?.value).toBeCloseTo(10, 9)
    expect(cellOf(efficiency, 'a.small-250')?.load.state).toBe('held')
  })

  test('has one point a round, with the sources of all loads', () => {
    expect(resultsOf(efficiency, 'a.small').switches?.points.map(({ repeat }) => repeat)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ])
    expect(cellOf(efficiency, 'a.small')?.runs.map(({ id }) => id)).toEqual(
      [1, 2, 3, 4].map(round => `a.small.r${round}`),
    )
  })

  test('is compared in its unit, and has effects and claims as any metric', () => {
    const [effect] = toEffects(efficiency, efficiency.metrics[0] as Metric, 'small')
    expect(effect?.difference.value).toBeCloseTo(1.5, 9)
    expect(effect?.ratio?.value).toBeCloseTo(1.75, 9)
    expect(effect?.unit).toBe('switch/IO')
    const judge = (that: string) => {
      const claim = parseClaim(that)
      return claim && judgeClaim(claim, efficiency).holds
    }
    expect(judge('c=b > c=a on switches in small by 1.4 switches/IO')).toBe(true)
    expect(judge('c=b > c=a on switches in small by 1.6 switches/IO')).toBe(false)
    expect(judge('c=b > c=a on switches in small by 70 %')).toBe(true)
    expect(judge('c=b ~ c=a on idle-switches in small within 1 %')).toBe(true)
  })
})

describe('a load that was not held', () => {
  const efficiency = toEfficiency(
    makeLadder({
      ...exact,
      // Beyond 500 IO/s, each I/O through `b` would cost 9 more: where it went no further, that is unknown.
      rate: (level, load) =>
        exact.rate(level, Math.min(load, level === 'b' ? 500 : load), 1) +
        (level === 'a' && load > 500 ? 9 * (load - 500) : 0),
      achieved: (level, load) => (level === 'b' ? Math.min(load, 600) : load),
    }),
  )

  test('is in no line, and doubted', () => {
    expect(cellOf(efficiency, 'b.small-1000')?.load.state).toBe('missed')
    expect(estimateOf(efficiency, 'b.small', 'switches')?.value).toBeCloseTo(3.5, 9)
    expect(cellOf(efficiency, 'b.small')?.doubts).toContainEqual({
      gate: 'missing-load',
      metric: 'switches',
      text: 'without 1000 IO/s',
    })
  })

  test('is left out on both sides of a comparison', () => {
    const comparison = cellOf(efficiency, 'b.small')?.results.switches?.comparison
    // By itself `a` has a slope far above 2.
    expect(estimateOf(efficiency, 'a.small', 'switches')?.value).toBeGreaterThan(3)
    expect(comparison?.difference.value).toBeCloseTo(1.5, 9)
  })
})

describe('a cost that falls with the load', () => {
  const random = createRandom(3)
  const efficiency = toEfficiency(
    makeLadder({
      levels: ['a', 'b'],
      rounds: 6,
      rate: (level, load) =>
        (2000 + 2 * load - (level === 'b' ? 0.0006 * load ** 2 : 0)) *
        (1 + 0.01 * (random() - 0.5)),
    }),
  )

  test('is not linear, which the straight one is', () => {
    const gatesOf = (id: string) => cellOf(efficiency, id)?.doubts.map(({ gate }) => gate)
    expect(gatesOf('a.small')).not.toContain('not-linear')
    expect(gatesOf('b.small')).toContain('not-linear')
    const doubt = cellOf(efficiency, 'b.small')?.doubts.find(({ gate }) => gate === 'not-linear')
    expect(doubt?.text).toMatch(/^the slope falls by \d+\s% over the ladder; .* the line$/)
  })

  test('costs less at the top', () => {
    // 2 − 0.0006 · (1000 + 500)
    const top = estimateOf(efficiency, 'b.small', 'top-switches')
    expect(top?.lower).toBeLessThan(1.1)
    expect(top?.upper).toBeGreaterThan(1.1)
  })
})
