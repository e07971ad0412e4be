import { scanLines, toLines } from '../input.ts'
import type { Parser } from '../parser.ts'
import type { FioLog } from '../record.ts'
import { tellRefusedLines } from '../refused-lines.ts'
import { binMiddle, toBinIndex } from './fio-bins.ts'

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
  parse: input => {
    const measure = /_(iops|bw|lat|clat|slat)(\.\d+)?\.log(\.\w+)?$/.exec(input.path)?.[1]
    const series = createSeries(measure !== 'bw')
    const refused: number[] = []
    let number = 0
    for (const text of scanLines(input)) {
      number += 1
      if (text.trim() === '') continue
      if (!series.add(text)) refused.push(number)
    }
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

interface Series {
  add(text: string): boolean
  finish(): Pick<FioLog, 'columns' | 'samples' | 'reduced'>
}

interface Reduced {
  completed: number
  last: number
  counts: Map<number, number>
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
  const reduce = ([time, value, direction]: FioLog['samples'][number]) => {
    const known = directions.get(direction) ?? { completed: 0, last: 0, counts: new Map() }
    const bin = toBinIndex(value)
    known.completed += 1
    known.last = Math.max(known.last, time)
    known.counts.set(bin, (known.counts.get(bin) ?? 0) + 1)
    directions.set(direction, known)
  }
  const reduceAll = () => {
    reducing = true
    samples.forEach(reduce)
    samples = []
  }
  return {
    add: text => {
      const fields = text.split(',').map(Number)
      if (!isWhole(fields) || isEmptyField.test(text)) return false
      columns = Math.max(columns, fields.length)
      const [time = 0, value = 0, third = 0, fourth = 0] = fields
      // With `log_window_value=both`, the largest value comes before the direction.
      const hasLargest = third > 2
      const sample: FioLog['samples'][number] = [time, value, hasLargest ? fourth : third]
      const size = hasLargest ? fields[4] : fourth
      hasSize ||= size !== 0
      if (reducing) reduce(sample)
      else samples.push(sample)
      const isSingle = tellsBySize && hasSize
      if (!reducing && (isSingle || samples.length > mostSamples)) reduceAll()
      return true
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
function isWhole(fields: number[]): boolean {
  if (fields.length < 4 || fields.length > 8) return false
  for (const field of fields) if (!Number.isInteger(field) || field < 0) return false
  const [, , third = 0, fourth = 0] = fields
  return third <= 2 || (fields.length > 4 && fourth <= 2)
}

function toReduced([direction, { completed, last, counts }]: [number, Reduced]) {
  const bins = [...counts]
    .sort((a, b) => a[0] - b[0])
    .map(([bin, count]): [number, number] => [binMiddle(bin), count])
  return { direction, completed, last, bins }
}
