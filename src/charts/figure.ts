import type { TopLevelSpec } from 'vega-lite'
import type { Effect } from '../efficiency/comparison/effects.ts'
import type { Cell } from '../efficiency/efficiency.ts'
import type { Row } from '../format/csv.ts'
import { type Printed, print } from '../format/printed.ts'

/** What a number was computed from: the runs of a cell, or pairs of cells. */
export type Origin = Cell | Effect

/** A figure before it is drawn: what it shows in words, its tables, and how it is drawn. */
export interface Figure {
  /** What is measured, under which workload, and which direction is better. */
  subtitle: Printed
  /** What points, bars and ticks are, and how many runs stand behind them. */
  caption: Printed
  /** The same content for a reader who does not see the drawing. */
  description: Printed
  /**
   * Of each row of the first table, what is said of its mark. Where marks are not those of rows,
   * as on a curve, there are none.
   */
  sentences?: Sentence[]
  /** Named tables, in plain units; the first is offered as CSV. */
  tables: { [name: string]: Row[] }
  /** Of each row of the first table. */
  origins: Origin[]
  /** The drawing at a width in px. */
  spec(width: number): TopLevelSpec
}

/** `psync`, and `1.01 switches per I/O, …` */
export interface Sentence {
  of: Printed
  said: Printed
}

/** What a row says of its mark, and that as the name of the mark. */
export function tell(name: string, said: string): { said: Printed; description: Printed } {
  return { said: print(said), description: print(`${name}: ${said}`) }
}

export function toSentence({
  configuration,
  said,
}: {
  configuration: string
  said: Printed
}): Sentence {
  return { of: print(configuration), said }
}

/** Rows for the reader's table: without what is for pointing at marks. */
export function withoutDescription(rows: Row[]): Row[] {
  return rows.map(row => withoutWords(row)).map(({ description, ...row }) => row)
}

/** Rows for a drawing: its marks have whole names. */
export function withoutWords<R extends Row>({
  said,
  number,
  ...row
}: R): Omit<R, 'said' | 'number'> {
  return row
}
