import type { Place } from '../model/place.ts'
import { head, toLines } from './input.ts'
import type { Parsed, Parser } from './parser.ts'
import { noCount, startedOn, toPerfCount } from './perf-event.ts'
import type { PerfCount, PerfStat } from './record.ts'

const heading = /^\s*Performance counter stats for (.+?)(?: \((\d+) runs\))?:\s*$/
const elapsed = /^\s*([\d.,\s\u00a0\u202f]+?)\s+(?:\+- \S+\s+)?seconds time elapsed/
const row =
  /^\s*(<not (?:counted|supported)>|\d[\d.,\u00a0\u202f]*)\s+(?:(msec|ns|Joules|MiB|GiB|KiB|Bytes)\s+)?([^\s#][^\s#]*)(?: \(msec\))?\s*(?:#.*?)?(?:[[(](\d+[.,]\d+)%[\])])?\s*$/

/**
 * Parse what `perf stat` prints for people: one or more blocks, each under its heading.
 *
 * Numbers after `#` are perf's own derivations; some versions print them wrong, so they are
 * never read. Which of `.` and `,` groups thousands is decided for the whole file by the
 * elapsed time, which always has nine decimals.
 */
export const perfStatText: Parser = {
  format: 'perf-stat-text',
  describes: 'perf stat, as printed',
  recognises: input => toLines(head(input.text)).some(line => heading.test(line)),
  parse: input => parsePerfStatText(input.text),
}

export function parsePerfStatText(text: string): Parsed {
  const lines = toLines(text)
  const decimal = decimalMark(lines)
  const blocks: PerfStat[] = []
  for (const [index, line] of lines.entries()) {
    const place = { line: index + 1 }
    const target = heading.exec(line)?.[1]
    if (target !== undefined) {
      blocks.push({ kind: 'perf-stat', place, target, startedOn: startedOn(text), counts: [] })
      continue
    }
    const block = blocks.at(-1)
    const seconds = elapsed.exec(line)?.[1]
    if (block && seconds !== undefined) {
      const value = Number(toNumber(seconds, decimal))
      block.elapsed = { name: 'seconds time elapsed', value, unit: 's', place }
    } else {
      const count = toCount(line, decimal, place)
      if (count) block?.counts.push(count)
    }
  }
  return { records: blocks, remarks: blocks.flatMap(toRemarks) }
}

function toCount(line: string, decimal: '.' | ',', place: Place): PerfCount | undefined {
  const [, value, unit, event, running] = row.exec(line) ?? []
  if (value === undefined || event === undefined) return undefined
  return toPerfCount({
    event,
    value: noCount.test(value) ? value : toNumber(value, decimal),
    unit: unit ?? (line.includes('(msec)') ? 'msec' : ''),
    running: running === undefined ? undefined : Number(toNumber(running, decimal)),
    place,
  })
}

function toRemarks(block: PerfStat): Parsed['remarks'] {
  if (block.elapsed !== undefined) return []
  return [
    {
      severity: 'warning',
      rule: 'truncated-perf-text',
      reason: `Unexpected end of the block for ${block.target}, expected \`seconds time elapsed\`; perf was probably killed, its window is not known`,
      line: block.place.line,
    },
  ]
}

function decimalMark(lines: string[]): '.' | ',' {
  const seconds = lines.map(line => elapsed.exec(line)?.[1]).find(text => text !== undefined)
  return seconds !== undefined && /,\d{9}$/.test(seconds.trim()) ? ',' : '.'
}

/** `1.834.487,82` to `1834487.82` */
function toNumber(text: string, decimal: '.' | ','): string {
  const grouping = decimal === ',' ? /[.\s\u00a0\u202f]/g : /[,\s\u00a0\u202f]/g
  return text.replaceAll(grouping, '').replace(',', '.')
}
