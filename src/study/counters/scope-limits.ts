import type { Quantity } from '../../model/quantity.ts'
import type { LoadAround } from '../load-reader.ts'
import type { Declared } from './relate-to-load.ts'

/** What a scope of the study looks at. */
export interface ScopeLimits {
  /** How many CPUs were counted together, where no column of perf says it. */
  cpus?: number
  /** Of `--per-thread` counts, the names of the threads that are meant; all where not given. */
  threads?: string[]
  /** How long perf looked, from another file of the run, where this one does not say. */
  window?: Quantity<'s'>
  /** Whether an event may be counted in several windows one after another. */
  severalWindows?: boolean
  /** Of the text format, what the heading says was counted: `system wide`. */
  target?: string
  /** Whether perf started the load generator, where study.yaml says it. */
  declared?: Declared
  /** The load that it looked at; a reference has none. */
  around?: LoadAround
}
