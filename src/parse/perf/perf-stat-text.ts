import { type DecimalMark, decimalMark, toPlainNumber } from '../decimal-mark.ts'
import { type Line, toMailLines } from '../input.ts'
import type { Parsed, Parser } from '../parser.ts'
import type { PerfCount, PerfStat } from '../record.ts'
import { beginsAgain } from './perf-blocks.ts'
import { mostCountLines } from './perf-event.ts'
import { toPerfRow } from './perf-stat-row.ts'
import { leaveOutWrongRates } from './wrong-rates.ts'

const heading = /^\s*Performance counter stats for (.*)$/
const headingEnd = /^(.*?)(?: \((\d+) runs\))?:\s*$/
const intervalHeading = /^#?\s+time\s.*\b(counts|cpus)\b/
const elapsed = /^\s*(\d+[.,]\d+)(?: \+- \S+)?\s+seconds time elapsed/
const cpuTime = /^\s*(\d+[.,]\d+)(?: \+- \S+)?\s+seconds (user|sys)\b/
const started = /^# started on (.*)$/

/** A quoted command of more lines than this is no heading. */
const longestHeading = 300

/**
 * Parse what `perf stat` prints for people: one or more blocks, each under its heading, or
 * intervals under a line of column names.
 *
 * Numbers after `#` are perf's own derivations; some versions print them wrong, so they are
 * never used: rates and clocks are only held against the counts that they are of. The decimal mark is decided once for the whole file. Mailers break lines in
 * two: what stands alone on the second may be the running share of the event above.
 */
export const perfStatText: Parser = {
  format: 'perf-stat-text',
  describes: 'perf stat, as printed',
  mostLines: mostCountLines,
  recognises: input =>
    toMailLines(input.head).some(({ text }) => heading.test(text) || intervalHeading.test(text)),
  parse: input => parsePerfStatText(input.text),
}

function parsePerfStatText(text: string): Parsed {
  const lines = toMailLines(text)
  const reader = { decimal: decimalMark(text), blocks: [] as PerfStat[] }
  let startedOn: string | undefined
  let isOther = false
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as Line
    const [, start] = started.exec(line.text) ?? []
    startedOn = start?.trim() ?? startedOn
    isOther ||= start !== undefined
    const found = readHeading(lines, index)
    if (found) {
      reader.blocks.push({ ...found.block, ...(startedOn !== undefined && { startedOn }) })
      index = found.last
      isOther = false
    } else if (intervalHeading.test(line.text)) {
      beginIntervals(reader.blocks, line.number, startedOn, isOther)
      isOther = false
    } else readLine(line, reader)
  }
  const whole = reader.blocks.filter((block, at) => !isSummary(block, reader.blocks[at - 1]))
  const checked = whole.map(block => leaveOutWrongRates(block, lines, reader.decimal))
  const records = checked.map(({ block }) => block)
  const remarks = checked.flatMap(({ remarks }) => remarks)
  return { records, remarks: [...records.flatMap(toRemarks), ...remarks] }
}

/** Below its intervals, perf sums them up once more (`--summary`), as if it were another block. */
function isSummary({ counts }: PerfStat, before: PerfStat | undefined): boolean {
  const intervals = before?.counts.filter(({ interval }) => interval !== undefined) ?? []
  const whole = counts.filter(({ count, running }) => 'value' in count && running === 100)
  return (
    whole.length > 0 &&
    whole.every(({ event, aggregate, cgroup, count }) => {
      const same = intervals.filter(
        row => row.event === event && row.aggregate === aggregate && row.cgroup === cgroup,
      )
      const total = same.reduce((sum, row) => sum + numberOf(row), 0)
      // perf prints clocks and energy to a hundredth.
      return (
        same.length > 0 && 'value' in count && Math.abs(total - count.value) <= 0.01 * same.length
      )
    })
  )
}

function numberOf({ count }: PerfCount): number {
  return 'value' in count ? count.value : 0
}

