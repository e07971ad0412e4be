import type { Place } from './place.ts'
import type { MissingCause } from './quantity.ts'

/** A value as a tool wrote it: its own name and unit, and where it stands. */
export interface Reading {
  name: string
  value: number
  unit: string
  place: Place
}

/** A value that the tool had no number for, in its own words: `<not supported>`. */
export interface NoReading {
  name: string
  missing: string
  /** Where a check of ours set the number aside. */
  cause?: MissingCause
  place: Place
}
