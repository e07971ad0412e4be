import type { Origin } from '../charts/figure.ts'
import type { Cell } from '../efficiency/efficiency.ts'
import { type Printed, print } from '../format/printed.ts'

/** A table of printed text. */
export interface TableView {
  caption: Printed
  /** Headings over several columns; none where each column speaks for itself. */
  groups: GroupView[]
  columns: ColumnView[]
  rows: RowView[]
  /** Footnotes, each with the letter that cells show; without one, said of the whole table. */
  notes: { letter?: string; text: Printed }[]
  /** Whether its cells hold sentences, which may be broken. */
  prose?: boolean
  /** Whether each metric has one column, its cells in two lines. */
  stacked?: boolean
}

/** A heading over some columns; a metric may stand in one column as well. */
export type GroupView = { heading?: Printed; span: number; isMetric?: boolean }

export type ColumnView = {
  heading?: Printed
  unit?: Printed
  numeric: boolean
  /** Letters of footnotes on all its cells. */
  note?: string
  /** What the second line of a stacked cell is. */
  beneath?: Printed
}
export type RowView = {
  heading: Printed
  baseline: boolean
  /** Whether it tells of all rows above it, and stays below them. */
  total?: boolean
  cells: CellView[]
  /** What its numbers were computed from; its heading leads there. */
  origin?: Origin
}
export type CellView = {
  text: Printed
  struck: boolean
  quiet: boolean
  /** Whether its comparison cannot tell it from the baseline. */
  undecided?: boolean
  numeric: boolean
  /** What the cell is sorted by; empty where its text begins with it. */
  value: string
  /** Letters of footnotes; empty for none. */
  note: string
  /** The interval and the change, in a stacked table. */
  beside?: Printed
  beneath?: Printed
}

/** Why a cell without runs has none. */
export function toState({ state, excluded }: Cell): string {
  if (state.state === 'impossible') return 'not possible'
  return excluded.length > 0 ? 'failed' : 'not run'
}

/** Runs that are in the estimates. */
export function countRuns({ runs, load }: Cell): number {
  return runs.length - (load.state === 'held' ? load.missedRuns.length : 0)
}

/** A cell of words or of a number, as it stands. */
export function word(text: string | Printed): CellView {
  return { text: print(text), struck: false, quiet: false, numeric: true, value: '', note: '' }
}

/** A column of numbers; its heading and, in a second line, their unit. */
export function toColumn(heading?: string | Printed, unit?: string | Printed): ColumnView {
  return {
    heading: heading === undefined ? undefined : print(heading),
    unit: unit === undefined ? undefined : print(unit),
    numeric: true,
  }
}

/** Notes below a table that no cell leads to. */
export function toNotes(texts: readonly string[]): TableView['notes'] {
  return texts.map(text => ({ text: print(text) }))
}

/** For sorting in the page: finer than what is printed, and not all digits there are. */
export function toSortable(value: number): string {
  return String(Number(value.toPrecision(6)))
}
