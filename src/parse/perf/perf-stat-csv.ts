import { head, type Line, toMailLines } from '../input.ts'
import type { Parsed, Parser } from '../parser.ts'
import type { PerfCount } from '../record.ts'
import { type RefusedLines, refuseLine, tellRefusedLines } from '../refused-lines.ts'
import { toPerfBlocks } from './perf-blocks.ts'
import { cpusUtilized, machinePart, mostCountLines, noCount, toPerfCount } from './perf-event.ts'

/** Enough lines of any file to tell whether it is one of perf's. */
const linesToTry = 40

/**
 * Parse `perf stat -x`: [time], [part of the machine, [CPUs]], value, unit, event, [cgroup],
 * [standard error %], run time in ns, running share in %, metric.
 *
 * It is not quite CSV: the separator can be any string, and event names such as
 * `cpu/event=0x3c,umask=0x0/` hold it unquoted, so the numbers behind the event tell where it
 * ends. A line without value and event is a metric, which perf computed, and is not read.
 */
export const perfStatCsv: Parser = {
  format: 'perf-stat-csv',
  describes: 'perf stat -x',
  mostLines: mostCountLines,
  recognises: input => findSeparator(input.head) !== undefined,
  parse: input => parsePerfStatCsv(input.text),
}

function parsePerfStatCsv(text: string): Parsed {
  const separator = findSeparator(head(text)) ?? ','
  const counts: PerfCount[] = []
  const refused: RefusedLines = { count: 0 }
  for (const line of toMailLines(text).filter(isRow)) {
    const row = toCountRow(line, separator)
    if (row === 'refused') refuseLine(refused, line.number)
    else if (row !== 'metric') counts.push(row)
  }
  const fields = ['value', 'unit', 'event', 'run time', 'running share'].join(separator)
  const remarks = tellRefusedLines(refused, 'damaged-perf-csv', 'text', `\`${fields}\``)
  return { records: toPerfBlocks(counts, text), remarks }
}

/**
 * The command and the version of perf may stand before the counts, when a log has both, and with
 * -v each count, its time and its time of running; below intervals stands what they sum up to.
 */
