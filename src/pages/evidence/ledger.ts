import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { lowerFirst } from '../../format/lower-first.ts'
import type { Evidence } from '../../model/output-file.ts'
import { cellPath, downloadPath, ledgerPath, relativeLink } from '../../model/site-paths.ts'
import { contentOf } from '../../model/tree.ts'
import { remember } from '../../parse/build-effects.ts'
import { toMasthead } from '../masthead.ts'
import type { PageContext } from '../page.ts'
import { toRoot, type View } from '../templates/templates.ts'
import { type AppendixPlacement, findAppendix } from './appendix-placement.ts'
import { type EvidencePage, once, toLazyPage } from './lazy-page.ts'
import { type LedgerCell, toCounts, toLedgerCell, toScales } from './ledger-cell.ts'
import { takeMetrics } from './ledger-excerpt.ts'
import { sliceRuns } from './ledger-pages.ts'
import { toRunTable } from './run-table.ts'
import { toSourceMatrix, toSourceRows } from './source-matrix.ts'

/** The runs of a workload: its pages, and what a single file takes of them. */
export interface Ledger {
  evidence: Evidence
  /** A list of the cells, and for each a page, or several. */
  pages(): EvidencePage[]
}

/** A page of a ledger, as its template gets it. */
type LedgerView = View & { title: string; study: View }

/**
 * One ledger a workload: every run with its numbers, and for each the values that tools wrote, with
 * archive, file and place. This is where the numbers of the text lead: each cell has a page, so that
 * no page is too long to open, and a link needs nothing but the names of the cell.
 */
export function toLedgers(
  efficiency: Efficiency,
  placement: AppendixPlacement,
  context: PageContext,
): Ledger[] {
  const { study } = efficiency
  return Object.entries(study.manifest.workloads).map(([workload, { label, description }]) => {
    const home = ledgerPath(study.id, workload)
    const open = once(() => {
      const cells = efficiency.cells.filter(cell => cell.workload === workload)
      const scales = toScales(efficiency, cells)
      return { cells, write: (cell: Cell) => toLedgerCell(efficiency, cell, scales, home) }
    })
    const toView = (path: string, of?: string): LedgerView => ({
      language: context.site.language,
      ...toMasthead(path, context),
      title: [`Ledger: ${study.manifest.title}, ${lowerFirst(label)}`, of]
        .filter(Boolean)
        .join(': '),
      description: `Every run of ${study.manifest.title} under ${description}, with the source of each number.`,
      root: relativeLink(path, ''),
      workload: description,
      all: relativeLink(path, downloadPath(study.id, allSources)),
      study: {
        title: study.manifest.title,
        href: relativeLink(path, findAppendix(study.id, 'data', placement), 'appendix-data'),
      },
    })
    const source = { efficiency, workload, home, open, toView }
    const evidence = toEvidence(source, context)
    return { evidence, pages: () => toPages(source, evidence, context) }
  })
}

/** What lists all that tools wrote for the runs of a study. */
const allSources = 'study.json'

/** What a ledger is made of, cell by cell. */
interface LedgerSource {
  efficiency: Efficiency
  workload: string
  home: string
  open(): { cells: Cell[]; write(cell: Cell): LedgerCell }
  toView(path: string, of?: string): LedgerView
}

function toPages(
  { efficiency, home, open, toView }: LedgerSource,
  evidence: Evidence,
  { templates }: PageContext,
): EvidencePage[] {
  const { cells, write } = open()
  const list = cells.map(cell => ({
    label: cell.configuration.label,
    href: relativeLink(home, cellPath(efficiency, cell), cell.configuration.id),
    counts: toCounts(cell),
  }))
  const toList = () => templates('ledger', { ...toView(home), list })
  const ofCells = cells.flatMap(cell => {
    const slices = sliceRuns(cell)
    return slices.map((runs, at) => {
      const path = cellPath(efficiency, cell, at + 1)
      const toTree = () => {
        const written = write(cell)
        const own = written.runs.filter(({ id }) => runs.has(id))
        return templates('ledger', {
          ...toView(path, cell.configuration.label),
          ledger: relativeLink(path, home),
          slices: slices.length > 1 ? slices.map((_, page) => toSliceLink(cell, page, at)) : [],
          cells: [{ ...written, runs: own, notes: at === 0 ? written.notes : [] }],
        })
      }
      return toLazyPage(path, toTree, evidence)
    })
  })
  return [toLazyPage(home, toList, evidence), ...ofCells]

  function toSliceLink(cell: Cell, page: number, current: number) {
    const href = relativeLink(home, cellPath(efficiency, cell, page + 1))
    return { text: `runs, page ${page + 1}`, ...(page !== current && { href }) }
  }
}

/** What a single file takes of a ledger: the cells that are led to, with what is said of them. */
function toEvidence(ledger: LedgerSource, { templates, memory }: PageContext): Evidence {
  const { efficiency, workload, home, toView } = ledger
  const sources = downloadPath(efficiency.study.id, allSources)
  const written = new Map<Cell, LedgerCell>()
  const writeOnce = (cell: Cell) => {
    const known = written.get(cell) ?? ledger.open().write(cell)
    written.set(cell, known)
    return known
  }
  return {
    home,
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
      const part = { ...toView(home), cells }
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
            name: `sources-${workload}.csv`,
            ...toRunTable(cells),
          }),
        matrix() {
          return remember(memory, 'matrix', [home, runs], () => {
            return toSourceMatrix(toSourceRows(efficiency, runs), runs)
          })
        },
      }
    },
  }
}
