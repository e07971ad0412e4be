import type { Place } from '../../model/place.ts'
import type { NoReading, Reading } from '../../model/reading.ts'
import type { PerfCount } from '../record.ts'

/** The words that perf prints in place of a count. */
export const noCount = /^<not (counted|supported)>$/

/** The units that perf writes before an event. */
export const perfUnits = 'msec|ns|Joules|Bytes|MB|KiB|MiB|GiB|W'

/** perf's clocks; before 4.18 it does not say that they are in ms, and 6.17 writes ns. */
const clock = /^(task|cpu)-clock(:|$)/
/** What perf times itself; since 7.2 it does not say the unit. */
const ownTime = /^(tool\/)?(duration|user|system)_time\b/

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
  const { aggregate, cpus, cgroup, interval } = fields
  const utilized = fields.utilized === undefined ? undefined : toDecimal(fields.utilized)
  const count = toCount(event, value, unit || toUntoldUnit(fields), place)
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
      ...(isNumber(utilized) && { utilized: named('CPUs utilized', utilized, 'CPU') }),
    }
  )
}

/**
 * The unit of a time where perf names none. A clock ran for its own time of running, which is in
 * ns; without that, perf writes ms with decimals and ns without.
 */
function toUntoldUnit({ event, value, runTime }: PerfFields): string {
  if (ownTime.test(event)) return 'ns'
  if (!clock.test(event)) return ''
  const isNanoseconds = runTime ? Number(value) / runTime > 1e-3 : /^\d+$/.test(value)
  return isNanoseconds ? 'ns' : 'msec'
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

/** Other text than a number with decimals is no share of perf's. */
function toDecimal(text: string): number | undefined {
  return /^\d+\.\d+$/.test(text) ? Number(text) : undefined
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}

/** Lines of counts in one file: five events each second of a day. */
export const mostCountLines = 500_000
