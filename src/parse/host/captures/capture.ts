import type { FileRef } from '../../../model/place.ts'
import type { CommandId } from './command-rules.ts'

/** A line of a capture file, with its number there. */
export interface Line {
  number: number
  text: string
}

/** What one command said, on one host. */
export interface Capture {
  file: FileRef
  /** Missing where neither name nor content tells what it is. */
  command?: CommandId
  /** What it was asked about, such as the interface `ens1f0`. Never guessed. */
  subject?: string
  lines: Line[]
  outcome: Outcome
}

/** A command that could not answer has not said that there is nothing. */
export type Outcome =
  | { is: 'read' }
  | { is: 'unsupported' | 'denied' | 'absent'; said: string; line: number }
