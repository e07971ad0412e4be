import { expect, test } from 'vitest'
import { effectsOf, makeDrifting } from './drifting.ts'

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
