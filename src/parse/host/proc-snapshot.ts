import type { Reading } from '../../model/reading.ts'
import { toLines } from '../input.ts'
import type { Parser } from '../parser.ts'
import type { ProcSnapshot } from '../record.ts'

const cpuLine = /^(cpu\d*)((?: +\d+){4,10})\s*$/
const processLine = /^(\d+) \((.*)\) [A-Za-z]((?: -?\d+){19,})\s*$/
const modes = [
  'user',
  'nice',
  'system',
  'idle',
  'iowait',
  'irq',
  'softirq',
  'steal',
  'guest',
  'guest_nice',
]

const longestLine = 4096

/** Of /proc/PID/stat, by the place behind the state (proc(5)). */
const processFields: [name: string, index: number, unit: string][] = [
  ['minflt', 6, 'fault'],
  ['majflt', 8, 'fault'],
  ['utime', 10, 'tick'],
  ['stime', 11, 'tick'],
]

/**
 * Parse snapshots of `/proc/stat` and `/proc/PID/stat`, one or several after another: what
 * has been counted since boot, or since the process began. Two of them make a measurement.
 * Times are in ticks, of which Linux has 100 a second.
 */
export const procSnapshot: Parser = {
  format: 'proc-snapshot',
  describes: 'snapshot of /proc/stat or /proc/PID/stat',
  recognises: input => {
    const start = input.head
    return (
      (/^cpu +\d/m.test(start) && /^ctxt \d+$/m.test(input.text.replaceAll('\r', ''))) ||
      toProcess(toLines(start)[0] ?? '', 1).length > 0
    )
  },
  parse: input => {
    const records: ProcSnapshot[] = []
    for (const [index, line] of toLines(input.text).entries()) {
      const place = { line: index + 1 }
      const switches = /^ctxt (\d+)/.exec(line)?.[1]
      const system = records.filter(({ subject }) => subject === 'system').at(-1)
      if (switches !== undefined && system) {
        system.counters.push({ name: 'ctxt', value: Number(switches), unit: 'switch', place })
      } else records.push(...toCpu(line, place.line), ...toProcess(line, place.line))
    }
    return { records, remarks: [] }
  },
}

function toCpu(line: string, number: number): ProcSnapshot[] {
  const [, cpu, ticks = ''] = cpuLine.exec(line) ?? []
  if (cpu === undefined) return []
  const place = { line: number }
  const counters = ticks
    .trim()
    .split(/ +/)
    .map((value, index): Reading => {
      return { name: modes[index] ?? String(index), value: Number(value), unit: 'tick', place }
    })
  return [{ kind: 'proc-snapshot', place, subject: cpu === 'cpu' ? 'system' : cpu, counters }]
}

function toProcess(line: string, number: number): ProcSnapshot[] {
  const [, id, name, rest = ''] = line.length > longestLine ? [] : (processLine.exec(line) ?? [])
  if (id === undefined) return []
  const place = { line: number }
  const fields = rest.trim().split(' ')
  const counters = processFields.map(([name, index, unit]): Reading => {
    return { name, value: Number(fields[index]), unit, place }
  })
  return [{ kind: 'proc-snapshot', place, subject: `${name} (${id})`, counters }]
}
