import type { Record } from '../parse/record.ts'
import { fioReader } from './fio/read-fio.ts'
import type { LoadReader } from './load-reader.ts'
import { type Placed, pick } from './match/placed.ts'

/** Every tool whose loads can be read; where a run has no report at all, the first one is missed. */
export const loadReaders: readonly [LoadReader, ...LoadReader[]] = [fioReader]

/** Whether a record of this kind is the report of some such tool. */
export function isReport(kind: Record['kind']): boolean {
  return loadReaders.some(({ report }) => report === kind)
}

/** The tool of which these files hold a report. */
export function findReader(files: readonly Placed[]): LoadReader {
  return loadReaders.find(({ report }) => pick(files, report).length > 0) ?? loadReaders[0]
}
