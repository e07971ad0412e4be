import type { Remark } from '../../message/message.ts'
import type { NoReading, Reading } from '../../model/reading.ts'
import {
  arrayAt,
  findJsonObjects,
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  pointer,
  stringAt,
} from '../json.ts'
import type { Parsed, Parser } from '../parser.ts'
import type { FioJob } from '../record.ts'
import { findLacking, toFioDirections } from './fio-json-direction.ts'
import { fioReporter } from './reporter.ts'
import { tellRounding } from './rounded-iops.ts'

/**
 * Parse fio's JSON and json+ reports: one or several, with any text around them.
 *
 * fio before 3.0 wrote `io_bytes` in KiB and latencies in microseconds (`clat`); since then
 * they are bytes and nanoseconds (`clat_ns`). `bw` is KiB/s in all of them and no reading:
 * totals and run time are exact. A client writes `client_stats`, the last of which adds up
 * the others and is left out.
 */
export const fioJson: Parser = {
  format: 'fio-json',
  describes: 'fio --output-format=json or json+',
  reportOf: fioReporter,
  recognises: input => /"fio version"\s*:/.test(input.text),
  parse: input => parseFioJson(input.text),
}

function parseFioJson(text: string): Parsed {
  const { documents, remarks } = findJsonObjects(text)
  const records = documents.flatMap(({ value, line }) =>
    isObject(value) && 'fio version' in value ? toJobs(value, line) : [],
  )
  const isNone = documents.length === 0 && remarks.length === 0
  return {
    records,
    remarks: [...remarks, ...(isNone ? [noDocument] : []), ...records.flatMap(tellRounding)],
  }
}

const noDocument: Remark = {
  severity: 'error',
  rule: 'damaged-json',
  reason:
    'This mentions the version of fio as its JSON does, but no line begins with the brace of a document; keep the JSON as fio wrote it',
}

function toJobs(report: JsonObject, line: number): FioJob[] {
  return (['jobs', 'client_stats'] as const).flatMap(list =>
    arrayAt(report, list).flatMap((job, index) => {
      if (!isObject(job)) return []
      const isSum = list === 'client_stats' && stringAt(job, 'jobname') === 'All clients'
      return isSum ? [] : toJob(report, job, pointer(list, index), line)
    }),
  )
}

function toJob(report: JsonObject, job: JsonObject, at: string, line: number): FioJob {
  const tool = stringAt(report, 'fio version') ?? 'fio'
  const options = {
    ...toOptions(objectAt(report, 'global options')),
    ...toOptions(objectAt(job, 'job options')),
  }
  const place = { line, pointer: at }
  const shares = toShares(job, place)
  const lacks = findLacking(job)
  return {
    kind: 'fio-job',
    place,
    tool,
    name: stringAt(job, 'jobname') ?? '',
    error: numberAt(job, 'error') ?? 0,
    options,
    directions: toFioDirections(job, at, line, isBefore3(tool)),
    usage: toUsage(job, place, isWindows(options)),
    ...(lacks.length > 0 && { lacks }),
    ...(shares.length > 0 && { shares }),
    group: numberAt(job, 'groupid'),
    host: stringAt(job, 'hostname'),
    steadyState: toSteadyState(job),
    startedAt: numberAt(job, 'job_start'),
    reportedAt: numberAt(report, 'timestamp_ms') ?? toMilliseconds(numberAt(report, 'timestamp')),
    reportedAtLocal: stringAt(report, 'time'),
  }
}

const usageUnits: [name: string, unit: string][] = [
  ['usr_cpu', '%'],
  ['sys_cpu', '%'],
  ['ctx', 'switch'],
]

/** Windows does not tell fio of context switches, and counts CPU time in whole seconds. */
function toUsage(
  job: JsonObject,
  { line, pointer: at }: { line: number; pointer: string },
  windows: boolean,
): FioJob['usage'] {
  return usageUnits.flatMap(([name, unit]): (Reading | NoReading)[] => {
    const value = numberAt(job, name)
    if (value === undefined) return []
    const place = { ...(line > 1 && { line }), pointer: at + pointer(name) }
    return windows
      ? [{ name, missing: 'fio cannot measure it on Windows', place }]
      : [{ name, value, unit, place }]
  })
}

function isWindows(options: FioJob['options']): boolean {
  return options.ioengine === 'windowsaio' || /^([a-z]\\?:|\\\\\.\\)/i.test(options.filename ?? '')
}

/** `latency_us: {"250": 14.4}`: 14.4 % took up to 250 us, and more than the step before. */
function toShares(
  job: JsonObject,
  { line, pointer: at }: { line: number; pointer: string },
): Reading[] {
  return ['latency_ns', 'latency_us', 'latency_ms'].flatMap(group => {
    const steps = objectAt(job, group) ?? {}
    return Object.keys(steps).flatMap((step): Reading[] => {
      const value = numberAt(steps, step)
      if (!value) return []
      const place = { ...(line > 1 && { line }), pointer: at + pointer(group, step) }
      return [{ name: `${group}/${step}`, value, unit: '%', place }]
    })
  })
}

function toSteadyState(job: JsonObject): FioJob['steadyState'] {
  const state = objectAt(job, 'steadystate')
  return state && { criterion: stringAt(state, 'ss') ?? '', attained: state.attained === 1 }
}

function toOptions(options: JsonObject | undefined): { [option: string]: string } {
  return Object.fromEntries(
    Object.entries(options ?? {}).map(([name, value]) => [name, String(value)]),
  )
}

function toMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000
}

function isBefore3(tool: string): boolean {
  return /^fio-[12]\./.test(tool)
}
