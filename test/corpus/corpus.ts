import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'
import type { Record } from '../../src/parse/record.ts'

/**
 * A collection of other people's files, which is not part of the repository: tests over it run
 * where it lies beside the project, or where TECHNOTE_CORPUS says.
 */
export const corpus = process.env.TECHNOTE_CORPUS ?? join(process.cwd(), '..', 'shared', 'corpus')
export const hasCorpus = existsSync(join(corpus, 'INDEX.tsv'))

/** What each part of the collection is, by its index; the first pattern that fits. */
const formats: [path: RegExp, format: string][] = [
  [/\.expected\.yaml$|VALUES\.tsv$|README\.txt$/, 'not a tool’s'],
  [/fio-3\.35_empty-output\.json$|test_table\.json$/, 'empty'],
  [/^fio\/json\//, 'fio-json'],
  [/^fio\/text\//, 'fio-text'],
  [/^fio\/terse\//, 'fio-terse'],
  [/\.iolog$/, 'fio-iolog'],
  [/_clat_hist\.\d+\.log$/, 'fio-histogram'],
  [/^fio\/logs\/|_(bw|iops|lat|clat|slat)\.\d+\.log$/, 'fio-log'],
  [/\.(fio|job)$|\/job_\w+\.txt$/, 'fio-job-file'],
  [/^perf\/text\/|kernel-mail-ab\/(mail|transcribed)/, 'perf-stat-text'],
  [/^perf\/csv\//, 'perf-stat-csv'],
  [/^perf\/json\/|_perf_stat\.json$/, 'perf-stat-json'],
  [/^perf\/report\//, 'perf-report'],
  [/pbench_vmstat/, 'vmstat-text'],
  [/systools\/.*\.json$/, 'sysstat-json'],
  [/systools\//, 'sysstat-text'],
  [
    /\/FIO\/.*io_p0\.json$|_fio\.json$|fio-plot.*\.json$|fio-result\.txt$|\/fio\.output_/,
    'fio-json',
  ],
  [/asynciobench-fio-text\/.*\.txt$/, 'fio-text'],
]

/** Files that hold nothing to measure by, and why. */
const blank: [path: RegExp, why: string][] = [
  [/metric-only/, 'perf wrote its own metrics only, no counts'],
  [/zero-io_1\.json$/, 'its owners cut the counts out'],
  [/pbench.*clat_hist/, 'counts of memory that fio 3.7 had not cleared: refused with a message'],
]

export interface Verdict {
  path: string
  expected: string
  format: string
  recognised: boolean
  /** Whether it gave values; formats without measurement only have to be told apart. */
  read: boolean
  why?: string
  messages: string[]
}

export function listCorpus(...folders: string[]): string[] {
  return folders
    .flatMap(folder =>
      readdirSync(join(corpus, folder), { recursive: true, withFileTypes: true })
        .filter(item => item.isFile())
        .map(item => relative(corpus, join(item.parentPath, item.name))),
    )
    .sort()
}

export function readCorpusFile(path: string) {
  return readFile(toInput(path, readFileSync(join(corpus, path))))
}

export function judge(path: string): Verdict {
  const expected = formats.find(([pattern]) => pattern.test(path))?.[1] ?? 'not a tool’s'
  const { format, records, remarks } = readCorpusFile(path)
  const isText = format === 'text' || format === 'empty'
  const recognised = expected === 'not a tool’s' ? isText : format === expected
  const why = blank.find(([pattern]) => pattern.test(path))?.[1]
  const noMeasurement = ['not a tool’s', 'empty', 'perf-report', 'fio-iolog']
  const read = noMeasurement.includes(expected) || records.some(holdsValues)
  const messages = remarks.map(({ rule, line }) => `${rule}:${line}`)
  return { path, expected, format, recognised, read, ...(why !== undefined && { why }), messages }
}

function holdsValues(record: Record): boolean {
  if (record.kind === 'perf-stat') return record.counts.length > 0
  if (record.kind === 'fio-job' || record.kind === 'fio-histogram')
    return record.directions.length > 0
  if (record.kind === 'fio-log') return record.samples.length > 0 || record.reduced !== undefined
  if (record.kind === 'fio-job-file') return record.sections.length > 0
  if (record.kind === 'cpu-time') return record.modes.length > 0
  return record.kind === 'system-rates' && record.rates.length > 0
}
