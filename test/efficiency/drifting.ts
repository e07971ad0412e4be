import { toEffects } from '../../src/efficiency/comparison/effects.ts'
import type { Measured, Metric } from '../../src/efficiency/efficiency.ts'
import { measure } from '../../src/efficiency/to-efficiency.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** A machine whose cost of everything is another in each round, by a factor of up to two. */
const rounds = [1, 2, 1.5, 1.1, 1.9, 1.3]
const cost: { [level: string]: number } = { one: 1, two: 1.1, native: 1, uring: 1 }

export function makeDrifting(seed: number, more: Partial<Truth> = {}): Measured {
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
export const metricOf = ({ metrics }: Measured) => metrics[0] as Metric
export const effectsOf = (efficiency: Measured) => toEffects(efficiency, metricOf(efficiency), 'w')
