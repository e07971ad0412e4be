import { describe, expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { counted, doubtsOf, type Truth } from './mirrored.ts'

describe('over 1 000 seeded studies with noise', () => {
  const normal = (random: () => number) =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const iops = { a: 1000, b: 4000, c: 16_000 }
  const share = (counts: () => Truth['counts']) => {
    let doubted = 0
    for (let seed = 1; seed <= 1000; seed++) {
      const truth = { iops, rest: ['a'], counts: counts(), seed }
      doubted += Object.keys(doubtsOf(truth)).length > 0 ? 1 : 0
    }
    return doubted / 1000
  }

  test('costs that depend on the load, each workload’s its own, are hardly ever doubted', () => {
    const perIo = createRandom(7)
    // Costs of one I/O a factor of two apart (one sigma), runs 5 % apart, an eighth of it at rest.
    const found = share(() => {
      const costs = new Map([0, 1000, 4000, 16_000].map(at => [at, Math.exp(0.7 * normal(perIo))]))
      return {
        'context-switches': (at, random) => {
          const rate = 100 + at * (costs.get(at) ?? 1)
          return counted('context-switches', rate * Math.exp(0.05 * normal(random)))
        },
      }
    })
    expect(found).toBeLessThan(0.01)
  })

  test('a count that never changes is found, though runs are 2 % apart', () => {
    const found = share(() => ({
      instructions: (_, random) => counted('instructions', 1e9 * Math.exp(0.02 * normal(random))),
    }))
    expect(found).toBeGreaterThan(0.95)
  })
})
