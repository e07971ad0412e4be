import { describe, expect, test } from 'vitest'
import { toEffects } from '../../src/efficiency/comparison/effects.ts'
import type { Measured, Metric } from '../../src/efficiency/efficiency.ts'
import { measure } from '../../src/efficiency/to-efficiency.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** Log-normal noise of about `spread`, seeded. */
function noise(seed: number, spread: number): () => number {
  const random = createRandom(seed)
  return () =>
    Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

const metricOf = ({ metrics }: { metrics: Metric[] }) => metrics[0] as Metric

/** Four configurations of one factor, and two factors of two: families of comparisons and of effects. */
describe.each(['log-normal', 'round-drift', 'nothing'])('where nothing differs, %s', assume => {
  const draw = noise(5, 0.1)
  const studies = 1000
  // Two binomial standard errors above 5 %.
  const most = 0.05 + 2 * Math.sqrt((0.05 * 0.95) / studies)
  const share = (factors: Truth['factors'], shows: (study: Measured) => boolean) => {
    let found = 0
    for (let count = 0; count < studies; count++) {
      const yaml = `assume: ${assume}`
      const truth = { factors, repeats: 8, switches: () => 3 * draw(), yaml }
      if (shows(measure(makeStudy(truth)))) found += 1
    }
    return found / studies
  }

  test('at most 5 % of families of comparisons show a difference', () => {
    const rate = share({ c: ['a', 'b', 'd', 'e'] }, ({ cells }) =>
      cells.some(cell => cell.results.switches?.comparison?.differs),
    )
    expect(rate).toBeLessThan(most)
    expect(rate).toBeGreaterThan(0)
  })

  test('at most 5 % of families of effects show one', () => {
    const rate = share({ c: ['a', 'b'], d: ['e', 'f', 'g'] }, efficiency =>
      toEffects(efficiency, metricOf(efficiency), 'w').some(({ pValue }) => pValue < 0.05),
    )
    expect(rate).toBeLessThan(most)
    expect(rate).toBeGreaterThan(0)
  })
})
