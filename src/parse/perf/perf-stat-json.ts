import { toMailLines } from '../input.ts'
import { isObject, type JsonObject, numberAt, stringAt } from '../json.ts'
import type { Parser } from '../parser.ts'
import type { PerfCount } from '../record.ts'
import { toPerfBlocks } from './perf-blocks.ts'
import { cpusUtilized, mostCountLines, toPerfCount } from './perf-event.ts'

/** Where perf counted, by the key that says so; `cpu` alone is a bare number. */
const partKeys = ['socket', 'die', 'cluster', 'cache', 'core', 'node', 'cpu', 'thread']

/** How many CPUs there are in that part, under the name that each version gives it. */
const cpuKeys = ['aggregate-number', 'cpu-count', 'counters']

/**
 * Parse `perf stat -j`: one JSON object a line.
 *
 * perf writes counts as strings, and `<not counted>` or `<not supported>` where it has
 * none. A missing count is not zero: it keeps perf's word. Objects without `counter-value`
 * are metrics that perf computed itself, and are not read; the first versions wrote some of
 * them as broken JSON.
 */
export const perfStatJson: Parser = {
  format: 'perf-stat-json',
  describes: 'perf stat -j',
  mostLines: mostCountLines,
  recognises: input => /^[> \t]*(?:\^C(?:[ \t]|\^C)*)?\{.*"counter-value"\s*:/m.test(input.head),
  parse: input => {
    const counts: PerfCount[] = []
    const refused: number[] = []
    for (const { text: line, number } of toMailLines(input.text)) {
      if (!line.trimStart().startsWith('{')) continue
      const object = parseLine(line)
      const count = object && toCount(object, line, number)
      if (count) counts.push(count)
      else if (object ? 'counter-value' in object : !isMetric(line)) refused.push(number)
    }
    return {
      records: toPerfBlocks(counts, input.text),
      remarks: refused.map(line => ({
        severity: 'error' as const,
        rule: 'damaged-perf-json',
        reason: `Unexpected text, expected one whole JSON object a line; the counter of this line is lost, repeat the run`,
        line,
      })),
    }
  },
}

function toCount(object: JsonObject, text: string, line: number): PerfCount | undefined {
  const event = stringAt(object, 'event')
  if (event === undefined) return undefined
  return toPerfCount({
    event,
    value: String(object['counter-value'] ?? '').replace(/^(\d+),(\d+)$/, '$1.$2'),
    unit: stringAt(object, 'unit') ?? '',
    variance: numberAt(object, 'variance'),
    cpus: cpuKeys.map(key => numberAt(object, key)).find(cpus => cpus !== undefined),
    interval: numberAt(object, 'interval'),
    aggregate: toPart(object),
    cgroup: stringAt(object, 'cgroup'),
    ...(cpusUtilized.test(stringAt(object, 'metric-unit') ?? '') && {
      utilized: String(object['metric-value']).replace(',', '.'),
    }),
    place: { line },
    ...toTimes(object, text),
  })
}

/**
 * The first version ran the time and the share together, as in `3805731510100.00`: the share
 * is told from the end where it is whole, the time is given up.
 */
function toTimes(object: JsonObject, text: string): { runTime?: number; running?: number } {
  const runTime = numberAt(object, 'event-runtime')
  const running = numberAt(object, 'pcnt-running')
  if (running !== undefined || runTime === undefined) {
    return { ...(runTime !== undefined && { runTime }), ...(running !== undefined && { running }) }
  }
  const share = /"event-runtime"\s*:\s*\d*?(100\.00|\d\d\.\d\d)\b/.exec(text)?.[1]
  return share === undefined ? { runTime } : { running: Number(share) }
}

function toPart(object: JsonObject): string | undefined {
  const key = partKeys.find(key => key in object)
  if (key === undefined) return undefined
  const part = String(object[key])
  return key === 'cpu' && /^\d+$/.test(part) ? `CPU${part}` : part
}

/** A line of perf's own metrics, broken or not, holds no count to lose. */
function isMetric(line: string): boolean {
  return line.includes('metric-') && !line.includes('counter-')
}

function parseLine(line: string): JsonObject | undefined {
  return parseObject(line) ?? parseObject(line.replaceAll(/(:\s*\d+),(\d+\s*[,}])/g, '$1.$2'))
}

/** In other locales perf writes `"pcnt-running" : 66,53`, which is no JSON. */
function parseObject(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
