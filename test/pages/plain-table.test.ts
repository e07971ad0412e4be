import { expect, test } from 'vitest'
import { print } from '../../src/format/printed.ts'
import { toMarkdown, toPlainText } from '../../src/tables/plain-table.ts'
import { type TableView, toColumn, word } from '../../src/tables/table.ts'

const number = (text: string) => word(text)
const words = (text: string) => ({ ...word(text), numeric: false })

const table: TableView = {
  caption: print('What a read costs.'),
  notes: [{ letter: 'a', text: print('spread: psync: the runs vary by 12\u2009%.') }],
  groups: [{ heading: print('Context switches'), span: 2 }, { span: 1 }],
  columns: [
    toColumn(undefined, 'switches per I/O'),
    toColumn(undefined, 'against baseline, %'),
    toColumn(undefined, 'runs'),
  ],
  rows: [
    {
      heading: print('psync'),
      baseline: true,
      cells: [{ ...number('1.02'), note: 'a' }, words('—'), number('8')],
    },
    {
      heading: print('libaio'),
      baseline: false,
      cells: [{ ...number('0.087'), struck: true }, number('\u221291.4\u2009%'), number('7')],
    },
  ],
}

test('for a mail: aligned, headings in lines, signs that every mailer knows', () => {
  expect(toPlainText(table)).toBe(`What a read costs.

           Context switches,      against
            switches per I/O  baseline, %  runs
------  --------------------  -----------  ----
psync               1.02 [a]            —     8
libaio  (0.087, load missed)      -91.4 %     7

[a] spread: psync: the runs vary by 12 %.
`)
})

test('as Markdown', () => {
  expect(toMarkdown(table)).toBe(`What a read costs.

|  | Context switches, switches per I/O | against baseline, % | runs |
| --- | ---: | ---: | ---: |
| psync | 1.02 [a] | — | 8 |
| libaio | (0.087, load missed) | -91.4 % | 7 |

[a] spread: psync: the runs vary by 12 %.
`)
})

test('a table wider than a mail is printed in parts, which do not divide a group', () => {
  const metric = 'A metric of a long name'
  const wide: TableView = {
    caption: print('Wide.'),
    notes: [],
    groups: [1, 2, 3].map(index => ({ heading: print(`${metric} ${index}`), span: 2 })),
    columns: Array.from({ length: 6 }, () => toColumn(undefined, 'events')),
    rows: [
      {
        heading: print('virtio-scsi-single · io_uring · with IOThread'),
        baseline: false,
        cells: Array.from({ length: 6 }, (_, index) => number(`${index} and its interval`)),
      },
    ],
  }
  const lines = toPlainText(wide).split('\n')
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(110)
  const rows = lines.filter(line => line.startsWith('virtio-scsi-single'))
  expect(rows.map(row => row.match(/\d(?= and)/g))).toEqual([
    ['0', '1'],
    ['2', '3'],
    ['4', '5'],
  ])
})

test('a reason of many words stands below the table, once', () => {
  const reason = 'an IOThread belongs to one controller, and this one has none at all'
  const row = (heading: string) => ({
    heading: print(heading),
    baseline: false,
    cells: [words(reason)],
  })
  const text = toPlainText({
    caption: print('Scores.'),
    notes: [],
    groups: [],
    columns: [toColumn('Score')],
    rows: [row('sata'), row('ide')],
  })
  expect(text).toContain('sata    [1]\nide     [1]\n\n[1] an IOThread belongs')
  expect(text.split(reason.slice(0, 20)).length).toBe(2)
})
