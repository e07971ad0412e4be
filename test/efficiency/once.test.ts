import { expect, test } from 'vitest'
import { type Case, once } from '../../src/efficiency/gates/gate.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeStudy } from '../helpers/synthetic.ts'

test('what is asked of all cells is found once a key, and anew for other cells', () => {
  const asked: string[] = []
  const find = once(
    ({ cells, limit }) => {
      asked.push(`${cells.length} cells, limit ${limit}`)
      return limit > 1 ? undefined : cells.length
    },
    ({ limit }) => String(limit),
  )
  const at = (cells: Case['cells'], limit: number) => ({ cells, limit }) as Case
  const { cells } = toEfficiency(
    makeStudy({ factors: { engine: ['a', 'b'] }, repeats: 3, switches: () => 2 }),
  )
  const fewer = cells.slice(1)
  const found = [at(cells, 1), at(cells, 2), at(cells, 1), at(cells, 2), at(fewer, 1)].map(find)
  expect(found).toEqual([2, undefined, 2, undefined, 1])
  expect(asked).toEqual(['2 cells, limit 1', '2 cells, limit 2', '1 cells, limit 1'])
})
