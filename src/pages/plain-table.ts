import type { CellView, TableView } from './table-view.ts'

/** A table for a mailing list: aligned with blanks, caption above, notes below. */
export function toPlainText(view: TableView): string {
  const grid = toGrid(view)
  const widths = (grid[0] ?? []).map((_, column) =>
    Math.max(...grid.map(row => Array.from(row[column] ?? '').length)),
  )
  const isNumeric = (column: number) => column > 0 && view.columns[column - 1]?.numeric !== false
  const lines = grid.map(row =>
    row
      .map((text, column) => pad(text, widths[column] ?? 0, isNumeric(column)))
      .join('  ')
      .trimEnd(),
  )
  lines.splice(1, 0, widths.map(width => '-'.repeat(width)).join('  '))
  return `${[...wrap(view.caption), '', ...lines, ...toNotes(view)].join('\n')}\n`
}

/** The same as a Markdown table. */
export function toMarkdown(view: TableView): string {
  const [head = [], ...rows] = toGrid(view).map(row => row.map(text => text.replaceAll('|', '\\|')))
  const rule = head.map((_, column) => {
    const isNumeric = column > 0 && view.columns[column - 1]?.numeric !== false
    return isNumeric ? '---:' : '---'
  })
  const lines = [head, rule, ...rows].map(row => `| ${row.join(' | ')} |`)
  return `${[view.caption, '', ...lines, ...toNotes(view)].join('\n')}\n`
}

/** Head and rows as text; a heading over several columns stands in each of them. */
function toGrid(view: TableView): string[][] {
  const groups = view.groups.flatMap(({ heading, span }) =>
    Array.from({ length: Number(span) }, (_, index) => (index === 0 ? heading : '')),
  )
  const head = view.columns.map(({ heading, unit }, index) =>
    [groups[index], heading, unit].filter(Boolean).join(', '),
  )
  return [['', ...head], ...view.rows.map(row => [row.heading, ...row.cells.map(toText)])].map(
    row => row.map(plain),
  )
}

function toText({ text, struck, note }: CellView): string {
  const words = struck && text !== '' ? `(${text}, load missed)` : text
  return note === '' ? words : `${words} [${note}]`
}

function toNotes(view: TableView): string[] {
  const notes = view.notes.flatMap(({ letter, text }) => wrap(`[${letter}] ${text}`))
  return notes.length === 0 ? [] : ['', ...notes]
}

/** Thin spaces and true minus signs do not survive every mailer. */
function plain(text: string): string {
  return text.replaceAll('\u2009', ' ').replaceAll('\u2212', '-').replaceAll('\u2013', '-')
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
