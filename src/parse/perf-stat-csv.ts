import { head, toLines } from './input.ts'
import type { Parsed, Parser } from './parser.ts'
import { noCount, startedOn, toPerfCount } from './perf-event.ts'
import type { PerfCount } from './record.ts'

const separators = [',', ';', '\t', '|', ':']

/**
 * Parse `perf stat -x`: value, unit, event, run time in ns, running share in %, metric.
 *
 * It is not quite CSV: event names such as `cpu/event=0x3c,umask=0x0/` hold the separator
 * unquoted, so a line is read from both ends of the event. A count that perf does not have
 * is `<not supported>`: it is kept as that word and never becomes zero.
 */
export const perfStatCsv: Parser = {
  format: 'perf-stat-csv',
  describes: 'perf stat -x',
  recognises: input => findSeparator(head(input.text)) !== undefined,
  parse: input => parsePerfStatCsv(input.text),
}

export function parsePerfStatCsv(text: string): Parsed {
  const separator = findSeparator(head(text)) ?? ','
  const counts: PerfCount[] = []
  const refused: number[] = []
  for (const [index, line] of toLines(text).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const count = toCount(line.split(separator), separator, index + 1)
    if (count) counts.push(count)
    else refused.push(index + 1)
  }
  return {
    records: [{ kind: 'perf-stat', place: { line: 1 }, startedOn: startedOn(text), counts }],
    remarks:
      refused.length === 0
        ? []
        : [
            {
              severity: 'warning',
              rule: 'damaged-perf-csv',
              reason: `Unexpected text on ${refused.length} ${refused.length === 1 ? 'line' : 'lines'}, expected \`value${separator}unit${separator}event${separator}run time${separator}running share\`; the other lines are used`,
              line: refused[0],
            },
          ],
  }
}

/** The run time and the share behind the event are numbers: they tell where the event ends. */
function toCount(fields: string[], separator: string, line: number): PerfCount | undefined {
  const [value = '', unit = '', ...rest] = fields
  const end = rest.findIndex(
    (field, index) =>
      index > 0 && /^\d+$/.test(field) && /^\d+(\.\d+)?$/.test(rest[index + 1] ?? ''),
  )
  if (end === -1) return undefined
  return toPerfCount({
    event: rest.slice(0, end).join(separator),
    value,
    unit,
    runTime: Number(rest[end]),
    running: Number(rest[end + 1]),
    place: { line },
  })
}

function findSeparator(text: string): string | undefined {
  const lines = toLines(text).filter(line => line !== '' && !line.startsWith('#'))
  return separators.find(separator =>
    lines.slice(0, 5).some(line => {
      const fields = line.split(separator)
      const isValue = noCount.test(fields[0] ?? '') || /^\d+(\.\d+)?$/.test(fields[0] ?? '')
      return isValue && fields.length >= 5 && toCount(fields, separator, 1) !== undefined
    }),
  )
}
