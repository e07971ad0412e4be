import { expect, test } from 'vitest'
import { assumptions } from '../../src/efficiency/comparison/assumption.ts'
import { testHeterogeneity } from '../../src/efficiency/comparison/heterogeneity.ts'
import { toSeries } from '../../src/statistics/comparison/contrast.ts'

const pair = (left: number[], right: number[]) => [
  { series: toSeries(left), weight: 1 },
  { series: toSeries(right), weight: -1 },
]
const flat = [1, 1.02, 0.99, 1.01, 1.03]
const pairs = [
  pair([1.1, 1.13, 1.09, 1.12, 1.14], flat),
  pair([1.12, 1.11, 1.1, 1.14, 1.12], flat),
  pair([2.1, 2.2, 2, 2.05, 2.15], flat),
]

/**
 * scipy 1.17.1, within rounds: d = log(left ÷ right); ttest_1samp(d[i] − d.mean(axis=0), 0), the
 * smallest of three times 3: 3 × 3.3631809114360485e-07. Of the first two alone: ttest_1samp((d[0] − d[1]) / 2, 0): 0.8312682228070485.
 */
test('pairs are held against their average, as scipy has it', () => {
  expect(testHeterogeneity(pairs, assumptions['round-drift'])).toBeCloseTo(
    3 * 3.3631809114360485e-7,
    12,
  )
  expect(testHeterogeneity(pairs.slice(0, 2), assumptions['round-drift'])).toBeCloseTo(
    0.8312682228070485,
    9,
  )
})

test('a single pair is alike with itself, and nothing is said of it', () => {
  expect(testHeterogeneity(pairs.slice(0, 1), assumptions['round-drift'])).toBeUndefined()
})
