import { expect, test } from 'vitest'
import { weightedCurvature } from '../../src/statistics/regression/weighted-curvature.ts'

/** numpy 2.4.6: `polyfit(x, y, 2, w=sqrt(weight))[0]` */
test.each([
  [[0, 125, 250, 500], [900, 1500.5, 2070, 3400], [1, 0.5, 0.25, 0.1], 0.0008505841924398522],
  [[0, 1, 2], [0, 1, 4], [1, 1, 1], 1],
  [[0, 20, 80], [747, 1050, 1290], [4, 2, 1], -0.139375],
  [[1, 2, 3, 5, 8], [2.1, 3.9, 6.2, 9.7, 17], [1, 1, 1, 1, 1], 0.05489510489510504],
])('the parabola through %j', (x, y, weights, expected) => {
  const points = x.map((own, at) => ({ x: own, y: y[at] ?? 0, weight: weights[at] ?? 0 }))
  expect((weightedCurvature(points) ?? 0) / expected).toBeCloseTo(1, 9)
})

test('two different x have no parabola', () => {
  const points = [0, 0, 1].map(x => ({ x, y: x, weight: 1 }))
  expect(weightedCurvature(points)).toBeUndefined()
})
