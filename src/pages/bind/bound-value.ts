import type { Switch } from '../../efficiency/comparison/effects.ts'
import type { Printed } from '../../format/printed.ts'

/** A number in a sentence: what it reads, what it says on asking, and where it leads. */
export interface BoundValue {
  text: Printed
  /** What it is of: `Context switches, psync`. */
  of: string
  title: string
  href: string
  /** The unrounded value, or both ends of a range, in base units, for machines. */
  value: number | [number, number]
  /** Effects whose pairs the summary must show. */
  asks?: Switch[]
}
