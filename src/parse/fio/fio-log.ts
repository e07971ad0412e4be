import { toLines } from '../input.ts'
import type { Parser, Scanner } from '../parser.ts'
import type { FioLog } from '../record.ts'
import { type RefusedLines, refuseLine, tellRefusedLines } from '../refused-lines.ts'
import { createLines, scanAll } from '../scanner.ts'
import { createFieldReader } from './field-reader.ts'
import { binCount, binMiddle, toBinIndex } from './fio-bins.ts'

/**
 * Time, value, [largest value with `log_window_value=both`], direction, block size, [offset,
 * [priority, [time of issue]]].
 */
const line = /^\s*(\d+), (\d+)(?:, (\d+))??, ([012]), (\d+)((?:, (?:0x[0-9a-f]+|\d+)){0,3})\s*$/i

/** Nothing between two commas would count as zero. */
const isEmptyField = /,\s*(?:,|$)/

/** Averages of fio lie further apart, in ms. */
const shortestInterval = 50

/** A log of single I/Os can have millions of lines; what is kept as samples ends here. */
const mostSamples = 100_000

/**
 * Parse a time series that fio logged (`write_iops_log` and its kin).
 *
 * Nothing inside says what was logged, in which unit: the name does (`…_clat.1.log`), and
 * the fio of the same run (latency in microseconds before 3.0, in nanoseconds since). A log
 * with a line per I/O is put into fio's latency bins while it is scanned.
 */
export const fioLog: Parser = {
  format: 'fio-log',
  describes: 'fio --write_iops_log, --write_bw_log, --write_lat_log',
  recognises: input =>
    toLines(input.head)
      .slice(0, 3)
      .some(text => line.test(text)),
  parse: input => scanAll(input, scanLog(input.path)),
  scan: scanLog,
}

function scanLog(path: string): Scanner {
  const measure = /_(iops|bw|lat|clat|slat)(\.\d+)?\.log(\.\w+)?$/.exec(path)?.[1]
  const series = createSeries(measure !== 'bw')
  const refused: RefusedLines = { count: 0 }
  const { add, finish } = createLines(
    (text, number) => {
      if (text.trim() === '') return
      const fields = text.split(',').map(Number)
      if (isWhole(fields, fields.length) && !isEmptyField.test(text))
        series.add(fields, fields.length)
      else refuseLine(refused, number)
    },
    createFieldReader((fields, count) => {
      const isTaken = isWhole(fields, count)
      if (isTaken) series.add(fields, count)
      return isTaken
    }),
  )
  return {
    add,
    finish: () => {
      finish()
      return {
        records: [{ kind: 'fio-log', place: { line: 1 }, measure, ...series.finish() }],
        remarks: tellRefusedLines(
          refused,
          'damaged-log',
          'text',
          '`time, value, direction, block size`',
        ),
      }
    },
  }
}

interface Series {
  add(fields: ArrayLike<number>, count: number): void
  finish(): Pick<FioLog, 'columns' | 'samples' | 'reduced'>
}

interface Reduced {
  completed: number
  last: number
  /** How many I/Os fell into each of fio's bins. */
  counts: Float64Array
}

/**
 * Averages are kept as they are; what single I/Os were, and what is too long, become bins. A block
 * size tells a single I/O, except where fio of 2013 averaged bandwidth.
 */
function createSeries(tellsBySize: boolean): Series {
  let samples: FioLog['samples'] = []
  let columns = 0
  let reducing = false
  let hasSize = false
  const directions = new Map<number, Reduced>()
  const reduce = (time: number, value: number, direction: number) => {
    let known = directions.get(direction)
    if (!known) {
      known = { completed: 0, last: 0, counts: new Float64Array(binCount) }
      directions.set(direction, known)
    }
    const bin = toBinIndex(value)
    known.completed += 1
    if (time > known.last) known.last = time
    known.counts[bin] = (known.counts[bin] ?? 0) + 1
  }
  const reduceAll = () => {
    reducing = true
    for (const sample of samples) reduce(...sample)
    samples = []
  }
  return {
    add: (fields, count) => {
      columns = Math.max(columns, count)
      const [time, value, third] = [fields[0] as number, fields[1] as number, fields[2] as number]
      // With `log_window_value=both`, the largest value comes before the direction.
      const at = third > 2 ? 3 : 2
      const direction = fields[at] as number
      hasSize ||= fields[at + 1] !== 0
      if (reducing) reduce(time, value, direction)
      else samples.push([time, value, direction])
      const isSingle = tellsBySize && hasSize
      if (!reducing && (isSingle || samples.length > mostSamples)) reduceAll()
    },
    finish: () => {
      if (hasSize && isDense(samples)) reduceAll()
      return { columns, samples, ...(reducing && { reduced: [...directions].map(toReduced) }) }
    },
  }
}

/** Lines of one direction that follow one another too fast to be averages. */
function isDense(samples: FioLog['samples']): boolean {
  const [first, ...rest] = samples.filter(sample => sample[2] === samples[0]?.[2])
  const last = rest.at(-1)
  return first !== undefined && last !== undefined
    ? last[0] - first[0] < shortestInterval * rest.length
    : false
}

/** Four to eight whole numbers, with a direction where one belongs. */
function isWhole(fields: ArrayLike<number>, count: number): boolean {
  if (count < 4 || count > 8) return false
  for (let at = 0; at < count; at++) {
    const field = fields[at] ?? -1
    if (!Number.isInteger(field) || field < 0) return false
  }
  return (fields[2] ?? 0) <= 2 || (count > 4 && (fields[3] ?? 0) <= 2)
}

function toReduced([direction, { completed, last, counts }]: [number, Reduced]) {
  const bins = [...counts].flatMap((count, bin): [number, number][] =>
    count > 0 ? [[binMiddle(bin), count]] : [],
  )
  return { direction, completed, last, bins }
}
