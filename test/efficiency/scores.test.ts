import { expect, test } from 'vitest'
import { assumptions } from '../../src/efficiency/assumption.ts'
import type { Efficiency, Metric } from '../../src/efficiency/efficiency.ts'
import { toScoring } from '../../src/efficiency/scores.ts'

const cost = { id: 'cost', label: 'Cost', better: 'lower' } as Metric
const iops = { id: 'iops', label: 'IOPS', better: 'higher' } as Metric

/** By configuration: cost and IOPS, each run 1 % below, at and above (in ratios). */
const truth = { a: [1, 100], b: [2, 400], c: [1.001, 100], zero: [0, 100] } as const

const efficiency = {
  assumption: assumptions['log-normal'],
  cells: Object.entries(truth).map(([id, [ofCost, ofIops]]) => ({
    configuration: { id },
    workload: 'w',
    state: { state: 'measured' },
    load: { state: 'no-target' },
    results: { cost: toResult(ofCost), iops: toResult(ofIops) },
  })),
} as unknown as Efficiency

function toResult(value: number) {
  const factors = [1 / 1.01, 1, 1.01]
  return {
    points: factors.map(factor => ({ counts: true, quantity: { value: value * factor } })),
  }
}

function score(weightOfCost: number, weightOfIops: number) {
  const weighted = [
    { metric: cost, weight: weightOfCost },
    { metric: iops, weight: weightOfIops },
  ]
  return toScoring(efficiency, weighted, 'w')
}

const namesOf = ({ scores }: ReturnType<typeof score>) =>
  scores.map(({ cell }) => cell.configuration.id)

test('weights count by their share, and higher is better where the metric says so', () => {
  const scoring = score(3, 1)
  expect(namesOf(scoring)).toEqual(['a', 'c', 'b'])
  // 100 × (100 ÷ 400)^¼ = 70.7107; c costs 1.001^¾ more; b has 100 × (1 ÷ 2)^¾ = 59.4604.
  const expected = [70.7107, 70.6577, 59.4604]
  for (const [index, { value }] of scoring.scores.entries()) {
    expect(value).toBeCloseTo(expected[index] ?? 0, 3)
  }
  expect(score(6, 2).scores.map(({ value }) => value)).toEqual(
    scoring.scores.map(({ value }) => value),
  )
  expect(namesOf(score(1, 1))[0]).toBe('b')
})

test('only neighbours that runs cannot tell apart share a rank; the next rank is left free', () => {
  expect(score(3, 1).scores.map(({ rank }) => rank)).toEqual([1, 1, 3])
})

test('other weights move b from last to first', () => {
  expect(score(3, 1).scores[2]?.ranksUnderOtherWeights).toEqual([1, 3])
})

test('a value of zero gives no score, and says which', () => {
  const { without } = score(3, 1)
  expect(without.map(({ cell, reason }) => `${cell.configuration.id}: ${reason}`)).toEqual([
    'zero: Cost: a value of zero',
  ])
})
