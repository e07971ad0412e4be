import type { Record } from '../parse/record.ts'
import { fioReader } from './fio/read-fio.ts'
import type { LoadReader } from './load-reader.ts'
import { type Placed, pick } from './match/placed.ts'
import { sysbenchReader } from './sysbench/read-sysbench.ts'

/** Every tool whose loads can be read. */
export const loadReaders: readonly [LoadReader, ...LoadReader[]] = [fioReader, sysbenchReader]

/** Words of all tools that name nobody. */
export const toolWords = loadReaders.flatMap(({ tool }) => tool.words)

/** Whether a record of this kind is the report of some such tool. */
export function isReport(kind: Record['kind']): boolean {
  return loadReaders.some(({ report }) => report === kind)
}

/** The tool of which a study has most reports: it is missed where a run has none. */
export function findUsual(files: readonly Placed[]): LoadReader {
  const [first, ...others] = loadReaders
  const count = ({ report }: LoadReader) => pick(files, report).length
  return others.reduce((most, reader) => (count(reader) > count(most) ? reader : most), first)
}

/**
 * The tool of which these files hold a report.
 *
 * @param usual the tool that is missed where they hold none
 */
export function findReader(files: readonly Placed[], usual: LoadReader): LoadReader {
  return loadReaders.find(({ report }) => pick(files, report).length > 0) ?? usual
}
