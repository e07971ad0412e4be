import type { Switch } from '../../efficiency/comparison/effects.ts'
import type { Printed } from '../../format/printed.ts'

/** An effect of a study that a page quotes: its pairs must be shown. */
export interface Asked {
  study: string
  question: Switch
}

/** One computation over several cells: its rows are the cells that went into it. */
export interface Section {
  id: string
  heading: Printed
  words: Printed
  /** Heading of the first column. */
  first: Printed
  /** With the id of the metric, where a column is of one. */
  columns: { heading: Printed; metric?: string }[]
  groups: SectionGroup[]
  /** At the foot, of all rows above. */
  totals?: SectionRow[]
}

/** Rows of a table that belong together, under a heading of their own where there are several. */
export interface SectionGroup {
  id?: string
  heading?: Printed
  rows: SectionRow[]
  /** What is to be known of these rows alone. */
  notes?: Printed
  /** Why further rows are not there, each leading to the cell that it is said of, and what follows it. */
  leftOut?: { text: Printed; href: string; end: string }[]
}

/** Where all cells of a row are from the same runs, its heading leads there. */
export interface SectionRow {
  heading: Printed
  href?: string
  total: boolean
  cells: { text: Printed; href: string }[]
}
