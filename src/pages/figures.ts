import { compileView } from '../charts/compile-view.ts'

import type { Figure, Row } from '../charts/figure.ts'
import { renderSvg, toStandaloneSvg } from '../charts/render.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { checkOwnDrawing } from './author-figure.ts'
import type { SpecSource } from './author-spec.ts'
import type { Attributes } from './bind.ts'
import { toFigure } from './figure-kinds.ts'
import type { OutputFile } from './page.ts'

/** Widths that are drawn; the page shows one of them, never a scaled one. */
const regularWidth = 608
const narrowWidth = 328

export interface DrawnFigure {
  figure: Figure
  regular: string
  narrow: string
  /** For download: data, spec, drawing; and what the interactive view loads. */
  files: [csv: OutputFile, spec: OutputFile, svg: OutputFile, view: OutputFile]
}

/** `{kind=dots metric=… workload=…}`; with `kind=spec`, the author's own. */
export async function drawFigure(
  efficiency: Efficiency,
  attributes: Attributes,
  id: string,
  pageName: string,
  own?: SpecSource,
): Promise<DrawnFigure> {
  const figure = toFigure(efficiency, attributes, own)
  const spec = figure.spec(regularWidth)
  const narrowSpec = figure.spec(narrowWidth)
  const regular = await renderSvg(spec, id)
  const narrow = await renderSvg(narrowSpec, `${id}-narrow`)
  if (own) {
    checkOwnDrawing(regular, regularWidth, own)
    checkOwnDrawing(narrow, narrowWidth, own)
  }
  const path = `figures/${pageName}/${id}`
  const [table = []] = Object.values(figure.tables)
  const named = [regular, narrow].map(svg => nameByRows(svg, figure.sentences ?? []))
  return {
    figure,
    regular: named[0] ?? '',
    narrow: shareNames(named[0] ?? '', named[1] ?? ''),
    files: [
      { path: `${path}.csv`, content: toCsv(table) },
      { path: `${path}.json`, content: `${JSON.stringify(spec, null, 2)}\n` },
      { path: `${path}.svg`, content: toStandaloneSvg(regular) },
      {
        path: `${path}.view.js`,
        content: compileView(`${path}.view.js`, { regular: spec, narrow: narrowSpec }),
      },
    ],
  }
}

/**
 * A mark of a row of the data has the name that the row says: the drawing only tells which row,
 * by its number where that is not the next one. The script, without which names of marks are not
 * said, takes them from the table.
 */
export function nameByRows(svg: string, sentences: string[]): string {
  const rows = new Map(sentences.map((sentence, row) => [toXml(sentence), row]))
  let next = 0
  return svg.replaceAll(/ aria-label="([^"]*)"/g, (whole, name: string) => {
    const row = rows.get(name)
    if (row === undefined) return whole
    const told = row === next ? ' data-row' : ` data-row="${row}"`
    next = row + 1
    return told
  })
}

/** As Vega escapes a text. */
function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * The names of marks are half of a drawing. Where both drawings have the same, the narrow one
 * only tells which its marks are; the script, without which names are not said, gives them back.
 */
export function shareNames(regular: string, narrow: string): string {
  const names = / aria-label="[^"]*"/g
  const isSame = String(regular.match(names)) === String(narrow.match(names))
  return isSame ? narrow.replaceAll(names, ' data-mark') : narrow
}

/** RFC 4180, with a header; nothing for null. */
export function toCsv(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const quote = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [columns, ...rows.map(row => columns.map(column => row[column]))]
  return `${lines.map(line => line.map(quote).join(',')).join('\r\n')}\r\n`
}
