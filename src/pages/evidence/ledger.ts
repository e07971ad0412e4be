import type { Efficiency } from '../../efficiency/efficiency.ts'
import { lowerFirst } from '../../format/lower-first.ts'
import type { Evidence, OutputPage } from '../../model/output-file.ts'
import { ledgerPath, relativeLink } from '../../model/site-paths.ts'
import { contentOf } from '../../model/tree.ts'
import type { PageContext } from '../page.ts'
import { type Templates, toRoot, type View } from '../templates/templates.ts'
import { type AppendixPlacement, findAppendix } from './appendix-placement.ts'
import { type LedgerCell, toLedgerCell, toScales } from './ledger-cell.ts'
import { takeMetrics } from './ledger-excerpt.ts'
import { toRunTable } from './run-table.ts'
import { toSourceMatrix } from './source-matrix.ts'
import { type SourceRow, sourcesPath, toSourceRows } from './source-tables.ts'

/** A page of a ledger, as its template gets it. */
type LedgerView = View & { title: string; cells: LedgerCell[] }

/**
 * One page a workload: every run with its numbers, and for each the values that fio, perf and
 * mpstat wrote, with archive, file and place. This is where the numbers of the text lead.
 */
export function renderLedgers(
  efficiency: Efficiency,
  placement: AppendixPlacement,
  context: PageContext,
): OutputPage[] {
  const { study } = efficiency
  return Object.entries(study.manifest.workloads).map(([workload, { label, description }]) => {
    const path = ledgerPath(study.id, workload)
    const cells = efficiency.cells.filter(cell => cell.workload === workload)
    const scales = toScales(efficiency, cells)
    const view: LedgerView = {
      language: context.site.language,
      siteTitle: context.site.title,
      title: `Ledger: ${study.manifest.title}, ${lowerFirst(label)}`,
      description: `Every run of ${study.manifest.title} under ${description}, with the source of each number.`,
      root: relativeLink(path, ''),
      workload: description,
      home: relativeLink(path, 'index.html'),
      sources: relativeLink(path, sourcesPath(study.id, workload)),
      study: {
        title: study.manifest.title,
        href: relativeLink(path, findAppendix(study.id, 'data', placement), 'appendix-data'),
      },
      isWhole: true,
      cells: cells.map(cell => toLedgerCell(efficiency, cell, scales, path)),
    }
    const evidence = toEvidence(view, efficiency, workload, context.templates)
    return { path, tree: context.templates('ledger', view), evidence }
  })
}

/** What a single file takes of a ledger: the cells that are led to, with what is said of them. */
function toEvidence(
  view: LedgerView,
  efficiency: Efficiency,
  workload: string,
  templates: Templates,
): Evidence {
  const sources = sourcesPath(efficiency.study.id, workload)
  let rows: SourceRow[] | undefined
  return {
    sources,
    excerpt(ids, metrics) {
      const asked = view.cells.filter(({ id, runs }) =>
        [id, ...runs.map(run => run.id)].some(one => ids.has(one)),
      )
      if (asked.length === 0) return undefined
      const taken = asked.map(cell => takeMetrics(cell, metrics))
      const cells = taken.map(({ cell }) => cell)
      const runs = cells.flatMap(cell => cell.runs.map(({ id }) => id))
      const part = { ...view, cells, isWhole: false }
      const isPart = taken.some(({ isPart }) => isPart)
      const tree = () => toRoot(contentOf(templates('ledger', part)))
      if (runs.length === 0) return { runs, tree }
      return {
        runs,
        tree,
        table: packed =>
          templates('run-table', {
            title: view.title,
            study: view.study,
            isPart,
            packed: packed.href,
            file: sources,
            name: sources.split('/').at(-1),
            ...toRunTable(cells),
          }),
        matrix() {
          rows ??= toSourceRows(efficiency, workload)
          return toSourceMatrix(rows, runs)
        },
      }
    },
  }
}
