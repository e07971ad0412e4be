import type { ElementContent } from 'hast'
import type { LeafDirective } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import { open } from '../../format/printed.ts'
import { relativeLink } from '../../model/site-paths.ts'
import { toMarkdown, toPlainText } from '../../tables/plain-table.ts'
import { stackColumns } from '../../tables/stack-columns.ts'
import type { RowView } from '../../tables/table.ts'
import { toTable } from '../bind/table-kinds.ts'
import { toEffectsOf, toLedgers, toLinkedRows } from './origins.ts'
import { bindTo, finished, type PageState, requireEffects } from './page-state.ts'
import { typesetText } from './typeset.ts'

/** A table of so few rows is laid out with the page: its height is not worth guessing. */
const few = 15

/** Names of rows with more characters are broken on a phone, and not at every word. */
const longName = 20

/** `::table{kind=… workload=…}`: on the page, and as files of plain text and of Markdown. */
export function writeTable(page: PageState, _: State, node: LeafDirective): ElementContent[] {
  const [efficiency, attributes] = bindTo(page, node)
  const view = toTable(efficiency, attributes)
  const origins = view.rows.flatMap(row => row.origin ?? [])
  requireEffects(page, efficiency, toEffectsOf(origins))
  page.tables += 1
  const number = String(page.tables)
  const shown = stackColumns(view)
  const id = node.attributes?.id ?? `table-${number}`
  const isTotal = ({ total = false }: RowView) => total
  const base = `tables/${page.source.name}/${id}`
  const text = { path: `${base}.txt`, content: toPlainText(view) }
  const markdown = { path: `${base}.md`, content: toMarkdown(view) }
  page.files.push(text, markdown)
  return finished(
    page.templates('table', {
      ...shown,
      groups: shown.groups.map(({ heading, span }) => ({ heading, span: String(span) })),
      caption: typesetText(view.caption),
      columns: shown.columns.map(column => ({
        ...column,
        unit: column.unit && typesetText(column.unit),
      })),
      notes: view.notes.map(({ letter = '', text }) => ({ letter, text: typesetText(text) })),
      rows: toLinkedRows(
        efficiency,
        shown.rows.filter(row => !isTotal(row)),
        page.path,
      ),
      totals: toLinkedRows(efficiency, shown.rows.filter(isTotal), page.path),
      height: !view.prose && shown.rows.length > few ? String(shown.rows.length) : '',
      ledgers: toLedgers(efficiency, origins, page.path, attributes.kind === 'scores'),
      txt: relativeLink(page.path, text.path),
      md: relativeLink(page.path, markdown.path),
      changed: page.comparison.data(`Table ${number}`, id, text, view.rows.map(toRowData)),
      id,
      number,
      wide: true,
      longNames: view.rows.some(({ heading }) => open(heading).length > longName),
    }),
  )
}

/** What a row shows, for the next build to tell whether it is another. */
function toRowData({ heading, cells }: RowView) {
  return [heading, ...cells.map(({ text, struck, note }) => ({ text, struck, note }))]
}
