import { decimalsFor, formatNumber } from '../../format/number.ts'
import { type DecimalMark, toPlainNumber } from '../decimal-mark.ts'
import type { Parsed } from '../parser.ts'
import type { PerfCount, PerfStat } from '../record.ts'

/** Behind a count: `#    6.521 K/sec`. */
const printed = /\s#\s+(\d[\d.,]*)\s+([KMG]?)\/sec\b/

const thousands: { [letter: string]: number } = { '': 1, K: 1e3, M: 1e6, G: 1e9 }

/** perf prints three decimals of the rate, and its clock to a hundredth of a millisecond. */
const decimals = 0.0006
const tick = 0.006e-3
const share = 0.01

/**
 * Counts that perf's own arithmetic contradicts: behind each it prints how many there were in a
 * second of its clock. Where that is of another count, somebody changed one of them, and nobody knows
 * which; such a count is missing. Means of several runs (`-r`) have clocks of their own.
 *
 * @param lines of the file, from the first
 * @returns the block without these counts, and a remark on each
 */
export function leaveOutWrongRates(
  block: PerfStat,
  lines: readonly { text: string; number: number }[],
  decimal: DecimalMark,
): { block: PerfStat; remarks: Parsed['remarks'] } {
  const textOf = new Map(lines.map(({ number, text }) => [number, text]))
  const found = block.counts.map(row => {
    const [, digits = '', letter = ''] =
      printed.exec(textOf.get(row.count.place.line ?? 0) ?? '') ?? []
    const seconds = (block.runs ?? 1) > 1 ? undefined : clockOf(row, block)
    if (digits === '' || seconds === undefined || 'missing' in row.count) return { row }
    const unit = thousands[letter] ?? 1
    const rate = Number(toPlainNumber(digits, decimal)) * unit
    const isSame =
      Math.abs(row.count.value / seconds - rate) <=
      unit * decimals + (share + tick / seconds) * rate
    return isSame ? { row } : { row, told: tell(row, row.count.value, seconds, rate) }
  })
  const remarks = found.flatMap(({ row, told }): Parsed['remarks'] =>
    told === undefined
      ? []
      : [
          {
            severity: 'error',
            rule: 'contradicting-count',
            reason: `Unexpected rate of ${row.event}, expected its count over its clock; ${told}; the count was left out, put back what perf wrote, or repeat the run`,
            line: row.count.place.line,
          },
        ],
  )
  if (remarks.length === 0) return { block, remarks }
  const counts = found.map(({ row, told }) => {
    const { name, place } = row.count
    return told === undefined ? row : { ...row, count: { name, missing: told, place } }
  })
  return { block: { ...block, counts }, remarks }
}

/** Seconds of the clock that perf divides by: that of the same part of the machine, group and interval. */
function clockOf(row: PerfCount, { counts }: PerfStat): number | undefined {
  const clock = counts.find(
    ({ event, aggregate, cgroup, interval }) =>
      /^(task|cpu)-clock(:|$)/.test(event) &&
      aggregate === row.aggregate &&
      cgroup === row.cgroup &&
      interval === row.interval,
  )?.count
  if (!clock || 'missing' in clock || clock.unit !== 'msec' || clock.value === 0) return undefined
  return clock.value / 1000
}

function tell({ event }: PerfCount, value: number, seconds: number, rate: number): string {
  const [clock, own, said] = [seconds, value / seconds, rate].map(number =>
    formatNumber(number, decimalsFor(number)),
  )
  return `perf contradicts itself: ${formatNumber(value, 0)} of ${event} in ${clock} s of its clock are ${own} a second, and it says ${said}`
}
