import { expect, test } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { print } from '../../src/format/printed.ts'
import type { LedgerCell, LedgerNote } from '../../src/pages/evidence/ledger-cell.ts'
import { takeMetrics } from '../../src/pages/evidence/ledger-excerpt.ts'
import { toRunTable } from '../../src/pages/evidence/run-table.ts'
import { templates } from '../helpers/pages.ts'

/** A cell with the files of each of its runs: `round-1.tar a/iops/fio.json`. */
function toCell(
  id: string,
  columns: string[],
  runs: string[][],
  notes: LedgerNote[] = [],
): LedgerCell {
  return {
    ...{ id, label: `Cell ${id}`, state: '', doubts: '0', notes },
    counts: { usable: '', excluded: '', missed: '', doubts: '' },
    columns: columns.map(heading => ({ heading, metric: heading, unit: 'u', scope: 's' })),
    runs: runs.map((files, at) => ({
      ...{ id: `${id}.r${at + 1}`, repeat: String(at + 1), missed: false },
      values: columns.map((_, column) => print(`${id}${at + 1}${column}`)),
      sources: files.map(file => {
        const [archive = '', entry = ''] = file.split(' ')
        return { archive, entry, href: 'x', values: [] }
      }),
    })),
  }
}

function toTable(cells: LedgerCell[], packed?: string): string {
  const view = { title: 'Ledger', study: { title: 'S', href: 's' }, isPart: false, packed }
  return printHtml(templates('run-table', { ...view, ...toRunTable(cells) }))
}
const groupOf = (table: string, cell: string) =>
  table.split(`<tbody id="${cell}">`)[1]?.split('</tbody>')[0] ?? ''

const rounds = [1, 2].map(repeat => [`round-${repeat}.tar a/iops/fio.json`])

test('each cell is a group of rows, below its name', () => {
  const table = toTable([toCell('a', ['X'], rounds), toCell('b', ['X'], rounds)])
  expect(table.match(/<thead>/g)).toHaveLength(1)
  expect(table).not.toContain('details')
  const group = groupOf(table, 'b')
  expect(group).toContain('<th scope="rowgroup" colspan="2">Cell b</th>')
  expect(group).toContain('<tr id="b.r2"><th scope="row">2</th><td>b20</td></tr>')
})

test('a metric that a cell lacks is not recorded there, and values stay in their columns', () => {
  const table = toTable([toCell('a', ['X', 'Y'], rounds), toCell('b', ['Y'], rounds)])
  expect(groupOf(table, 'a')).toContain('<td>a10</td><td>a11</td></tr>')
  expect(groupOf(table, 'b')).toContain('<td>n/r</td><td>b10</td></tr>')
})

test('places that differ by the repeat alone are said once', () => {
  expect(groupOf(toTable([toCell('a', ['X'], rounds)], 'data:x'), 'a')).toContain(
    '<p class="source">In <code>round-N.tar › a/iops</code> <span class="tools"><button type="button" data-sources="sources" data-runs="a.r1 a.r2">',
  )
})

test.each([
  [
    'another number',
    [['round-1.tar a1/fio.json'], ['round-2.tar a1/fio.json']],
    'round-N.tar › a1',
  ],
  ['a number of a run’s own', [['x-1.tar a/f'], ['x-7.tar a/f']], undefined],
  ['a word', [['x-1.tar a/f'], ['x-2.tar b/f']], undefined],
  ['one place more', [['x-1.tar a/f'], ['x-2.tar a/f', 'y-2.tar a/f']], undefined],
])('places of runs with %s', (_, runs, general) => {
  const group = groupOf(toTable([toCell('a', ['X'], runs)]), 'a')
  if (general !== undefined) expect(group).toContain(`In <code>${general}</code>`)
  else
    expect(group).toMatch(
      /Repeat 1 in <code>x-1\.tar › a<\/code>; Repeat 2 in <code>x-[27]\.tar › [ab]</,
    )
})

test('what is said of all cells stands once above them, the rest below its cell', () => {
  const table = toTable([
    toCell('a', ['X'], rounds, [{ absent: ['Y'] }]),
    toCell('b', ['X'], rounds, [
      { baseline: 'a', href: 'ledger-w~a.html#a' },
      { doubts: [{ gate: 'spread', text: 'wide' }] },
      { absent: ['Y'] },
    ]),
    { ...toCell('c', [], []), state: 'Not possible: so.' },
  ])
  const above = table.split('<table>')[0]
  expect(above).toContain('against the <a href="ledger-w~a.html#a">baseline</a>')
  expect(above).toContain('<p>Not recorded: Y.</p>')
  expect(table.match(/Not recorded/g)).toHaveLength(1)
  expect(above).not.toContain('wide')
  expect(groupOf(table, 'b')).toContain('<code>spread</code> wide')
  expect(groupOf(table, 'c')).toContain('<p>Not possible: so.</p>')
})

test('a cell keeps the columns and the notes of the metrics that are asked for', () => {
  const doubts = [
    { metric: 'X', gate: 'g', text: 'x' },
    { metric: 'Y', gate: 'g', text: 'y' },
  ]
  const whole = toCell('a', ['X', 'Y'], rounds, [{ doubts }, { absent: ['Z'] }])
  const { cell, isPart } = takeMetrics(whole, new Set(['Y']))
  expect(isPart).toBe(true)
  expect(cell.columns.map(({ heading }) => heading)).toEqual(['Y'])
  expect(cell.runs.map(({ values }) => values)).toEqual([['a11'], ['a21']])
  expect(cell.notes).toMatchObject([{ doubts: [{ text: 'y' }] }, { absent: ['Z'] }])
  expect(takeMetrics(whole, new Set(['W'])).cell.notes).toMatchObject([{ absent: ['Z'] }])
  expect(takeMetrics(whole, undefined)).toEqual({ cell: whole, isPart: false })
})
