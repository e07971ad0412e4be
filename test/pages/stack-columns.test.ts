import { expect, test } from 'vitest'
import { print } from '../../src/format/printed.ts'
import { stackColumns } from '../../src/tables/stack-columns.ts'
import { type TableView, toColumn, word } from '../../src/tables/table.ts'

/** A table of costs of so many metrics, one row. */
function makeTable(metrics: number): TableView {
  const each = Array.from({ length: metrics }, (_, at) => `m${at + 1}`)
  const column = (unit: string) => toColumn(undefined, unit)
  return {
    caption: print(''),
    notes: [],
    groups: [
      ...each.map(heading => ({ heading: print(heading), span: 3, isMetric: true })),
      { span: 1 },
    ],
    columns: [
      ...each.flatMap(() => [
        { ...column('switches per I/O'), note: 'a' },
        column('95 % interval'),
        column('change'),
      ]),
      column('runs'),
    ],
    rows: [
      {
        heading: print('psync'),
        baseline: false,
        cells: [
          ...each.flatMap(name => [
            { ...word(`${name} value`), value: '3', note: 'b' },
            word(`${name} interval`),
            word(`${name} change`),
          ]),
          word('6'),
        ],
      },
    ],
  }
}

test('two metrics stand abreast', () => {
  const view = makeTable(2)
  expect(stackColumns(view)).toBe(view)
})

test('of more, each has one column, and nothing is lost', () => {
  const { groups, columns, rows, stacked } = stackColumns(makeTable(3))
  expect(stacked).toBe(true)
  expect(groups).toEqual([])
  expect(columns.map(({ heading, unit, beneath, note }) => [heading, unit, beneath, note])).toEqual(
    [
      ...['m1', 'm2', 'm3'].map(m => [m, 'switches per I/O, 95 % interval', 'change', 'a']),
      [undefined, 'runs', undefined, undefined],
    ],
  )
  expect(
    rows[0]?.cells.map(({ text, beside, beneath, value, note }) => [
      text,
      beside,
      beneath,
      value,
      note,
    ]),
  ).toEqual([
    ...['m1', 'm2', 'm3'].map(m => [`${m} value`, `${m} interval`, `${m} change`, '3', 'b']),
    ['6', undefined, undefined, '', ''],
  ])
})
