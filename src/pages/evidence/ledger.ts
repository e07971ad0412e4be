import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { lowerFirst } from '../../format/lower-first.ts'
import type { Evidence, OutputPage } from '../../model/output-file.ts'
import { ledgerPath, relativeLink } from '../../model/site-paths.ts'
import { contentOf } from '../../model/tree.ts'
import { remember } from '../../parse/build-effects.ts'
import { toMasthead } from '../masthead.ts'
import type { PageContext } from '../page.ts'
import { toRoot, type View } from '../templates/templates.ts'
import { type AppendixPlacement, findAppendix } from './appendix-placement.ts'
import { once, toLazyPage } from './lazy-page.ts'
import { type LedgerCell, toLedgerCell, toScales } from './ledger-cell.ts'
import { takeMetrics } from './ledger-excerpt.ts'
import { toRunTable } from './run-table.ts'
import { toSourceMatrix } from './source-matrix.ts'
import { type SourceRow, sourcesPath, toSourceRows } from './source-tables.ts'

/** A page of a ledger, as its template gets it. */
type LedgerView = View & { title: string; cells: LedgerCell[] }

/**
 * One page a workload: every run with its numbers, and for each the values that tools
 * wrote, with archive, file and place. This is where the numbers of the text lead.
 */
export function renderLedgers(
  efficiency: Efficiency,
  placement: AppendixPlacement,
  context: PageContext,
): OutputPage[] {
  const { study } = efficiency
  return Object.entries(study.manifest.workloads).map(([workload, { label, description }]) => {
    const path = ledgerPath(study.id, workload)
    const open = once(() => {
      const cells = efficiency.cells.filter(cell => cell.workload === workload)
      const scales = toScales(efficiency, cells)
      return { cells, write: (cell: Cell) => toLedgerCell(efficiency, cell, scales, path) }
    })
    const toView = (cells: LedgerCell[], isWhole: boolean): LedgerView => ({
      language: context.site.language,
      ...toMasthead(path, context),
      title: `Ledger: ${study.manifest.title}, ${lowerFirst(label)}`,
      description: `Every run of ${study.manifest.title} under ${description}, with the source of each number.`,
      root: relativeLink(path, ''),
      workload: description,
      sources: relativeLink(path, sourcesPath(study.id, workload)),
      study: {
        title: study.manifest.title,
        href: relativeLink(path, findAppendix(study.id, 'data', placement), 'appendix-data'),
      },
      isWhole,
      cells,
    })
    const ledger = { efficiency, workload, open, toView }
    const toTree = () => {
      const { cells, write } = open()
      return context.templates('ledger', toView(cells.map(write), true))
    }
    return toLazyPage(path, toTree, toEvidence(ledger, context))
  })
}

/** What a ledger is made of, cell by cell. */
interface Ledger {
  efficiency: Efficiency
  workload: string
  open(): { cells: Cell[]; write(cell: Cell): LedgerCell }
  toView(cells: LedgerCell[], isWhole: boolean): LedgerView
}

/** What a single file takes of a ledger: the cells that are led to, with what is said of them. */
function toEvidence(ledger: Ledger, { templates, memory }: PageContext): Evidence {
  const { efficiency, workload, toView } = ledger
  const sources = sourcesPath(efficiency.study.id, workload)
  let rows: SourceRow[] | undefined
  const written = new Map<Cell, LedgerCell>()
  const writeOnce = (cell: Cell) => {
    const known = written.get(cell) ?? ledger.open().write(cell)
    written.set(cell, known)
    return known
  }
  return {
    sources,
    excerpt(ids, metrics) {
      const asked = ledger
        .open()
        .cells.filter(({ configuration, runs }) =>
          [configuration.id, ...runs.map(run => run.id)].some(one => ids.has(one)),
        )
      if (asked.length === 0) return undefined
      const taken = asked.map(cell => takeMetrics(writeOnce(cell), metrics))
      const cells = taken.map(({ cell }) => cell)
      const runs = cells.flatMap(cell => cell.runs.map(({ id }) => id))
      const part = toView(cells, false)
      const isPart = taken.some(({ isPart }) => isPart)
      const tree = () => toRoot(contentOf(templates('ledger', part)))
      if (runs.length === 0) return { runs, tree }
      return {
        runs,
        tree,
        table: packed =>
          templates('run-table', {
            title: part.title,
            study: part.study,
            isPart,
            packed: packed.href,
            file: sources,
            name: sources.split('/').at(-1),
            ...toRunTable(cells),
          }),
        matrix() {
          return remember(memory, 'matrix', [sources, runs], () => {
            rows ??= toSourceRows(efficiency, workload)
            return toSourceMatrix(rows, runs)
          })
        },
      }
    },
  }
}
