import type { Found } from '../found.ts'
import type { Kind } from '../kinds.ts'
import { isDevice } from '../known/grammars.ts'

/** Words over columns of names that people gave, whatever tool prints them. */
const headings: readonly [heading: RegExp, kind: Kind][] = [
  [/^(?:node|host|server|machine)(?: ?name)?s?$|^nodelist/i, 'host'],
  [/^(?:user|owner|login|account)(?: ?name)?$/i, 'user'],
  [
    /^(?:name|(?:volume|pool|storage ?pool|resource|partition|cluster|zone|alias|project|tenant|database|share|datastore|vserver|aggregate|queue|lun|namespace|label|container)(?: ?name)?)$/i,
    'name',
  ],
  [/^(?:sn|serial(?: ?number)?)$/i, 'serial'],
]

/** What stands between the cells of a row: bars, drawn with lines or typed. */
const bar = /[│┃┊┆|¦]/

/**
 * Names in tables whose columns are parted by bars, as linstor, psql and openstack draw them: the
 * cells below a heading that is one of names. A table ends at a line without a bar.
 */
export function learnDrawnTables(text: string): Found[] {
  const found: Found[] = []
  if (!bar.test(text)) return found
  let columns: { index: number; kind: Kind }[] | undefined
  let at = 0
  for (const line of text.split('\n')) {
    const cells = line.length < 2000 && bar.test(line) ? toCells(line) : []
    if (cells.length < 2) columns = /[─═┈-]{3}/.test(line) ? columns : undefined
    else if (!columns) columns = toColumns(cells)
    else found.push(...columns.flatMap(column => readCell(cells, column, at)))
    at += line.length + 1
  }
  return found
}

interface Cell {
  value: string
  start: number
}

function toCells(line: string): Cell[] {
  let start = 0
  return line.split(bar).map(cell => {
    const begin = start + (cell.length - cell.trimStart().length)
    start += cell.length + 1
    return { value: cell.trim(), start: begin }
  })
}

function toColumns(cells: readonly Cell[]): { index: number; kind: Kind }[] {
  return cells.flatMap(({ value }, index) => {
    const kind = headings.find(([heading]) => heading.test(value))?.[1]
    return kind === undefined ? [] : { index, kind }
  })
}

function readCell(
  cells: readonly Cell[],
  { index, kind }: { index: number; kind: Kind },
  at: number,
): Found[] {
  const { value, start } = cells[index] ?? { value: '', start: 0 }
  const isName = /^\p{L}[^\s]{2,80}$/u.test(value) && !isDevice(value)
  return isName ? [{ kind, value, start: at + start }] : []
}
