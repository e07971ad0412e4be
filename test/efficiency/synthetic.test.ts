import { describe, expect, test } from 'vitest'
import { parseClaim } from '../../src/efficiency/claims/claims.ts'
import { judgeClaim } from '../../src/efficiency/claims/judge-claim.ts'
import { toEffects } from '../../src/efficiency/comparison/effects.ts'
import type { Metric } from '../../src/efficiency/efficiency.ts'
import { toScoring } from '../../src/efficiency/scores/scores.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** Log-normal noise of about `spread`, seeded. */
function noise(seed: number, spread: number): () => number {
  const random = createRandom(seed)
  return () =>
    Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

const factor: { [level: string]: number } = { one: 1, two: 2, native: 1, uring: 0.8 }
const twoFactors = (seed: number, more: Partial<Truth> = {}): Truth => {
  const draw = noise(seed, 0.05)
  return {
    factors: { controller: ['one', 'two'], aio: ['native', 'uring'] },
    repeats: 8,
    switches: ({ controller = '', aio = '' }) =>
      3 * (factor[controller] ?? 1) * (factor[aio] ?? 1) * draw(),
    ...more,
  }
}
const metricOf = ({ metrics }: { metrics: Metric[] }) => metrics[0] as Metric

describe('known effects come out', () => {
  const efficiency = toEfficiency(makeStudy(twoFactors(1)))

  test('each factor’s ratio, over its matched pairs', () => {
    const effects = toEffects(efficiency, metricOf(efficiency), 'w')
    expect(effects.map(({ factor, to, pairs }) => [factor, to, pairs.length])).toEqual([
      ['controller', 'two', 2],
      ['aio', 'uring', 2],
    ])
    for (const [index, truth] of [2, 0.8].entries()) {
      const effect = effects[index]
      expect(effect?.ratio?.lower).toBeLessThan(truth)
      expect(effect?.ratio?.upper).toBeGreaterThan(truth)
      expect(effect?.pValue).toBeLessThan(0.001)
      expect(effect?.reversedBy).toEqual([])
    }
  })

  test('ranks and scores: reference ÷ cost, in the order of the truth', () => {
    const scoring = toScoring(
      efficiency,
      { metrics: [{ metric: metricOf(efficiency), weight: 1 }] },
      'w',
    )
    expect(scoring.scores.map(score => score.cell.configuration.id)).toEqual([
      'one.uring',
      'one.native',
      'two.uring',
      'two.native',
    ])
    expect(scoring.scores.map(({ ranks }) => ranks)).toEqual(
      [1, 2, 3, 4].map(rank => ({ lower: rank, upper: rank })),
    )
    // 3 ÷ 2.4 = 125 %, the baseline, 3 ÷ 4.8 = 62.5 %, 3 ÷ 6 = 50 %
    for (const [index, truth] of [125, 100, 62.5, 50].entries()) {
      const score = scoring.scores[index]
      expect(score?.interval.lower).toBeLessThanOrEqual(truth)
      expect(score?.interval.upper).toBeGreaterThanOrEqual(truth)
    }
  })

  test('claims of the truth hold, others do not', () => {
    const judge = (text: string) => {
      const claim = parseClaim(text)
      if (!claim) throw new Error(text)
      return judgeClaim(claim, efficiency).holds
    }
    const on = 'on switches in w'
    expect(judge(`controller=one aio=native < controller=two aio=native ${on}`)).toBe(true)
    expect(judge(`controller=one aio=native < controller=two aio=native ${on} by 40 %`)).toBe(true)
    expect(judge(`controller=one aio=native < controller=two aio=native ${on} by 60 %`)).toBe(false)
    expect(judge(`controller=one aio=native > controller=two aio=native ${on}`)).toBe(false)
    expect(judge(`controller=one aio=native ~ controller=two aio=native ${on}`)).toBe(false)
    expect(judge(`controller=one aio=native ~ controller=one aio=uring ${on} within 50 %`)).toBe(
      true,
    )
    expect(judge(`controller=one aio=native ~ controller=one aio=uring ${on} within 10 %`)).toBe(
      false,
    )
  })

  test.each([
    'a < b',
    'x=1 < y=2 on m',
    'x=1 < x=2 on m in w within 5 %',
    'x=1 ~ x=2 on m in w by 5 %',
  ])('no claim: %s', text => {
    expect(parseClaim(text)).toBeUndefined()
  })
})

describe('what missed its load is left out', () => {
  /** One cell never holds its load, and looks cheap for it; another misses it once. */
  const efficiency = toEfficiency(
    makeStudy(
      twoFactors(3, {
        load: ({ controller, aio }, repeat) => {
          if (controller === 'two' && aio === 'uring') return 5000
          return controller === 'one' && aio === 'uring' && repeat === 2 ? 9000 : 10_000
        },
      }),
    ),
  )
  const cellOf = (id: string) => efficiency.cells.find(cell => cell.configuration.id === id)

  test('a cell of ranks, comparisons and effects', () => {
    const scoring = toScoring(
      efficiency,
      { metrics: [{ metric: metricOf(efficiency), weight: 1 }] },
      'w',
    )
    expect(scoring.scores.map(score => score.cell.configuration.id)).toEqual([
      'one.uring',
      'one.native',
      'two.native',
    ])
    expect(scoring.without.map(({ cell }) => cell.configuration.id)).toEqual(['two.uring'])
    expect(cellOf('two.uring')?.load.state).toBe('missed')
    expect(cellOf('two.uring')?.results.switches?.comparison).toBeUndefined()
    const effects = toEffects(efficiency, metricOf(efficiency), 'w')
    expect(effects.map(({ to, pairs }) => [to, pairs.length])).toEqual([
      ['two', 1],
      ['uring', 1],
    ])
  })

  test('a single run of its cell’s estimate alone', () => {
    expect(cellOf('one.uring')?.load.state).toBe('held')
    expect(cellOf('one.uring')?.results.switches?.estimate).toMatchObject({ n: 7 })
    expect(cellOf('one.native')?.results.switches?.estimate).toMatchObject({ n: 8 })
  })
})

test('an effect that turns round with another factor is named', () => {
  const draw = noise(3, 0.03)
  const efficiency = toEfficiency(
    makeStudy({
      ...twoFactors(3),
      switches: ({ controller, aio }) =>
        3 * (aio === 'uring' ? (controller === 'one' ? 0.5 : 2) : 1) * draw(),
    }),
  )
  const effects = toEffects(efficiency, metricOf(efficiency), 'w')
  expect(effects.find(effect => effect.factor === 'aio')?.reversedBy).toEqual([['controller']])
})

test('equal configurations are ties', () => {
  const draw = noise(4, 0.05)
  const efficiency = toEfficiency(makeStudy({ ...twoFactors(4), switches: () => 3 * draw() }))
  const { scores } = toScoring(
    efficiency,
    { metrics: [{ metric: metricOf(efficiency), weight: 1 }] },
    'w',
  )
  expect(scores.map(({ ranks }) => ranks)).toEqual(
    scores.map(() => ({ lower: 1, upper: scores.length })),
  )
})

describe('gates', () => {
  const doubtsOf = (truth: Partial<Truth>) => {
    const { cells } = toEfficiency(
      makeStudy({
        factors: { c: ['a'] },
        repeats: 8,
        switches: (_, repeat) => 3 + 0.01 * (repeat % 3),
        ...truth,
      }),
    )
    return cells[0]?.doubts
      .filter(doubt => doubt.metric !== 'iops' && doubt.metric !== 'bandwidth')
      .map(doubt => doubt.gate)
  }

  test('a quiet study raises no doubt', () => expect(doubtsOf({})).toEqual([]))
  test('multiplexing', () => expect(doubtsOf({ running: 0.61 })).toEqual(['multiplexing']))
  test('a limit of the study’s own, and off', () => {
    expect(doubtsOf({ running: 0.61, yaml: 'gates: { multiplexing: 0.5 }' })).toEqual([])
    expect(doubtsOf({ running: 0.61, yaml: 'gates: { multiplexing: off }' })).toEqual([])
  })
  test('spread and outlier', () =>
    expect(
      doubtsOf({ switches: (_, repeat) => (repeat === 4 ? 9 : 3 + 0.01 * (repeat % 3)) }),
    ).toEqual(['spread', 'outlier']))
  test('drift', () =>
    expect(doubtsOf({ switches: (_, repeat) => 3 + repeat * 0.02 })).toEqual(['drift']))
  test('hidden factor', () =>
    expect(
      doubtsOf({
        options: (_, repeat) => ({ iodepth: repeat < 4 ? '16' : '32', filename: String(repeat) }),
      }),
    ).toEqual(['hidden-factor']))
})
