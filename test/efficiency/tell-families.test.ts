import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeStudy } from '../helpers/synthetic.ts'

function tell(levels: number, repeats: number, yaml: string): string[] {
  const names = Array.from({ length: levels }, (_, index) => `c${index}`)
  const { messages } = toEfficiency(
    makeStudy({
      factors: { c: names },
      repeats,
      switches: ({ c = '' }, repeat) => 1 + names.indexOf(c) + 0.01 * ((repeat * 7) % 5),
      yaml,
    }),
  )
  return messages.flatMap(({ rule, reason }) => (rule === 'cannot-decide' ? [reason] : []))
}

test('families that signed ranks of so many rounds can never decide are told', () => {
  // 2 ÷ 2⁸ × 8 = 0.0625, and 2 ÷ 2⁹ × 8 = 0.031.
  const [found] = tell(9, 8, 'assume: nothing')
  expect(found).toContain('with 8 rounds under `w`, where p is 0.0078 at least')
  expect(found).toContain('of 8 comparisons with the baseline, 8 effects none can be significant')
  expect(found).toContain('expected 9 rounds, or `assume: round-drift`')
  expect(tell(9, 9, 'assume: nothing')).toEqual([])
  expect(tell(9, 8, 'assume: round-drift')).toEqual([])
})

test('ranks have a family of all pairs', () => {
  // 10 pairs of 5 configurations.
  const scores = 'assume: nothing\nscores: { s: { label: S, weights: { switches: 1 } } }'
  expect(tell(5, 8, scores)).toHaveLength(1)
  expect(tell(5, 8, scores)[0]).toContain('of 10 pairs behind ranks none')
  expect(tell(5, 9, scores)).toEqual([])
})
