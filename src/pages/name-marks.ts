import type { Figure } from '../charts/figure.ts'

/**
 * The names of marks are half of a drawing, and the data below it say most of them again. The
 * script, without which names are not said, puts them together (`src/client/names.ts`).
 */

/** A row of the data: its heading, and the whole sentence on its mark. */
export interface NamedRow {
  heading: string
  sentence: string
}

export function toNamedRows({ sentences = [], tables }: Figure): NamedRow[] {
  const [table = []] = Object.values(tables)
  return sentences.map((sentence, at) => ({
    heading: toXml(String(table[at]?.configuration)),
    sentence: toXml(sentence),
  }))
}

/**
 * A mark of a row only tells that it is, with the number of the row where that is not the next
 * one: `data-row`. A run of a row, a pair or a part tells what follows the heading of the row that
 * it is in: `data-tail`.
 */
export function nameByRows(svg: string, rows: NamedRow[]): string {
  let now = -1
  const goTo = (row: number) => {
    const told = row === now + 1 ? ' data-row' : ` data-row="${row}"`
    now = row
    return told
  }
  return svg.replaceAll(/ aria-label="([^"]*)"/g, (whole, name: string) => {
    const row = rows.findIndex(({ sentence }) => sentence === name)
    if (row >= 0) return goTo(row)
    const of = findRow(name, rows, now)
    if (of === undefined) return whole
    const tail = ` data-tail="${name.slice(rows[of]?.heading.length)}"`
    return of === now ? tail : goTo(of) + tail
  })
}

/** The row that a name begins with, the nearest of those with the longest heading. */
function findRow(name: string, rows: NamedRow[], now: number): number | undefined {
  const fitting = rows.flatMap(({ heading }, row) =>
    [', ', ': ', ' with '].some(link => name.startsWith(heading + link))
      ? [{ row, length: heading.length, distance: Math.abs(row - now) }]
      : [],
  )
  return fitting.sort((a, b) => b.length - a.length || a.distance - b.distance)[0]?.row
}

/** In the narrow drawing those marks whose names the wide one has in the same order. */
export function shareNames(regular: string, narrow: string): string {
  const names = /(?: data-row(?:="\d+")?)? data-tail="[^"]*"| aria-label="[^"]*"/g
  const isSame = String(regular.match(names)) === String(narrow.match(names))
  return isSame ? narrow.replaceAll(names, ' data-mark') : narrow
}

/** As Vega escapes a text. */
function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
