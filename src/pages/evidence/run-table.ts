import { isDeepStrictEqual } from 'node:util'
import { print } from '../../format/printed.ts'
import type { View } from '../templates/templates.ts'
import type { LedgerCell, LedgerColumn, LedgerNote, LedgerRun } from './ledger-cell.ts'

/**
 * In a single file the cells of a ledger stand in one table: a group of rows for each cell, a row
 * for each run, a column for each metric. Where a run lies is said once for its cell; what the
 * tools wrote is not in the table. What is said of every cell stands above it.
 */
export function toRunTable(cells: LedgerCell[]): View {
  const headings = new Map(
    cells.flatMap(({ columns }) => columns.map(column => [keyOf(column), column] as const)),
  )
  const shared = findShared(cells)
  return {
    columns: [...headings.values()],
    across: String(headings.size + 1),
    // Each cell has a heading and notes beside its runs.
    height: String(cells.reduce((rows, { runs }) => rows + runs.length + 2, 0)),
    notes: shared,
    cells: cells.map(({ id, label, state, columns, runs, notes }) => ({
      id,
      label,
      runs: runs.map(({ id, repeat, missed, values }) => ({
        id,
        repeat,
        missed,
        values: [...headings.keys()].map(
          key => values[columns.findIndex(column => keyOf(column) === key)] ?? print('n/r'),
        ),
      })),
      places: toPlaces(runs),
      ids: runs.map(run => run.id).join(' '),
      notes: [...(state ? [{ state }] : []), ...notes.filter(note => !holds(shared, note))],
    })),
  }
}

/** A metric has one unit and one scope on a page; a column of the load proof is of none. */
function keyOf({ metric, heading }: LedgerColumn): string {
  return metric === undefined ? `load ${heading}` : `metric ${metric}`
}

/**
 * What is said of every cell that was measured, but for the one that it leads to: the baseline. It
 * stands in the first cell, or in the second where the first is the baseline.
 */
function findShared(cells: LedgerCell[]): LedgerNote[] {
  const measured = cells.filter(({ runs }) => runs.length > 0)
  const [first = [], second = []] = measured.map(({ notes }) => notes)
  const candidates = [...first, ...second.filter(note => !holds(first, note))]
  return candidates.filter(note =>
    measured.every(({ id, notes }) => id === note.baseline || holds(notes, note)),
  )
}

function holds(notes: LedgerNote[], asked: LedgerNote): boolean {
  return notes.some(note => isDeepStrictEqual(note, asked))
}

/** Where the runs of a cell lie: once, with N for the repeat, or one by one. */
function toPlaces(runs: LedgerRun[]): View[] {
  const folders = runs.map(toFolders)
  const general = generalise(
    folders,
    runs.map(({ repeat }) => repeat),
  )
  if (general) return [{ folders: general }]
  return runs.map(({ repeat }, at) => ({ repeat, folders: folders[at] }))
}

/** What places have in common, if they differ in nothing but the number of the repeat. */
function generalise(folders: string[][], repeats: string[]): string[] | undefined {
  const [first, ...others] = folders
  if (!first || others.some(other => other.length !== first.length)) return undefined
  const general = first.map((_, at) =>
    withN(
      folders.map(own => own[at] ?? ''),
      repeats,
    ),
  )
  return general.every(place => place !== undefined) ? general : undefined
}

function withN(places: string[], repeats: string[]): string | undefined {
  const parts = places.map(place => place.split(/(\d+)/))
  const common = (parts[0] ?? []).map((first, at) => {
    const own = parts.map(part => part[at])
    if (own.every(part => part === first)) return first
    return own.every((part, run) => part === repeats[run]) ? 'N' : undefined
  })
  const isSame = parts.every(part => part.length === common.length) && !common.includes(undefined)
  return isSame ? common.join('') : undefined
}

/** `round-1.tar.gz › libaio/iops`, once for each archive that a run has files in. */
function toFolders({ sources }: LedgerRun): string[] {
  const folders = new Map<string, string[]>()
  for (const { archive, entry } of sources) {
    const folder = entry.split('/').slice(0, -1)
    const known = folders.get(archive) ?? folder
    const end = known.findIndex((part, at) => part !== folder[at])
    folders.set(archive, known.slice(0, end === -1 ? undefined : end))
  }
  return [...folders].map(([archive, folder]) =>
    [archive === '.' ? '' : archive, folder.join('/')].filter(Boolean).join(' › '),
  )
}
