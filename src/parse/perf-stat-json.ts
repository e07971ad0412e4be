import { head, toLines } from './input.ts'
import { isObject, type JsonObject, numberAt, stringAt } from './json.ts'
import type { Parser } from './parser.ts'
import { startedOn, toPerfCount } from './perf-event.ts'
import type { PerfCount } from './record.ts'

/**
 * Parse `perf stat -j`: one JSON object a line.
 *
 * perf writes counts as strings, and `<not counted>` or `<not supported>` where it has
 * none. A missing count is not zero: it keeps perf's word. Objects without `counter-value`
 * are metrics that perf computed itself, and are not read.
 */
export const perfStatJson: Parser = {
  format: 'perf-stat-json',
  describes: 'perf stat -j',
  recognises: input => /^\{.*"counter-value"\s*:/m.test(head(input.text)),
  parse: input => {
    const counts: PerfCount[] = []
    const refused: number[] = []
    for (const [index, line] of toLines(input.text).entries()) {
      if (!line.startsWith('{')) continue
      const object = parseLine(line)
      const count = object && toCount(object, index + 1)
      if (count) counts.push(count)
      else if (!object || 'counter-value' in object) refused.push(index + 1)
    }
    return {
      records: [
        { kind: 'perf-stat', place: { line: 1 }, startedOn: startedOn(input.text), counts },
      ],
      remarks: refused.map(line => ({
        severity: 'error' as const,
        rule: 'damaged-perf-json',
        reason: `Unexpected text, expected one whole JSON object a line; the counter of this line is lost, repeat the run`,
        line,
      })),
    }
  },
}

function toCount(object: JsonObject, line: number): PerfCount | undefined {
  const event = stringAt(object, 'event')
  if (event === undefined) return undefined
  return toPerfCount({
    event,
    value: String(object['counter-value'] ?? ''),
    unit: stringAt(object, 'unit') ?? '',
    runTime: numberAt(object, 'event-runtime'),
    running: numberAt(object, 'pcnt-running'),
    place: { line },
  })
}

function parseLine(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
