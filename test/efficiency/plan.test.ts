import { expect, test } from 'vitest'
import { describePlan, toPlan } from '../../src/efficiency/comparison/plan.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { print } from '../../src/format/printed.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Logs of b ÷ a within rounds: 0.1, 0.3, 0.2, 0.0, 0.4 and 0.2; their deviation is 0.1414. */
const logs = [0.1, 0.3, 0.2, 0, 0.4, 0.2]
const planOf = (assume: string, change: number) => {
  const efficiency = toEfficiency(
    makeStudy({
      factors: { c: ['a', 'b'] },
      repeats: 6,
      switches: ({ c }, repeat) =>
        Math.exp(0.5 * repeat + (c === 'b' ? (logs[repeat - 1] ?? 0) : 0)),
      yaml: `assume: ${assume}`,
    }),
  )
  const [metric] = efficiency.metrics
  return metric && toPlan(efficiency, metric, 'w', change)
}

test('rounds are counted by the spread within rounds, where the study compares there', () => {
  const plan = planOf('round-drift', 0.1)
  expect(plan?.spread).toBeCloseTo(Math.sqrt(0.02), 9)
  // scipy 1.17.1: t.ppf(0.975, n - 1) · 0.141421 ÷ √n <= log(1.1) from n = 11 on.
  expect(plan).toMatchObject({ forWidth: 11, family: 1, rounds: 6 })
  expect(plan && describePlan(plan, print('10 %'))).toBe('±10 % needs 11 rounds')
})

test('by that of the runs, where it does not', () => {
  // The drift of 0.5 a round is in both: 2 · 0.875 and a little more.
  expect(planOf('log-normal', 0.1)?.spread).toBeGreaterThan(1.2)
})