/** The quoted command may span lines; the heading ends with a colon. */
function readHeading(lines: Line[], index: number): { block: PerfStat; last: number } | undefined {
  const first = lines[index]
  if (first === undefined || !heading.test(first.text)) return undefined
  const last = endOfHeading(lines, index)
  const text = lines
    .slice(index, last + 1)
    .map(line => line.text.trim())
    .join(' ')
  const [, target, runs] = headingEnd.exec(heading.exec(text)?.[1] ?? '') ?? []
  if (target === undefined) return undefined
  const kind = 'perf-stat' as const
  const repeated = runs === undefined ? {} : { runs: Number(runs) }
  const place = { line: first.number }
  return { block: { kind, place, target, ...repeated, counts: [] }, last }
}

/** Index of the first line from here on that ends with a colon; of this one where there is none. */
function endOfHeading(lines: Line[], index: number): number {
  for (let last = index; last < Math.min(lines.length, index + longestHeading); last += 1) {
    const { text = '' } = lines[last] ?? {}
    if (text.trimEnd().endsWith(':')) return last
    if (last > index && heading.test(text)) return index
  }
  return index
}

/** perf repeats the column names now and then: only the first of a perf (`--append`) begins a block. */
function beginIntervals(
  blocks: PerfStat[],
  line: number,
  startedOn: string | undefined,
  isOther: boolean,
): void {
  const last = blocks.at(-1)
  if (last && last.elapsed === undefined && !isOther) return
  const kind = 'perf-stat' as const
  blocks.push({ kind, place: { line }, ...(startedOn !== undefined && { startedOn }), counts: [] })
}

function readLine(
  { text, number }: Line,
  { blocks, decimal }: { blocks: PerfStat[]; decimal: DecimalMark },
): void {
  const block = blocks.at(-1)
  if (!block) return
  const place = { line: number }
  const toValue = (digits: string) => Number(toPlainNumber(digits, decimal))
  const seconds = elapsed.exec(text)?.[1]
  const [, time, mode] = cpuTime.exec(text) ?? []
  if (seconds !== undefined) {
    block.elapsed = { name: 'seconds time elapsed', value: toValue(seconds), unit: 's', place }
  } else if (time !== undefined) {
    const reading = { name: `seconds ${mode}`, value: toValue(time), unit: 's', place }
    block.cpuTimes ??= []
    block.cpuTimes.push(reading)
  } else {
    const row = toPerfRow(text, decimal, place)
    if (row && beginsAgain(block.counts, row)) blocks.push({ ...block, place, counts: [row] })
    else if (row) block.counts.push(row)
    else continueRow(block.counts.at(-1), text, number, decimal)
  }
}

/** A line below an event that is no event itself: `cycle  (83,27%)`, `# 1.11 stalled cycles …`. */
function continueRow(
  row: PerfCount | undefined,
  text: string,
  number: number,
  decimal: DecimalMark,
): void {
  const isBelow = row?.count.place.line !== undefined && number - row.count.place.line <= 2
  const share = /[[(](\d+[.,]\d+)%[\])]\s*$/.exec(text)?.[1]
  const isMetric = text.trim().indexOf('#') > 0
  if (!row || !isBelow || share === undefined || isMetric || row.running !== 100) return
  row.running = Number(toPlainNumber(share, decimal))
}

function noCounts({ target, place }: PerfStat): Parsed['remarks'][number] {
  return {
    severity: 'warning',
    rule: 'no-counts',
    reason: `Unexpected block for ${target ?? 'intervals'} without a count, expected one for each event; perf's own metrics are not used, count without --metric-only`,
    line: place.line,
  }
}

function toRemarks(block: PerfStat): Parsed['remarks'] {
  if (block.counts.length === 0) return [noCounts(block)]
  if (block.elapsed !== undefined || block.counts.some(row => row.interval !== undefined)) return []
  return [
    {
      severity: 'warning',
      rule: 'truncated-perf-text',
      reason: `Unexpected end of the block for ${block.target ?? 'intervals'}, expected \`seconds time elapsed\`; perf was probably killed, its window is not known`,
      line: block.place.line,
    },
  ]
}
