import { all, create } from './dom.ts'

/** Headings become buttons that sort, unless rows stand in groups. Links in cells stay. */
export function offerSorting(table: HTMLTableElement): void {
  const body = table.tBodies[1] ? undefined : table.tBodies[0]
  const head = table.tHead?.rows[table.tHead.rows.length - 1]
  if (!body || !head || body.rows.length < 2) return
  const rows = [...body.rows]
  for (const heading of head.cells) {
    if (heading.tagName === 'TH') offerSort(heading, body, rows)
  }
}

/** Up, down, as it was: `aria-sort` says which. */
function offerSort(
  heading: HTMLTableCellElement,
  body: HTMLTableSectionElement,
  rows: HTMLTableRowElement[],
): void {
  const button = create('button', { type: 'button' })
  button.append(...heading.childNodes)
  heading.append(button)
  button.addEventListener('click', () => {
    const next = { ascending: 'descending', descending: '' }
    const now = heading.getAttribute('aria-sort') as keyof typeof next | null
    const order = now ? next[now] : 'ascending'
    for (const other of heading.parentElement?.children ?? []) other.removeAttribute('aria-sort')
    if (order) heading.setAttribute('aria-sort', order)
    const sign = order === 'descending' ? -1 : 1
    const key = (row: HTMLTableRowElement) => toKey(row.cells[heading.cellIndex])
    const sorted = order ? [...rows].sort((a, b) => compare(key(a), key(b), sign)) : rows
    body.append(...sorted)
  })
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
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  if (typeof a === 'string' && typeof b === 'string') return sign * (a < b ? -1 : a > b ? 1 : 0)
  return typeof a === 'number' ? -1 : 1
}

/** Of the table below the box, only the rows with every word that is typed in it. */
export function filterRows(input: HTMLInputElement): void {
  const box = input.closest('.filter')
  const rows = all<HTMLTableRowElement>('tbody > tr', box?.nextElementSibling ?? undefined)
  const words = input.value.toLowerCase().split(/\s+/)
  for (const row of rows) {
    const text = row.textContent.toLowerCase()
    row.hidden = !words.every(word => text.includes(word))
  }
  const shown = rows.filter(row => !row.hidden).length
  const count = box?.querySelector('output')
  if (count) count.textContent = `${shown} of ${rows.length}`
}
