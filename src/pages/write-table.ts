import type { ElementContent } from 'hast'
import type { LeafDirective } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import { relativeLink } from './links.ts'
import { toMarkdown, toPlainText } from './plain-table.ts'
import { toTable } from './table-kinds.ts'
import type { RowView } from './table-view.ts'
import { ask, bindTo, raw, type Writing } from './writing.ts'

/** `::table{kind=… workload=…}`: on the page, and as files of plain text and of Markdown. */
export function writeTable(page: Writing, _: State, node: LeafDirective): ElementContent[] {
  const [efficiency, attributes] = bindTo(page, node)
  const { asks, ...view } = toTable(efficiency, attributes)
  ask(page, efficiency, asks)
  page.tables += 1
  const number = String(page.tables)
  const id = node.attributes?.id ?? `table-${number}`
  const base = `tables/${page.source.name}/${id}`
  const text = { path: `${base}.txt`, content: toPlainText(view) }
  const markdown = { path: `${base}.md`, content: toMarkdown(view) }
  page.files.push(text, markdown)
  return raw(
    page.templates('table', {
      ...view,
      rows: view.rows.map(row => linkFrom(page.path, row)),
      txt: relativeLink(page.path, text.path),
      md: relativeLink(page.path, markdown.path),
      changed: page.comparison.data(`Table ${number}`, id, text),
      id,
      number,
      wide: true,
    }),
  )
}

/** A table's links are paths of the site. */
function linkFrom(path: string, row: RowView): RowView {
  const link = (href: string) => (href === '' ? '' : relativeLink(path, href))
  return { ...row, cells: row.cells.map(cell => ({ ...cell, href: link(cell.href) })) }
}
