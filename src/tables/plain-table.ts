import { open } from '../format/printed.ts'
import type { CellView, TableView } from './table.ts'

/** A mailer breaks or scrolls what is longer; wider tables are printed in parts. */
const widest = 110
/** Words in a cell that are longer make its column wide: they stand below the table. */
const longestWords = 30

interface Column {
  /** Columns of one group stay side by side. */
  group: number
  heading: string
  cells: string[]
  isNumeric: boolean
}

/** A table for a mailing list: aligned with blanks, caption above, notes below. */
export function toPlainText(view: TableView): string {
  const sentences: string[] = []
  const columns = toColumns(view, cell => toShortText(cell, sentences))
  const [rows, ...others] = columns
  const parts = rows ? toParts(rows, others).map(part => printPart([rows, ...part])) : []
  const notes = [
    ...view.notes.map(printNote),
    ...sentences.map((text, index) => `[${index + 1}] ${text}`),
  ]
  const below = notes.length === 0 ? '' : `\n${notes.flatMap(note => wrap(note)).join('\n')}\n`
  return `${wrap(open(view.caption)).join('\n')}\n\n${parts.join('\n')}${below}`
}

function printNote({ letter, text }: TableView['notes'][number]): string {
  return letter === undefined ? open(text) : `[${letter}] ${text}`
}

/** The same as a Markdown table. */
export function toMarkdown(view: TableView): string {
  const columns = toColumns(view, toText)
  const escaped = (text = '') => text.replaceAll('|', '\\|')
  const lines = [
    columns.map(({ heading }) => escaped(heading)),
    columns.map(({ isNumeric }) => (isNumeric ? '---:' : '---')),
    ...view.rows.map((_, row) => columns.map(({ cells }) => escaped(cells[row]))),
  ].map(row => `| ${row.join(' | ')} |`)
  const notes = view.notes.flatMap(note => wrap(printNote(note)))
  const below = notes.length === 0 ? [] : ['', ...notes]
  return `${[plain(open(view.caption)), '', ...lines, ...below].join('\n')}\n`
}

/** The headings of rows, then each column; a heading over several stands in the first of them. */
function toColumns(view: TableView, print: (cell: CellView) => string): Column[] {
  const groups = view.groups.flatMap(({ heading, span }, group) =>
    Array.from({ length: span }, (_, index) => ({
      group,
      heading: index === 0 ? heading : undefined,
    })),
  )
  const rows = view.rows.map(({ heading }) => plain(open(heading)))
  return [
    { group: -1, heading: '', cells: rows, isNumeric: false },
    ...view.columns.map(({ heading, unit, numeric, note }, index) => ({
      group: groups[index]?.group ?? index,
      heading: plain(
        [groups[index]?.heading, heading, unit].filter(part => part !== undefined).join(', ') +
          (note ? ` [${note}]` : ''),
      ),
      cells: view.rows.map(({ cells }) => (cells[index] ? plain(print(cells[index])) : '')),
      isNumeric: numeric !== false,
    })),
  ]
}

function toText({ text: printed, struck, note }: CellView): string {
  const text = open(printed)
  const words = struck && text !== '' ? `(${text}, load missed)` : text
  return note === '' ? words : `${words} [${note}]`
}

/** In place of long words the number of their note. */
function toShortText(cell: CellView, sentences: string[]): string {
  const text = toText(cell)
  if (cell.numeric || text.length <= longestWords) return text
  if (!sentences.includes(text)) sentences.push(text)
  return `[${sentences.indexOf(text) + 1}]`
}

/** As many columns side by side as the width allows, groups undivided. */
function toParts(rows: Column, columns: Column[]): Column[][] {
  const parts: Column[][] = []
  for (const group of new Set(columns.map(column => column.group))) {
    const next = columns.filter(column => column.group === group)
    const last = parts.at(-1)
    if (last && totalWidth([rows, ...last, ...next]) <= widest) last.push(...next)
    else parts.push(next)
  }
  return parts
}

function totalWidth(columns: Column[]): number {
  return columns.reduce((total, column) => total + widthOf(column) + 2, -2)
}

function widthOf(column: Column): number {
  return longest([...column.cells, ...toHead(column)])
}

/** A heading in lines that are hardly wider than what stands below it. */
function toHead({ heading, cells }: Column): string[] {
  return heading === '' ? [] : wrap(heading, Math.max(longest(cells), 12) + 1)
}

function printPart(columns: Column[]): string {
  const heads = columns.map(toHead)
  const height = Math.max(...heads.map(lines => lines.length))
  const widths = columns.map(widthOf)
  const print = (texts: string[]) =>
    texts
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.isNumeric ?? false))
      .join('  ')
      .trimEnd()
  const head = Array.from({ length: height }, (_, line) =>
    print(heads.map(lines => lines[line - height + lines.length] ?? '')),
  )
  const rule = widths.map(width => '-'.repeat(width)).join('  ')
  const count = columns[0]?.cells.length ?? 0
  const rows = Array.from({ length: count }, (_, row) =>
    print(columns.map(({ cells }) => cells[row] ?? '')),
  )
  return `${[...head, rule, ...rows].join('\n')}\n`
}

/** Thin spaces and true minus signs do not survive every mailer. */
function plain(text: string): string {
  return text.replaceAll('\u2009', ' ').replaceAll('\u2212', '-').replaceAll('\u2013', '-')
}

function longest(texts: string[]): number {
  return Math.max(0, ...texts.map(text => Array.from(text).length))
}

function pad(text: string, width: number, right: boolean): string {
  const fill = ' '.repeat(Math.max(0, width - Array.from(text).length))
  return right ? fill + text : text + fill
}

function wrap(text: string, width = 76): string[] {
  const lines: string[] = []
  for (const word of plain(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
