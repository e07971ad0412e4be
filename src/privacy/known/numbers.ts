import { copy } from './copy.ts'

/** Digits with points, colons or dashes that are a count, a version, a time or a date. */
export function isPlainNumber(chunk: string): boolean {
  if (/^\d{9,}$/.test(chunk))
    return isRound(chunk) || dates.test(chunk) || /^0?1234567890?$/.test(chunk)
  return plain.some(pattern => pattern.test(chunk))
}

/**
 * Whether the letters from `start` to before `end` are a number with one point, at most ten digits
 * before it and nine behind: most long numbers are such.
 */
export function isDecimal(codes: Uint16Array, start: number, end: number): boolean {
  let point = -1
  for (let at = start; at < end; at++) {
    const code = codes[at] ?? 0
    if (code === 0x2e && point < 0) point = at
    else if (code < 0x30 || code > 0x39) return false
  }
  const before = point - start
  const behind = end - point - 1
  return before >= 1 && before <= 10 && behind >= 1 && behind <= 9
}

const date = String.raw`(?:19|20)\d{2}[-.]?(?:0[1-9]|1[0-2])[-.]?(?:0[1-9]|[12]\d|3[01])`
const dates = new RegExp(
  String.raw`^${date}(?:[-.:]?[0-2]\d[-.:]?[0-5]\d(?:[-.:]?[0-5]\d)?(?:\.\d{1,9})?)?(?:[+-]\d{2}:?\d{2})?$`,
)
const plain = [
  /^\d{1,8}(?:\.\d{1,18})?$/,
  /^\d{1,10}\.\d{1,9}$/,
  /^\d{1,6}(?:[.:]\d{1,6}){2,5}(?:-\d{1,8})?$/,
  /^\d{1,5}(?:\.\d{1,6}){1,5}(?:-\d{1,6}(?:\.\d{1,6}){0,6}){0,3}$/,
  /^\d{1,5}(?:-\d{1,5})$/,
  /^\d{2}(?:-\d{2}){5}$/,
  dates,
]

/** A limit or a size of a computer: all zeros or nines, or next to a multiple of 2^20. */
function isRound(chunk: string): boolean {
  if (chunk.length > 20) return false
  if (/^0+\d{0,3}$|^9+$|^\d{1,3}0{6,}$/.test(chunk)) return true
  const value = BigInt(chunk)
  return [0n, 1n].some(more => (value + more) % 2n ** 20n === 0n)
}

/** Words that are said of counts, sizes and times; a serial number has none of them beside it. */
const measures =
  /(?:bytes?|octets?|[kmgt]i?b|[kmgt]?b\/s|sectors?|blocks?|blks?|pages?|lba|sz|size|sizes|len|length|capacity|capacities|space|offset|start|end|first|last|total|sum|used|free|avail\w*|max\w*|min\w*|limit\w*|thresh\w*|count\w*|cnt|\w*times?|timestamp\w*|stamp|epoch|date|uptime|runtime|elapsed|[num]?secs?|[num]s|nsec|usec|msec|jiffies|ticks?|clocks?|cycles?|instr\w*|insn|hz|[kmg]hz|freq\w*|rate|speed|bw\w*|bandwidth|iops|lat\w*|mean|stddev|avg|reads?|writes?|written|ios?|requests?|merges?|queue\w*|rx\w*|tx\w*|packets?|pkts?|ucast|mcast|bcast|frames?|drop\w*|discard\w*|err\w*|fail\w*|miss\w*|hits?|refs?|faults?|switches|migrations|branch\w*|cache\w*|events?|ints?|interrupts?|irqs?|memory|mem\w*|swap\w*|huge\w*|resident|virtual|vsz|rss|flags?|mask|features?|caps?|range|seed|hash\w*|energy|joules|power|wear|erase\w*|program\w*|hours|load|task|counter|tsc|nonce|usage|timeout|interval|period|delay|age|version|build|microcode|signature|nsze|ncap|nuse|mtfa|frmw|raw_\w+|cmds?|commands?|ops?|segs?|segments?|bits?|rate\w*|budget|quota|weight|shares?|ext|xfs|btrfs|tmpfs|devtmpfs|overlay|vfat|zfs|score|pid_max)(?![a-z])/i

