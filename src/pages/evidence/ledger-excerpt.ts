import type { LedgerCell, LedgerNote } from './ledger-cell.ts'

/**
 * A cell of a ledger with the columns and notes of some metrics, and of none.
 *
 * @returns whether something of another metric was left out
 */
export function takeMetrics(
  cell: LedgerCell,
  metrics: ReadonlySet<string> | undefined,
): { cell: LedgerCell; isPart: boolean } {
  if (metrics === undefined) return { cell, isPart: false }
  const isAsked = ({ metric }: { metric?: string }) => metric === undefined || metrics.has(metric)
  const asked = cell.columns.map(isAsked)
  const taken: LedgerCell = {
    ...cell,
    columns: cell.columns.filter(isAsked),
    runs: cell.runs.map(run => ({ ...run, values: run.values.filter((_, at) => asked[at]) })),
    notes: cell.notes.flatMap(note => takeItems(note, isAsked)),
  }
  return { cell: taken, isPart: asked.includes(false) }
}

/** Nothing of a note whose items are all of other metrics. */
function takeItems(
  note: LedgerNote,
  isAsked: (item: { metric?: string }) => boolean,
): LedgerNote[] {
  const bounds = note.bounds?.filter(isAsked)
  const windows = note.windows?.filter(isAsked)
  const doubts = note.doubts?.filter(isAsked)
  const isEmpty = [bounds, windows, doubts].some(items => items?.length === 0)
  return isEmpty ? [] : [{ ...note, bounds, windows, doubts }]
}
