import { describe, expect, test } from 'vitest'
import { geometricMeanRatio } from '../../src/statistics/comparison/geometric-mean-ratio.ts'
import { logContrast } from '../../src/statistics/comparison/log-contrast.ts'
import { matchedRatio } from '../../src/statistics/comparison/matched-ratio.ts'
import { pairwiseRatio } from '../../src/statistics/comparison/pairwise-ratio.ts'
import { signedRankRatio } from '../../src/statistics/comparison/signed-rank-ratio.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { geometricMeanInterval } from '../../src/statistics/interval/geometric-mean-interval.ts'
import { meanInterval } from '../../src/statistics/interval/mean-interval.ts'
import { medianInterval } from '../../src/statistics/interval/median-interval.ts'
import { mean } from '../../src/statistics/summary/mean.ts'

/**
 * How often 95 % intervals hold the truth, over seeded draws. Bounds are those of the issue,
 * which are four binomial standard errors (0.22 points at 10 000) and a margin wide.
 */
describe('coverage over 10 000 draws', () => {
  const random = createRandom(20_261_122)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const heavy = () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3)
  const share = (hit: () => boolean) => {
    let hits = 0
    for (let draw = 0; draw < 10_000; draw++) hits += hit() ? 1 : 0
    return hits / 10_000
  }
  const sample = (n: number, draw: () => number) => Array.from({ length: n }, draw)
  const holds = ({ lower, upper }: { lower: number; upper: number }, truth: number) =>
    lower <= truth && truth <= upper

  test.each([3, 6, 10])('mean of normal samples, n = %d', n => {
    const rate = share(() => holds(meanInterval(sample(n, () => 5 + normal())), 5))
    expect(rate).toBeGreaterThan(0.935)
    expect(rate).toBeLessThan(0.965)
  })

  test.each([3, 6, 10])('geometric mean of log-normal samples, n = %d', n => {
    const rate = share(() =>
      holds(geometricMeanInterval(sample(n, () => Math.exp(0.3 * normal()))), 1),
    )
    expect(rate).toBeGreaterThan(0.935)
    expect(rate).toBeLessThan(0.965)
  })

  test('ratio of log-normal samples of unequal spread', () => {
    const rate = share(() => {
      const a = sample(6, () => 2 * Math.exp(0.1 * normal()))
      const b = sample(6, () => Math.exp(0.5 * normal()))
      return holds(geometricMeanRatio(a, b), 2)
    })
    expect(rate).toBeGreaterThan(0.935)
    expect(rate).toBeLessThan(0.965)
  })

  test('average ratio over three pairs of log-normal samples of unequal spread', () => {
    const rate = share(() => {
      const terms = [0.05, 0.1, 0.4].flatMap((spread, pair) => {
        const values = (centre: number) => sample(4, () => centre * Math.exp(spread * normal()))
        const effect = [1, 2, 4][pair] ?? 1
        return [
          { values: values(3 * effect), weight: 1 / 3 },
          { values: values(3), weight: -1 / 3 },
        ]
      })
      return holds(logContrast(terms), 2)
    })
    expect(rate).toBeGreaterThan(0.935)
    expect(rate).toBeLessThan(0.965)
  })

  test.each([6, 8, 12])(
    'signed-rank ratio over heavy-tailed pairs reaches its own level, n = %d',
    n => {
      let level = 0
      const rate = share(() => {
        // Four matched pairs with effects of their own, averaged in each repeat.
        const ratios = sample(n, () => {
          const logs = [0, 0.5, 1, 1.5].map(effect => effect + 0.1 * (heavy() - heavy()))
          return Math.exp(mean(logs))
        })
        const ratio = signedRankRatio(ratios.map(Math.log))
        level = ratio?.level ?? 0
        return ratio !== undefined && holds(ratio, Math.exp(0.75))
      })
      expect(Math.abs(rate - level)).toBeLessThan(0.015)
      expect(level).toBeGreaterThanOrEqual(0.95)
    },
  )

  test.each([4, 6, 8])(
    'pairwise ratio of heavy-tailed samples reaches its own level, n = %d',
    n => {
      let level = 0
      const rate = share(() => {
        const draw = (centre: number) => sample(n, () => centre * Math.exp(0.1 * heavy()))
        const ratio = pairwiseRatio(draw(2), draw(1))
        level = ratio?.level ?? 0
        return ratio !== undefined && holds(ratio, 2)
      })
      expect(Math.abs(rate - level)).toBeLessThan(0.015)
      expect(level).toBeGreaterThanOrEqual(0.95)
    },
  )

  test.each([3, 6, 10])('matched ratio over rounds that share a drift, n = %d', n => {
    const rate = share(() => {
      const ratios = sample(n, () => {
        const drift = Math.exp(0.5 * heavy())
        return (2 * drift * Math.exp(0.1 * normal())) / (drift * Math.exp(0.2 * normal()))
      })
      return holds(matchedRatio(ratios.map(Math.log)), 2)
    })
    expect(rate).toBeGreaterThan(0.935)
    expect(rate).toBeLessThan(0.965)
  })

  test.each([6, 8, 12])('median of heavy-tailed samples reaches its own level, n = %d', n => {
    let level = 0
    const rate = share(() => {
      const interval = medianInterval(sample(n, heavy))
      level = interval?.level ?? 0
      return interval !== undefined && holds(interval, 0)
    })
    expect(Math.abs(rate - level)).toBeLessThan(0.015)
    expect(level).toBeGreaterThanOrEqual(0.95)
  })
})
