import type { Remark } from '../message/message.ts'
import type { Input } from './input.ts'
import type { Record } from './record.ts'

/** One format of one tool. Parsers are pure, and never throw on bad input. */
export interface Parser {
  /** `fio-json`: how the ingest report names it. */
  format: string
  /** `JSON and json+ report of fio` */
  describes: string
  recognises(input: Input): boolean
  parse(input: Input): Parsed
}

export interface Parsed {
  records: Record[]
  remarks: Remark[]
}
