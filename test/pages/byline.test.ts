import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toByline } from '../../src/pages/byline.ts'
import type { Draft } from '../../src/pages/draft.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** Two cells of four repeats; the target is 1 000 IO/s within 3 %. */
function usable(more: Partial<Truth>): string {
  const truth = { factors: { c: ['a', 'b'] }, repeats: 4, switches: () => 1, ...more }
  const draft = {
    seat: { kind: 'page' },
    path: 'x.html',
    efficiencies: [toEfficiency(makeStudy(truth))],
  }
  const items = toByline(draft as unknown as Draft)
  return String(items.find(({ term }) => term === 'Usable runs')?.text)
}

test('all runs are usable where all hold their load', () => {
  expect(usable({})).toBe('8 of 8')
})

test('a run that missed its load is not', () => {
  const load = ({ c = '' }, repeat: number) => (c === 'a' && repeat === 2 ? 9000 : 10_000)
  expect(usable({ load })).toBe('7 of 8')
})

test('nor is a run that should be there', () => {
  expect(usable({ yaml: 'repeats: 5' })).toBe('8 of 10')
})
