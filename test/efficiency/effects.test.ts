import { describe, expect, test } from 'vitest'
import { toEffects } from '../../src/efficiency/comparison/effects.ts'
import type { Metric } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** Noise without a variance: every tenth run or so is far off. */
function noise(seed: number): () => number {
  const random = createRandom(seed)
  return () => Math.exp(0.02 * Math.tan(Math.PI * (random() - 0.5)) * (random() < 0.9 ? 0.2 : 2))
}

const effect: { [level: string]: number } = { one: 1, two: 2, three: 4, native: 1, uring: 0.8 }
const truth = (seed: number, more: Partial<Truth> = {}): Truth => {
  const draw = noise(seed)
  return {
    factors: { controller: ['one', 'two', 'three'], aio: ['native', 'uring'] },
    repeats: 8,
    switches: ({ controller = '', aio = '' }) =>
      3 * (effect[controller] ?? 1) * (effect[aio] ?? 1) * draw(),
    yaml: 'assume: nothing',
    ...more,
  }
}
const effectsOf = (of: Truth) => {
  const efficiency = toEfficiency(makeStudy(of))
  return toEffects(efficiency, efficiency.metrics[0] as Metric, 'w')
}

describe('effects where nothing is assumed', () => {
  test('are those of the truth, in noise that has no variance', () => {
    const effects = effectsOf(truth(21))
    expect(effects.map(({ to, pairs }) => [to, pairs.length])).toEqual([
      ['two', 2],
      ['three', 2],
      ['uring', 3],
    ])
    for (const { to, ratio } of effects) {
      const expected = effect[to] ?? 0
      expect(ratio?.lower, to).toBeLessThan(expected)
      expect(ratio?.upper, to).toBeGreaterThan(expected)
      // 8 repeats: 1 − 2 · 5 ÷ 256
      expect(ratio?.level).toBeCloseTo(0.9609375, 12)
    }
  })

  test('have no interval below six repeats, as a median has none', () => {
    expect(effectsOf(truth(22, { repeats: 5 }))).toEqual([])
    expect(effectsOf(truth(22, { repeats: 6 })).length).toBe(3)
  })

  test('leave out the pair that lacks a repeat, and say so', () => {
    const effects = effectsOf(
      truth(23, {
        load: ({ controller, aio }, repeat) =>
          controller === 'three' && aio === 'uring' && repeat === 3 ? 5000 : 10_000,
      }),
    )
    const aio = effects.find(({ factor }) => factor === 'aio')
    expect(aio?.pairs.length).toBe(2)
    expect(aio?.leftOut.map(({ reason }) => reason)).toEqual([
      'three.uring.w and three.native.w: not both in repeat 3',
    ])
  })

  test('of a single pair are what the comparison with the baseline is', () => {
    const draw = noise(24)
    const efficiency = toEfficiency(
      makeStudy({
        factors: { c: ['a', 'b'] },
        repeats: 8,
        switches: ({ c }) => (c === 'a' ? 2 : 3) * draw(),
        yaml: 'assume: nothing',
      }),
    )
    const [only] = toEffects(efficiency, efficiency.metrics[0] as Metric, 'w')
    const { ratio } = efficiency.cells[1]?.results.switches?.comparison ?? {}
    expect(only?.ratio).toEqual(ratio)
  })
})

describe('an effect that turns round', () => {
  const draw = noise(31)
  const turning = (isDown: (levels: { [factor: string]: string }) => boolean): Truth => ({
    ...truth(31, { yaml: '' }),
    factors: { aio: ['native', 'uring'], controller: ['one', 'two'], io: ['off', 'on'] },
    switches: levels =>
      3 * (levels.aio === 'uring' ? (isDown(levels) ? 0.2 : 5) : 1) * (1 + 0.01 * Math.log(draw())),
  })

  test('with a factor is named by its label in the table and on the figure', () => {
    const efficiency = toEfficiency(makeStudy(turning(({ controller }) => controller === 'one')))
    const attributes = { kind: 'effects', metric: 'switches', workload: 'w' }
    const { rows } = toTable(efficiency, attributes)
    expect(rows[0]?.cells.at(-1)?.text).toBe('controller')
  })

  test('with two factors together is named by both', () => {
    const [aio] = effectsOf(
      turning(({ controller, io }) => (controller === 'one') === (io === 'on')),
    )
    expect(aio?.reversedBy).toEqual([['controller', 'io']])
  })
})
