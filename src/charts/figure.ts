import type { TopLevelSpec } from 'vega-lite'
import type { Effect } from '../efficiency/effects.ts'
import type { Cell } from '../efficiency/efficiency.ts'
import type { Row } from '../format/csv.ts'

/** What a number was computed from: the runs of a cell, or pairs of cells. */
export type Origin = Cell | Effect

/** A figure before it is drawn: what it shows in words, its tables, and how it is drawn. */
export interface Figure {
  /** What is measured, under which workload, and which direction is better. */
  subtitle: string
  /** What points, bars and ticks are, and how many runs stand behind them. */
  caption: string
  /** The same content for a reader who does not see the drawing. */
  description: string
  /**
   * Of each row of the first table, what is said of its mark: `psync: 1.01 switches per I/O, …`.
   * Where marks are not those of rows, as on a curve, there are none.
   */
  sentences?: string[]
  /** Named tables, in plain units; the first is offered as CSV. */
  tables: { [name: string]: Row[] }
  /** Of each row of the first table. */
  origins: Origin[]
  /** The drawing at a width in px. */
  spec(width: number): TopLevelSpec
}

/** Rows for the reader's table: without the sentences that are for pointing at marks. */
export function withoutDescription(rows: Row[]): Row[] {
  return rows.map(({ description, ...row }) => row)
}
