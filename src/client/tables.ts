import { all, create } from './dom.ts'

/** What stands below each heading that sorts, as it was written. */
const written = new WeakMap<Element, HTMLTableRowElement[]>()

/** Headings become buttons that sort, unless rows stand in groups. Links in cells stay. */
export function offerSorting(table: HTMLTableElement): void {
  const rows = all<HTMLTableRowElement>('tbody tr', table)
  if (table.tBodies[1] || rows.length < 2) return
  for (const heading of all('thead tr:last-child th', table)) {
    const button = create('button', { type: 'button' })
    button.append(...heading.childNodes)
    heading.append(button)
    written.set(heading, rows)
  }
}

/** Up, down, as it was: `aria-sort` says which. */
export function sortRows(heading: HTMLTableCellElement): void {
  const rows = written.get(heading)
  if (!rows) return
  const before = heading.getAttribute('aria-sort')
  const order = before === 'ascending' ? 'descending' : before ? '' : 'ascending'
  for (const other of all('th', heading.parentElement)) other.removeAttribute('aria-sort')
  if (order) heading.setAttribute('aria-sort', order)
  const sign = order === 'descending' ? -1 : 1
  const key = (row: HTMLTableRowElement) => toKey(row.cells[heading.cellIndex])
  const sorted = order ? [...rows].sort((a, b) => compare(key(a), key(b), sign)) : rows
  rows[0]?.parentElement?.append(...sorted)
}

/** The machine's number where the cell has one, else the number it begins with, else the words. */
function toKey(cell: HTMLTableCellElement | undefined): number | string {
  const text = cell?.textContent?.trim() ?? ''
  const [first = ''] = text.split(/[ \n]/)
  const plain = cell?.dataset.value ?? first.replace(/\s/g, '').replace('\u2212', '-')
  const number = Number.parseFloat(plain)
  return Number.isNaN(number) ? text : number
}

/** Numbers come first, cells without one always last, whichever the direction. */
function compare(a: number | string, b: number | string, sign: number): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return a === b ? 0 : a < b ? -sign : sign
}

/** Of the table below the box, only the rows with every word that is typed in it. */
export function filterRows(input: HTMLInputElement): void {
  const box = input.closest('.filter')
  const rows = all<HTMLTableRowElement>('tbody > tr', box?.nextElementSibling)
  const words = input.value.toLowerCase().split(/\s+/)
  for (const row of rows) {
    const text = row.textContent.toLowerCase()
    row.hidden = !words.every(word => text.includes(word))
  }
  const shown = rows.filter(row => !row.hidden).length
  for (const count of all('output', box)) count.textContent = `${shown} of ${rows.length}`
}
