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
import type { Parsed, Parser } from './parser.ts'
import type { FioDirection, FioJob, FioLatency } from './record.ts'

/**
 * Parse fio's JSON and json+ reports.
 *
 * fio before 3.0 wrote `io_bytes` in KiB and latencies in microseconds (`clat`); since then
 * they are bytes and nanoseconds (`clat_ns`). `bw` is KiB/s in all of them and is not read:
 * totals and run time are exact.
 */
export const fioJson: Parser = {
  format: 'fio-json',
  describes: 'fio --output-format=json or json+',
  recognises: input => /"fio version"\s*:/.test(input.text),
  parse: input => parseFioJson(input.text),
}

export function parseFioJson(text: string): Parsed {
  const { documents, remarks } = findJsonObjects(text)
  const records = documents.flatMap(({ value, line }) =>
    isObject(value) && 'fio version' in value ? toJobs(value, line) : [],
  )
  return { records, remarks }
}

function toJobs(report: JsonObject, line: number): FioJob[] {
  const tool = stringAt(report, 'fio version') ?? 'fio'
  const global = toOptions(objectAt(report, 'global options'))
  return arrayAt(report, 'jobs').flatMap((job, index) => {
    if (!isObject(job)) return []
    const at = pointer('jobs', index)
    return {
      kind: 'fio-job' as const,
      place: { line, pointer: at },
      tool,
      name: stringAt(job, 'jobname') ?? '',
      error: numberAt(job, 'error') ?? 0,
      options: { ...global, ...toOptions(objectAt(job, 'job options')) },
      directions: toDirections(job, at, line, isBefore3(tool)),
      reportedAt: numberAt(report, 'timestamp_ms'),
      reportedAtLocal: stringAt(report, 'time'),
    }
  })
}

/** Any object that counts bytes and operations is a direction, whatever its name. */
function toDirections(job: JsonObject, at: string, line: number, old: boolean): FioDirection[] {
  return Object.entries(job).flatMap(([direction, value]) => {
    if (!isObject(value) || !('io_bytes' in value) || !('iops' in value)) return []
    const here = at + pointer(direction)
    const read = (name: string, unit: string) => toReading(value, name, unit, here, line)
    const transferred = read('io_bytes', old ? 'KiB' : 'B')
    const runtime = read('runtime', 'ms')
    const completed = read('total_ios', 'IO')
    if (!transferred || !runtime || !completed) return []
    const latencies = (['slat', 'clat', 'lat'] as const).flatMap(part =>
      toLatency(value, part, here, line),
    )
    return { direction, completed, transferred, runtime, latencies }
  })
}

const latencyUnits: [suffix: string, unit: string][] = [
  ['_ns', 'ns'],
  ['_us', 'us'],
  ['_ms', 'ms'],
  ['', 'us'],
]

function toLatency(
  direction: JsonObject,
  part: FioLatency['part'],
  at: string,
  line: number,
): FioLatency[] {
  return latencyUnits.flatMap(([suffix, unit]) => {
    const latency = objectAt(direction, part + suffix)
    const here = at + pointer(part + suffix)
    const mean = latency && toReading(latency, 'mean', unit, here, line)
    if (!latency || !mean) return []
    const percentile = objectAt(latency, 'percentile') ?? {}
    const percentiles = Object.keys(percentile).flatMap(name => {
      // fio 2.x fills unused places with "0.00" : 0.
      const reading = toReading(percentile, name, unit, here + pointer('percentile'), line)
      return reading && Number(name) > 0 ? reading : []
    })
    const bins = Object.entries(objectAt(latency, 'bins') ?? {})
      .map(([edge, count]): [number, number] => [Number(edge), Number(count)])
      .sort((a, b) => a[0] - b[0])
    return { part, mean, percentiles, bins }
  })
}

function toReading(
  parent: JsonObject,
  name: string,
  unit: string,
  at: string,
  line: number,
): Reading | undefined {
  const value = numberAt(parent, name)
  return value === undefined
    ? undefined
    : { name, value, unit, place: { ...(line > 1 && { line }), pointer: at + pointer(name) } }
}

function toOptions(options: JsonObject | undefined): { [option: string]: string } {
  return Object.fromEntries(
    Object.entries(options ?? {}).map(([name, value]) => [name, String(value)]),
  )
}

function isBefore3(tool: string): boolean {
  return /^fio-[12]\./.test(tool)
}
