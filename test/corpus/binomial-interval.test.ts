import { expect, it } from 'vitest'
import { binomialInterval } from './binomial-interval.ts'

// scipy 1.17.1: binomtest(hits, of).proportion_ci(0.95, 'exact')
it.each([
  [3, 10, 0.06673951117773447, 0.652452850060008],
  [0, 20, 0, 0.16843347098308548],
  [20, 20, 0.8315665290169145, 1],
  [210, 300, 0.6446804955369393, 0.7513184234759532],
  [1, 300, 8.438913231782062e-5, 0.01843125204806789],
])('%d of %d have the interval that scipy gives', (hits, of, lower, upper) => {
  const interval = binomialInterval(hits, of, 0.95)
  expect(interval.lower).toBeCloseTo(lower, 9)
  expect(interval.upper).toBeCloseTo(upper, 9)
})