/** Words of numbers that name one thing, whatever else stands beside them. */
const names =
  /^(?:serial|sn|id|ids|identifier|asset|account|subscription|tenant|order|part|tag|key|phone|tel|licen[cs]e|customer|ticket|case|contract|user|owner|inventory|number|no|code|badge|employee|project)$/i

/**
 * Whether a number of nine and more digits, from `start` to before `end`, is called a count, a
 * size or a time on its line, or stands in a row of numbers.
 */
export function isPublicNumber(text: string, start: number, end: number): boolean {
  const verdict = judgeLabel(labelBefore(text, start))
  if (verdict !== undefined) return verdict
  const value = text.slice(start, end)
  if (value.includes('-')) return false
  const before =
    text
      .slice(Math.max(0, start - 120), start)
      .split('\n')
      .at(-1) ?? ''
  const [after = ''] = text.slice(end, end + 80).split('\n', 1)
  if (isSample(before, after, value)) return true
  if (!/[\p{L}]/u.test(before + after)) return /\d/.test(before + after)
  const unit = /^[^\p{L}\d\n|]{0,24}[\p{L}_][\w.:/-]*/u.exec(after)?.[0] ?? ''
  const words = splitLabel(`${before.slice(-40)} ${unit}`)
  if (words.some(word => names.test(word))) return false
  return words.some(isMeasure) || (!isName(value) && isInRow(before + after))
}

/** A count has no zeros before it, even in a row of counts; 16 digits from 50 on are a port of a disk or an adapter. */
function isName(value: string): boolean {
  return /^0\d{8}|^50\d{14}$/.test(value)
}

const longestLabel = 60

/** The label in quotes right before a number, as JSON has it: `"idle_time_ns": `. */
function labelBefore(text: string, start: number): string {
  let end = start - 1
  while (end >= 0 && ' :'.includes(text.charAt(end))) end--
  if (end === start - 1 || text.charAt(end) !== '"') return ''
  const begin = text.lastIndexOf('"', end - 1)
  if (begin < 0 || end - begin > longestLabel) return ''
  const label = text.slice(begin + 1, end)
  // A quote that closes what began on the line before is none of a label.
  return label.includes('\n') ? '' : label
}

/** Labels repeat in a report; each is judged once. */
const labels = new Map<string, boolean | undefined>([['', undefined]])

/** Whether a label is one of a count, or of what names something; else undefined. */
function judgeLabel(label: string): boolean | undefined {
  if (labels.has(label)) return labels.get(label)
  const words = splitLabel(label)
  const isName = words.some(word => names.test(word))
  const verdict = isName
    ? false
    : /^[\d.]+$/.test(label) || words.some(isMeasure)
      ? true
      : undefined
  if (labels.size > 20_000) labels.clear()
  labels.set('', undefined).set(copy(label), verdict)
  return verdict
}

function splitLabel(label: string): string[] {
  return label.split(/[^\p{L}]+|(?<=[a-z])(?=[A-Z])/u)
}

function isMeasure(word: string): boolean {
  return /^[a-z]/i.test(word) && measures.exec(word)?.[0] === word
}

/** `fio 21781      559035681581`: an address as perf script writes it, which has no letter by chance. */
function isSample(before: string, after: string, value: string): boolean {
  return (
    /^\s*\S{1,16} +\d{1,7}\s+$/.test(before) &&
    after === '' &&
    /^(?:55|56|7[ef])\d{10}$/.test(value)
  )
}

/** Counters of each CPU stand in a row behind one name; what stands behind a dash may be a pseudonym. */
function isInRow(line: string): boolean {
  return (line.match(/(?<![\w.]|[a-z]-)\d+(?![\w.])/g)?.length ?? 0) >= 2
}
