import type { Remark } from '../message/message.ts'
import type { Input } from './input.ts'
import type { Record } from './record.ts'

/** One format of one tool. Parsers are pure, and never throw on bad input. */
export interface Parser {
  /** `fio-json`: how the ingest report names it. */
  format: string
  /** `JSON and json+ report of fio` */
  describes: string
  /** Whose report it is, if that of a load generator: what perf printed may stand below. */
  reportOf?: Reporter
  /** Lines that it takes at most; a file with more is not read, and told. */
  mostLines?: number
  recognises(input: Input): boolean
  parse(input: Input): Parsed
  /**
   * Read a file as it comes, which may be longer than memory. Such a file is recognised by its head.
   *
   * @param path inside its archive
   */
  scan?(path: string): Scanner
}

/** Reads a file as it comes: what it keeps is small, however long the file is. */
export interface Scanner<T = Parsed> {
  add(chunk: Uint8Array): void
  finish(): T
}

/** A load generator, as its own output shows it. */
export interface Reporter {
  name: string
  /** What it says where a signal stopped it, with the number of that. */
  stopped?: RegExp
}

export interface Parsed {
  records: Record[]
  remarks: Remark[]
}
