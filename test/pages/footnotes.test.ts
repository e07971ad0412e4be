import { expect, test } from 'vitest'
import type { Amount } from '../../src/efficiency/efficiency.ts'
import { aboutShare, sayFound } from '../../src/efficiency/gates/gate.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { toTable } from '../../src/pages/bind/table-kinds.ts'
import { describeImpossible, isPossible, toFootnotes } from '../../src/tables/footnotes.ts'
import { toMarkdown } from '../../src/tables/plain-table.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** Six levels whose runs vary by a half or more: each has the doubt of its spread. */
const efficiency = toEfficiency(
  makeStudy({
    factors: { engine: ['a', 'b', 'c', 'd', 'e', 'f'] },
    repeats: 4,
    switches: (_, repeat) => (repeat % 2 === 0 ? 1 : 3),
    yaml: "impossible: [{ when: { engine: f }, reason: 'it has none' }]",
  }),
)
const cells = efficiency.cells.filter(isPossible)

test('what many rows share is said once, with their number', () => {
  const metrics = efficiency.metrics.filter(({ id }) => id === 'switches')
  const [note] = toFootnotes(metrics, cells).filter(({ text }) => text.includes('spread'))
  // Values 3, 1, 3, 1: deviation √(4 ÷ 3) = 1.155, mean 2, so 58 %.
  expect(note?.text).toContain('the runs vary by 58\u2009% (all rows)')
  expect(note?.cells).toHaveLength(5)
})

test('what all rows share has its letter at the heading of the column, in text too', () => {
  const view = toTable(efficiency, { kind: 'costs', workload: 'w', metrics: 'switches' })
  expect(view.columns[0]?.note).toBe('a')
  expect(view.rows.map(row => row.cells[0]?.note)).toEqual(['', '', '', '', ''])
  expect(view.notes[0]).toMatchObject({ letter: 'a', text: expect.stringContaining('all rows') })
  expect(toMarkdown(view)).toContain('switches per I/O [a]')

  const steady = makeStudy({
    factors: { engine: ['a', 'b', 'c', 'd', 'e'] },
    repeats: 4,
    switches: ({ engine }, repeat) => (engine === 'a' || repeat % 2 === 0 ? 1 : 3),
  })
  const some = toTable(toEfficiency(steady), { kind: 'costs', workload: 'w', metrics: 'switches' })
  expect(some.columns[0]?.note).toBe('')
  expect(some.rows.map(row => row.cells[0]?.note)).toEqual(['', 'a', 'a', 'a', 'a'])
})

test('impossible combinations are counted', () => {
  expect(describeImpossible(efficiency.cells)).toEqual([
    'Without a row: 1 combination that is not possible; the ledger says why.',
  ])
  expect(describeImpossible(cells)).toEqual([])
})

function toDoubt(gate: string, found: string | Amount) {
  const amount = typeof found === 'string' ? undefined : found
  return { gate, metric: 'switches', text: sayFound(found), amount }
}

test('where many rows have numbers of their own, their range stands for them', () => {
  const touched = [30, 9, 100, 11].map((deviation, index) => ({
    ...(cells[index] as (typeof cells)[number]),
    doubts: [toDoubt('spread', aboutShare('the runs vary by ', deviation / 100, ''))],
  }))
  const metrics = efficiency.metrics.filter(({ id }) => id === 'switches')
  expect(toFootnotes(metrics, touched)[0]?.text).toBe(
    'Context switches, spread: the runs vary by 9\u2009% to 100\u2009% (all rows).',
  )
  const repeats = ['1', '2, 3', '4', '1, 4']
  const others = touched.map((cell, index) => ({
    ...cell,
    doubts: [toDoubt('outlier', `repeat ${repeats[index]} (kept)`)],
  }))
  expect(toFootnotes(metrics, others)[0]?.text).toBe(
    'Context switches, outlier: the ledger says how (all rows).',
  )
})
