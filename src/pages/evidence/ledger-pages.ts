import type { Cell } from '../../efficiency/efficiency.ts'
import type { Run } from '../../study/study.ts'
import { toLoadSources } from './ledger-load.ts'

/** Elements of a page of a ledger at most: more make browsers slow. */
const mostElements = 5000

/** What stands around the runs: the header of the page, and what is said of the cell. */
const elementsAround = 500

/**
 * The runs of a cell by the pages that they stand on, by their ids. A run is not taken apart; a cell
 * without runs has a page too.
 */
export function sliceRuns(cell: Cell, most = mostElements): Set<string>[] {
  const slices = [new Set<string>()]
  let room = most - elementsAround
  for (const run of cell.runs) {
    const elements = countElements(cell, run)
    if (elements > room && (slices.at(-1)?.size ?? 0) > 0) {
      slices.push(new Set())
      room = most - elementsAround
    }
    slices.at(-1)?.add(run.id)
    room -= elements
  }
  return slices
}

/** At most: of what several metrics were computed from each place is printed once. */
function countElements(cell: Cell, { id }: Run): number {
  const results = Object.values(cell.results)
  const own = results.flatMap(({ points }) => points.find(({ run }) => run === id)?.quantity ?? [])
  const sources = new Set([...own.flatMap(({ sources }) => sources), ...toLoadSources(cell, id)])
  const files = new Set([...sources].map(({ file }) => `${file.archive} ${file.entry}`))
  // A row with its cells; a list with its heading; a paragraph and a list a file; an item a source.
  return 4 + results.length + 2 + 4 * files.size + 3 * sources.size
}
