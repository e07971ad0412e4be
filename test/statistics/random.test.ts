import { expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/distribution/random.ts'

test('random numbers are even, the same for one seed, others for another', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 10_000 }, random)
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  // Ten bins of 10 000: a chi-square with 9 degrees of freedom is below 27.9 in 999 of 1000 cases.
  const bins = new Array<number>(10).fill(0)
  for (const value of draw(7))
    bins[Math.floor(value * 10)] = (bins[Math.floor(value * 10)] ?? 0) + 1
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
  expect(chiSquare).toBeLessThan(27.9)
})
