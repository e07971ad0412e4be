import type { Reading } from '../../model/reading.ts'
import { type Line, toMailLines } from '../input.ts'
import type { Parsed, Parser } from '../parser.ts'
import type { SysbenchFileio } from '../record.ts'

const heading = /^sysbench (\d[\w.-]*) \(using /
const fatal = /^(?:FATAL|ERROR): (.+)$/
const progress = /^\[\s*(\d+)s\s*\] reads: ([\d.]+) MiB\/s writes: ([\d.]+) MiB\/s fsyncs: /

/**
 * Parse what `sysbench fileio run` of 1.0 prints: options, progress, results.
 *
 * It does not print its command line, but says in words what it was told: these are kept under the
 * names of the options. Rates have two decimals, latencies too, in ms: of a page cache, all are 0.00.
 * Events are I/Os and the calls of fsync between them; with --file-fsync-all, each call is a part of
 * its write.
 */
export const sysbenchFileio: Parser = {
  format: 'sysbench-fileio',
  describes: 'sysbench fileio run, as printed',
  reportOf: { name: 'sysbench' },
  recognises: ({ head }) => /^(?:> ?)*sysbench \d/m.test(head) && /file open flags:/.test(head),
  parse: input => parseSysbench(toMailLines(input.text)),
}

function parseSysbench(lines: Line[]): Parsed {
  const records: SysbenchFileio[] = []
  for (const line of lines) {
    const [, version] = heading.exec(line.text) ?? []
    if (version !== undefined) {
      records.push({
        kind: 'sysbench-fileio',
        place: { line: line.number },
        tool: `sysbench-${version}`,
        options: {},
        results: [],
        intervals: [],
      })
    }
    const record = records.at(-1)
    if (record) readLine(line, record)
  }
  const cut = records.filter(({ results, error }) => results.length === 0 && error === undefined)
  return {
    records,
    remarks: cut.map(({ place }) => ({
      severity: 'warning',
      rule: 'truncated-sysbench',
      reason:
        'Unexpected end of the report, expected `File operations:` and what follows; sysbench was probably killed, repeat the run',
      line: place.line,
    })),
  }
}

function readLine({ text, number }: Line, record: SysbenchFileio): void {
  const [, error] = fatal.exec(text) ?? []
  if (error !== undefined) record.error ??= error
  const [, end, read, written] = progress.exec(text) ?? []
  if (end !== undefined) {
    record.intervals.push({
      end: Number(end),
      read: Number(read),
      written: Number(written),
      line: number,
    })
  }
  const result = toResult(text, number)
  if (result) record.results.push(result)
  else if (record.results.length === 0) Object.assign(record.options, toOption(text.trim()))
}

/** The names of results, and the unit in which each is printed. */
const units: readonly (readonly [name: RegExp, unit: string])[] = [
  [/^(?:reads|writes|fsyncs)\/s$/, 'IO/s'],
  [/^(?:read|written), MiB\/s$/, 'MiB/s'],
  [/^total time$/, 's'],
  [/^total number of events$/, ''],
  [/^(?:min|avg|max|sum|[\d.]+th percentile)$/, 'ms'],
]

function toResult(text: string, line: number): Reading | undefined {
  const [, name = '', digits] = /^\s{4,}(\S[^:]*):\s+(\d+(?:\.\d+)?)s?\s*$/.exec(text) ?? []
  const unit = units.find(([pattern]) => pattern.test(name))?.[1]
  if (digits === undefined || unit === undefined) return undefined
  return { name, value: Number(digits), unit, place: { line } }
}

/** What it says of each option, with the option’s value in it. */
const sayings: readonly (readonly [option: string, saying: RegExp])[] = [
  ['threads', /^Number of threads: (\d+)$/],
  ['rate', /^Target transaction rate: (\d+)\/sec$/],
  ['events', /^Number of IO requests: ([1-9]\d*)$/],
  ['file-num', /^(\d+) files, /],
  ['file-total-size', /^(\S+) total file size$/],
  ['file-block-size', /^Block size (\S+)$/],
  ['file-merged-requests', /^Merging requests up to (\S+) for /],
  ['file-extra-flags', /^Extra file open flags: (.+)$/],
  ['file-rw-ratio', /^Read\/Write ratio for combined random IO test: (\S+)$/],
  ['file-fsync-freq', /^Periodic FSYNC enabled, calling f\w+\(\) each (\d+) requests\.$/],
  ['file-fsync-end', /^Calling f\w+\(\) at the end of test, (Enabled)\.$/],
  ['file-fsync-all', /^Calling f\w+\(\) (after each write) operation\.$/],
  ['file-io-mode', /^Using (.+) I\/O mode$/],
  ['file-test-mode', /^Doing (.+) test$/],
]

/** Values that are typed otherwise than they are told. */
const typed: { [told: string]: string } = {
  Enabled: 'on',
  'after each write': 'on',
  synchronous: 'sync',
  asynchronous: 'async',
  'fast mmaped': 'mmap',
  'slow mmaped': 'mmap',
  'random read': 'rndrd',
  'random write': 'rndwr',
  'random r/w': 'rndrw',
  'sequential read': 'seqrd',
  'sequential write (creation)': 'seqwr',
  'sequential rewrite': 'seqrewr',
  '(none)': 'none',
  directio: 'direct',
}

/** `Doing random read test` // => `{ 'file-test-mode': 'rndrd' }` */
function toOption(text: string): SysbenchFileio['options'] {
  for (const [option, saying] of sayings) {
    const [, told] = saying.exec(text) ?? []
    if (told !== undefined) return { [option]: typed[told] ?? told.replace('directio', 'direct') }
  }
  return {}
}