const notRow = /^(#|perf version |\s*summary\b|\S+: \d+ \d+ \d+$)|\bperf stat .*-x/

function isRow({ text }: Line): boolean {
  return text.trim() !== '' && !notRow.test(text)
}

function toCountRow({ text, number }: Line, separator: string): PerfCount | 'metric' | 'refused' {
  const fields = splitFields(text.trimStart(), separator)
  const place = { line: number }
  const time = isInterval(fields[0], separator) ? toNumber(fields.shift(), separator) : undefined
  const { aggregate, cpus } = takePart(fields, separator)
  const [value = '', unit = '', ...rest] = joinDecimals(fields)
  if (value.trim() === '' || value === aggregate) return 'metric'
  const end = endOfEvent(rest, separator)
  if (end === -1 || hasThousands(fields, unit)) return 'refused'
  const { variance, width } = toVariance(rest.slice(0, end))
  const { event, cgroup } = toEvent(rest.slice(0, end - width), separator)
  const count = toPerfCount({
    event,
    value: noCount.test(value) ? value : toDigits(value, separator),
    unit,
    runTime: toNumber(rest[end], separator),
    running: toNumber(toShare(rest.slice(end + 1)), separator),
    aggregate,
    cpus,
    cgroup,
    interval: time,
    variance,
    utilized: toUtilized(rest.slice(end + 2), separator),
    place,
  })
  return count !== undefined && event.trim() !== '' ? count : 'refused'
}

/**
 * In a locale whose decimals begin with a comma, `-x,` cuts numbers in two: 200,77 in value
 * and unit. No unit is a number.
 */
function joinDecimals(fields: string[]): string[] {
  const [value = '', decimals = '', ...rest] = fields
  const isCut = /^\d+$/.test(value) && /^\d+$/.test(decimals)
  return isCut ? [`${value}.${decimals}`, ...rest] : fields
}

/**
 * `7,876,,context-switches` and `1,234,567,,cycles`: some program wrote the thousands apart, which
 * perf never does here. Of decimals it has three where there is a unit, or six.
 */
function hasThousands([value = '', next = '']: string[], unit: string): boolean {
  return /^\d{1,3}$/.test(value) && /^\d{3}$/.test(next) && /^(\d{3})?$/.test(unit)
}

/** `0.29%` before the run time, which `-x,` may have cut in two. */
function toVariance(fields: string[]): { variance?: number; width: number } {
  const [before = '', last = ''] = fields.slice(-2)
  if (/^\d+$/.test(before) && /^\d\d%$/.test(last)) {
    return { variance: Number.parseFloat(`${before}.${last}`), width: 2 }
  }
  if (!/^\d+[.,]\d+%$/.test(last)) return { width: 0 }
  return { variance: Number.parseFloat(last.replace(',', '.')), width: 1 }
}

/** What follows the name of an event, whose terms between slashes it may cut, is a cgroup (`-G`). */
function toEvent(fields: string[], separator: string): { event: string; cgroup?: string } {
  const event = fields.slice(0, -1).join(separator)
  const isWhole = event !== '' && event.split('/').length % 2 === 1
  return isWhole ? { event, cgroup: fields.at(-1) } : { event: fields.join(separator) }
}

/** perf writes two decimals, always: a share without them was cut like that too. */
function toShare([share = '', next = '']: string[]): string {
  return /^\d+$/.test(share) && /^\d\d$/.test(next) ? `${share}.${next}` : share
}

/** What perf computed for its clocks tells how long it counted; other metrics are not read. */
function toUtilized(fields: string[], separator: string): string | undefined {
  const at = fields.findIndex(field => cpusUtilized.test(field.trim()))
  return at === -1 ? undefined : toDigits(fields[at - 1]?.trim() ?? '', separator)
}

/** The blank in `<not supported>` separates nothing. */
function splitFields(text: string, separator: string): string[] {
  const joined = text.replaceAll(/<not (counted|supported)>/g, '<not_$1>')
  return joined.split(separator).map(field => field.replace('<not_', '<not '))
}

/** Take `S0`, `2` or `CPU1` or `fio-1234` off the front; the number of CPUs follows groups only. */
function takePart(fields: string[], separator: string): { aggregate?: string; cpus?: number } {
  const first = fields[0] ?? ''
  const isPart = machinePart.test(first)
  const length = isPart ? 1 : lengthOfThread(fields, separator)
  if (length === 0) return {}
  const aggregate = fields.splice(0, length).join(separator)
  const hasCpus = isPart && !first.startsWith('CPU') && /^\d+$/.test(fields[0] ?? '')
  const cpus = hasCpus ? Number(fields.shift()) : undefined
  return { aggregate, ...(cpus !== undefined && { cpus }) }
}

/** How many fields name a thread: none, or more than one where the separator stands in its name. */
function lengthOfThread(fields: string[], separator: string): number {
  return (
    [1, 2, 3].find(
      length =>
        /^\S.*-\d+$/.test(fields.slice(0, length).join(separator)) &&
        /^(<not \w+>|\d+([.,]\d+)?)$/.test(fields[length] ?? '') &&
        /^[a-z%]*$/i.test(fields[length + 1] ?? ''),
    ) ?? 0
  )
}

/** The run time and the share behind the event are numbers: they tell where the event ends. */
function endOfEvent(rest: string[], separator: string): number {
  return rest.findIndex(
    (field, index) =>
      index > 0 &&
      /^\d+$/.test(field) &&
      /^(100|\d\d?)(\.\d+)?$/.test(toDigits(rest[index + 1] ?? '', separator)),
  )
}

function isInterval(field: string | undefined, separator: string): boolean {
  return field !== undefined && /^\d+\.\d{9}$/.test(toDigits(field, separator))
}

/** Where the comma does not separate, it may begin the decimals of another locale. */
function toDigits(field: string, separator: string): string {
  return separator === ',' ? field : field.replace(/^(\d+),(\d+%?)$/, '$1.$2')
}

function toNumber(field: string | undefined, separator: string): number | undefined {
  return field === undefined ? undefined : Number(toDigits(field, separator))
}

/** What stands behind a first value or part of the machine, where a count can be read with it. */
function findSeparator(text: string): string | undefined {
  const lines = toMailLines(text).filter(isRow).slice(0, linesToTry)
  const candidates = new Set(
    lines.flatMap(line => {
      const first = /^\s*(?:[SNDC][\w-]*|\S.*?-\d+|<not \w+>|\d+(?:[.,]\d+)?)([^\w\s.<>%-]+|\s)/
      const found = first.exec(line.text)?.[1]
      return found === undefined ? [] : [found.charAt(0), found]
    }),
  )
  return [...candidates].find(separator =>
    lines.some(line => {
      const row = toCountRow(line, separator)
      return typeof row === 'object' && isPlausible(row)
    }),
  )
}

/** Numbers between other words are no counts: perf names events and units in letters. */
function isPlausible({ event, count, running }: PerfCount): boolean {
  const unit = 'unit' in count ? count.unit : ''
  return /^[a-z]\S*( \[\w+\])?$/i.test(event) && /^[a-z%]{0,10}$/i.test(unit) && running <= 100
}
