import type { Reading } from '../model/reading.ts'
import {
  arrayAt,
  findJsonObjects,
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  pointer,
  stringAt,
} from './json.ts'
import type { Parser } from './parser.ts'
import type { CpuTime } from './record.ts'

/**
 * Parse `mpstat -o JSON`: percentages of CPU time by mode, a sample an interval.
 *
 * A record is the mean over the samples, for each CPU. Its pointer has a `*` where the
 * samples are: the value is made of all of them. mpstat does not write its interval; it is
 * the distance of the time stamps, and with a single sample it stays unknown.
 */
export const mpstatJson: Parser = {
  format: 'mpstat-json',
  describes: 'mpstat -o JSON',
  recognises: input =>
    /"sysstat"\s*:/.test(input.text.slice(0, 1000)) && input.text.includes('"cpu-load"'),
  parse: input => {
    const { documents, remarks } = findJsonObjects(input.text)
    const records = documents.flatMap(({ value, line }) =>
      isObject(value) ? toRecords(value, line) : [],
    )
    return { records, remarks }
  },
}

function toRecords(document: JsonObject, line: number): CpuTime[] {
  const sysstat = objectAt(document, 'sysstat') ?? {}
  return arrayAt(sysstat, 'hosts').flatMap((host, hostIndex) => {
    if (!isObject(host)) return []
    const statistics = arrayAt(host, 'statistics').filter(isObject)
    const at = pointer('sysstat', 'hosts', hostIndex, 'statistics', '*', 'cpu-load')
    const cpus = arrayAt(statistics[0] ?? {}, 'cpu-load').filter(isObject)
    return cpus.map((cpu, cpuIndex) => {
      const loads = statistics.map(sample => arrayAt(sample, 'cpu-load')[cpuIndex])
      const stamps = statistics.map(sample => stringAt(sample, 'timestamp') ?? '')
      return toCpuTime(String(cpu.cpu), loads, stamps, at + pointer(cpuIndex), line)
    })
  })
}

function toCpuTime(
  cpu: string,
  loads: unknown[],
  stamps: string[],
  at: string,
  line: number,
): CpuTime {
  const samples = loads.filter(isObject).filter(load => String(load.cpu) === cpu)
  const modes = Object.keys(samples[0] ?? {}).filter(key => key !== 'cpu')
  const interval = toInterval(stamps)
  return {
    kind: 'cpu-time',
    place: { line, pointer: at },
    cpu,
    samples: samples.length,
    ...(interval !== undefined && { seconds: interval * samples.length }),
    modes: modes.map((name): Reading => {
      const sum = samples.reduce((total, load) => total + (numberAt(load, name) ?? 0), 0)
      const value = sum / samples.length
      return { name, value, unit: '%', place: { pointer: at + pointer(name) } }
    }),
  }
}

/** Seconds between the time stamps, over midnight too. */
function toInterval(stamps: string[]): number | undefined {
  const seconds = stamps.map(stamp => {
    const [hours = 0, minutes = 0, rest = 0] = stamp.split(':').map(Number)
    return hours * 3600 + minutes * 60 + rest
  })
  const first = seconds[0]
  const last = seconds.at(-1)
  if (first === undefined || last === undefined || seconds.length < 2) return undefined
  return ((last - first + 86_400) % 86_400) / (seconds.length - 1)
}
