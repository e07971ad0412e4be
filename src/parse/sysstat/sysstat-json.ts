import type { Reading } from '../../model/reading.ts'
import {
  arrayAt,
  closeJson,
  findJsonObjects,
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  pointer,
  stringAt,
} from '../json.ts'
import type { Parser } from '../parser.ts'
import type { CpuTime, SystemRates } from '../record.ts'
import { rateUnit } from './sysstat-table.ts'

/**
 * Parse `mpstat -o JSON`, percentages of CPU time by mode, and `iostat -o JSON`, rates of
 * each disk: a sample an interval.
 *
 * A record is the mean over the samples. Its pointer has a `*` where the samples are: the
 * value is made of all of them. mpstat does not write its interval; it is the distance of
 * the time stamps, and with a single sample it stays unknown. A killed mpstat does not close
 * its brackets: the whole samples are read all the same. The first sample of iostat is the
 * mean since boot, and is left out where there are more.
 */
export const sysstatJson: Parser = {
  format: 'sysstat-json',
  describes: 'mpstat or iostat -o JSON',
  recognises: input =>
    /"sysstat"\s*:/.test(input.text.slice(0, 1000)) &&
    /"(cpu-load|node-load|disk)"/.test(input.text),
  parse: input => {
    const { documents, remarks } = findJsonObjects(input.text)
    const closed = documents.length === 0 ? closeJson(input.text) : undefined
    if (closed) documents.push(...findJsonObjects(closed).documents)
    const records = documents.flatMap(({ value, line }) =>
      isObject(value) ? toRecords(value, line) : [],
    )
    return { records, remarks }
  },
}

function toRecords(document: JsonObject, line: number): (CpuTime | SystemRates)[] {
  const sysstat = objectAt(document, 'sysstat') ?? {}
  return arrayAt(sysstat, 'hosts').flatMap((host, hostIndex) => {
    if (!isObject(host)) return []
    const statistics = arrayAt(host, 'statistics').filter(isObject)
    const at = pointer('sysstat', 'hosts', hostIndex, 'statistics', '*')
    const list = statistics[0] && 'cpu-load' in statistics[0] ? 'cpu-load' : 'node-load'
    const cpus = arrayAt(statistics[0] ?? {}, list).filter(isObject)
    const times = cpus.map((cpu, cpuIndex) => {
      const loads = statistics.map(sample => arrayAt(sample, list)[cpuIndex])
      const stamps = statistics.map(sample => stringAt(sample, 'timestamp') ?? '')
      const time = toCpuTime(nameOf(cpu), loads, stamps, at + pointer(list, cpuIndex), line)
      const number = numberAt(host, 'number-of-cpus')
      return time.cpu === 'all' && number !== undefined ? { ...time, cpus: number } : time
    })
    return [...times, ...toDiskRates(statistics, at, line)]
  })
}

function toDiskRates(statistics: JsonObject[], at: string, line: number): SystemRates[] {
  const disks = statistics.map(sample => arrayAt(sample, 'disk').filter(isObject))
  const samples = disks.length > 1 ? disks.slice(1) : disks
  return (samples[0] ?? []).map((disk, index) => {
    const here = at + pointer('disk', index)
    const rows = samples.map(sample => sample[index]).filter(row => row !== undefined)
    return {
      kind: 'system-rates',
      place: { line, pointer: here },
      tool: 'iostat',
      subject: stringAt(disk, 'disk_device') ?? String(index),
      samples: rows.length,
      rates: Object.keys(disk)
        .filter(name => numberAt(disk, name) !== undefined)
        .map(name => ({
          name,
          value: rows.reduce((sum, row) => sum + (numberAt(row, name) ?? 0), 0) / rows.length,
          unit: rateUnit(name),
          place: { pointer: here + pointer(name) },
        })),
    }
  })
}

/** mpstat calls all CPUs together `all`, and in some versions `-1`. */
function nameOf(load: JsonObject): string {
  const name = String(load.cpu ?? load.node)
  return name === '-1' ? 'all' : name
}

function toCpuTime(
  cpu: string,
  loads: unknown[],
  stamps: string[],
  at: string,
  line: number,
): CpuTime {
  const samples = loads.filter(isObject).filter(load => nameOf(load) === cpu)
  const modes = Object.keys(samples[0] ?? {}).filter(key => key !== 'cpu' && key !== 'node')
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
