import type { Efficiency } from '../efficiency/efficiency.ts'
import type { Message } from '../message/message.ts'
import type { Memory } from '../parse/build-effects.ts'
import type { Redactor } from '../privacy/redactor.ts'
import type { Redacted } from '../redact/redact-studies.ts'

/** What the data of a project come to, without what is private. */
export interface Data extends Redacted {
  efficiencies: Efficiency[]
  /** What was replaced by kind, and what was withheld by file, in all of it. */
  replaced: ReturnType<Redactor['counts']>
  withheld: ReturnType<Redactor['withheldFiles']>
  /** Of studies and platforms, before anything is computed. */
  messages: Message[]
  /** What steps came to that were made of the same data. */
  memory?: Memory
  /** They are from memory: their redactor finds what is private, and may give it another name. */
  isRemembered?: true
}
