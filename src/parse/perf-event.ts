import type { Place } from '../model/place.ts'
import type { NoReading, Reading } from '../model/reading.ts'
import type { PerfCount } from './record.ts'

/** The words that perf prints in place of a count. */
export const noCount = /^<not (counted|supported)>$/

/** The units that perf writes before an event. */
export const perfUnits = 'msec|ns|Joules|Bytes|MB|KiB|MiB|GiB|W'

/** What perf counts its clocks in, also where it does not say so (before 4.18, and its own since 7.2). */
const clockUnits: [event: RegExp, unit: string][] = [
  [/^(task|cpu)-clock(:|$)/, 'msec'],
  [/^(tool\/)?(duration|user|system)_time\b/, 'ns'],
]

/** `S0-D0-C1`, older `S0-C1`, `S-1` in guests on POWER, `N0`, `CPU3`: a part of the machine. */
export const machinePart =
  /^(S-?\d+(-D-?\d+)?(-L\d+-ID\d+|-CLS\d+)?(-C-?\d+)?|N-?\d+|D-?\d+|CPU-?\d+)$/

/** What perf divides its clocks to, before and since it is a metric of its own (7.2). */
export const cpusUtilized = /^CPUs( utilized| {2}CPUs_utilized)$/

/** The fields that all formats of `perf stat` share. */
export interface PerfFields {
  event: string
  /** The number as perf wrote it, in the C locale, or `<not counted>`. */
  value: string
  unit: string
  running?: number
  runTime?: number
  aggregate?: string
  cpus?: number
  cgroup?: string
  interval?: number
  variance?: number
  /** `CPUs utilized` as perf wrote it, in the C locale. */
  utilized?: string
  place: Place
}

/** A count, or nothing where the value is none. */
export function toPerfCount(fields: PerfFields): PerfCount | undefined {
  const { event, value, unit, running, runTime, variance, place } = fields
  const { aggregate, cpus, cgroup, interval, utilized } = fields
  const known = clockUnits.find(([pattern]) => pattern.test(event))?.[1]
  const count = toCount(event, value, unit || (known ?? ''), place)
  const named = (what: string, value: number, unit: string): Reading => ({
    name: `${event} (${what})`,
    value,
    unit,
    place,
  })
  return (
    count && {
      event,
      count,
      ...(isNumber(runTime) && { runTime: named('run time', runTime, 'ns') }),
      running: isNumber(running) ? running : 100,
      ...(aggregate !== undefined && { aggregate }),
      ...(isNumber(cpus) && { cpus }),
      ...(cgroup !== undefined && { cgroup }),
      ...(isNumber(interval) && { interval }),
      ...(isNumber(variance) && { variance: named('standard error', variance, '%') }),
      ...(isPrecise(utilized) && { utilized: named('CPUs utilized', Number(utilized), 'CPU') }),
    }
  )
}

function toCount(
  name: string,
  value: string,
  unit: string,
  place: Place,
): Reading | NoReading | undefined {
  if (noCount.test(value)) return { name, missing: value, place }
  const number = Number(value)
  return value.trim() === '' || !Number.isFinite(number)
    ? undefined
    : { name, value: number, unit, place }
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}

/** Of three digits at least: less than half a percent is lost. */
function isPrecise(number: string | undefined): number is string {
  return /^\d+\.\d+$/.test(number ?? '') && /[1-9]\.?\d\.?\d/.test(number ?? '')
}
