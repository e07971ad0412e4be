import type { Remark } from '../message/message.ts'
import { toLines } from './input.ts'
import type { PerfCount, PerfStat, Record } from './record.ts'

/** Behind a count, in all formats: `# 5.312 K/sec`, `5.312,K/sec`, `"5.312", "metric-unit" : "K/sec"`. */
const perSecond = /(\d+\.\d+)"?[\s,;]*(?:"metric-unit" : ")?([KMG]?)\/sec/
const factors: { [prefix: string]: number } = { K: 1e3, M: 1e6, G: 1e9 }

/** A count differs from its mean by more. */
const mostDifference = 0.05
/** Of fewer, rounding alone can make that difference. */
const leastCount = 20

/**
 * With -r, perf 6.1 shows the counts of the last run, beside times that are means. Its rates, which
 * are means too, give it away where the runs differ.
 */
export function tellLastRun(records: Record[], text: string): Remark[] {
  const blocks = records.filter(record => record.kind === 'perf-stat')
  if (!blocks.some(isRepeated)) return []
  const lines = toLines(text)
  return blocks.filter(isRepeated).flatMap(block => {
    const clock = block.counts.map(toMilliseconds).find(ms => ms !== undefined)
    const isOff = block.counts.some(row => {
      const rate = toRate(lines[(row.count.place.line ?? 0) - 1] ?? '')
      if (!clock || !rate || 'missing' in row.count || row.count.value < leastCount) return false
      return Math.abs((rate * clock) / 1000 / row.count.value - 1) > mostDifference
    })
    return isOff ? [{ ...remark, line: block.place.line }] : []
  })
}

const remark = {
  severity: 'warning' as const,
  rule: 'last-run',
  reason:
    'Unexpected counts of the last run beside mean times, as perf 6.1 shows them with -r, expected means; let perf count each run on its own, or use another version of it',
}

function isRepeated({ counts }: PerfStat): boolean {
  return counts.some(({ variance }) => variance !== undefined)
}

function toMilliseconds({ event, count }: PerfCount): number | undefined {
  return /^(task|cpu)-clock\b/.test(event) && 'value' in count ? count.value : undefined
}

/** Of three digits at least. */
function toRate(line: string): number | undefined {
  const [, digits = '', prefix = ''] = perSecond.exec(line) ?? []
  return /[1-9]\.?\d\.?\d/.test(digits) ? Number(digits) * (factors[prefix] ?? 1) : undefined
}
