import type { FileRef } from '../../model/place.ts'
import { type Missing, type Quantity, sum } from '../../model/quantity.ts'
import type { Reading } from '../../model/reading.ts'
import type { PerfCount, PerfStat } from '../../parse/record.ts'
import type { Counted } from '../study.ts'
import { toQuantity, toSource } from '../to-quantity.ts'
import { toCommonName } from './counts.ts'
import { toIntervalEnds } from './interval-ends.ts'

/** perf's own time may differ that much from the run time of its counters: both take a while to begin. */
const mostDifference = 0.1

/** How long perf counted; where it tells that to few digits, the least and the most that it can be. */
export interface Timed {
  window: Quantity<'s'>
  between?: [least: number, most: number]
}

/**
 * How long perf counted: the elapsed time that the text format says; the end of its last
 * interval; the run time of its counters, which is that of all their CPUs together; the event
 * `duration_time`; else its clock by the CPUs that it calls utilized. Where the last two say
 * otherwise than the run time of so many CPUs, these were others.
 */
export function toWindow(
  block: PerfStat,
  file: FileRef,
  cpus: number | undefined,
): Timed | Missing | undefined {
  if (block.elapsed) return { window: toQuantity(block.elapsed, 's', file) }
  const last = toLastInterval(block, file)
  if (last) return { window: last }
  const ran = toRunTime(block, file, cpus)
  const event = toDurationEvent(block, file)
  const told: Timed | undefined = event ? { window: event } : toClockedTime(block, file)
  if (!ran) return told
  if (!told || cpus === undefined || agrees(ran, told)) return { window: ran }
  const counted = (cpus * ran.value) / told.window.value
  return {
    missing: `\`cpus: ${cpus}\` of the scope, and perf counted ${counted.toFixed(2)}`,
    cause: 'other-cpus',
  }
}

function agrees(ran: Quantity<'s'>, { window, between = [window.value, window.value] }: Timed) {
  const [least, most] = between
  return ran.value >= least * (1 - mostDifference) && ran.value <= most * (1 + mostDifference)
}

function toLastInterval(block: PerfStat, file: FileRef): Quantity<'s'> | undefined {
  const last = largest(block.counts, row => row.interval ?? 0)
  if (last?.interval === undefined) return undefined
  const { count, interval } = last
  const reading = { name: 'interval', value: interval, unit: 's', place: count.place }
  return { ...toQuantity(reading, 's', file), value: interval - toIntervalEnds(block).begin }
}

function toDurationEvent({ counts }: PerfStat, file: FileRef): Quantity<'s'> | undefined {
  const count = counts
    .filter(row => toCommonName(row.event) === 'duration_time')
    .map(row => row.count)
    .find(count => !('missing' in count))
  return count && !('missing' in count) ? toQuantity(count, 's', file) : undefined
}

const isClock = /^(task|cpu)-clock\b/

/**
 * `6009.81,msec,task-clock,…,2.001,CPUs utilized` took 6009.81 ms ÷ 2.001. CSV tells the CPUs to a
 * thousandth, whatever they are: 0.012 are 0.0115 to 0.0125.
 */
function toClockedTime({ counts }: PerfStat, file: FileRef): Timed | undefined {
  for (const { event, count, utilized, aggregate } of counts) {
    if ('missing' in count || !utilized?.value || aggregate !== undefined || !isClock.test(event))
      continue
    const clock = toQuantity(count, 's', file)
    const half = halfOfLastDigit(utilized.value)
    return {
      window: {
        ...clock,
        value: clock.value / utilized.value,
        sources: [...clock.sources, toSource(utilized, file)],
      },
      between: [clock.value / (utilized.value + half), clock.value / (utilized.value - half)],
    }
  }
  return undefined
}

/** `perf stat -j` writes six decimals, `-x` three. */
function halfOfLastDigit(value: number): number {
  const isOfThree = Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6
  return isOfThree ? 0.0005 : 0.0000005
}

/**
 * Counted on one CPU for a whole package, or for all: the time of these is not that of all CPUs.
 * What perf times itself has no time of counting, or a 1.
 */
const onOneCpu = /^((power|uncore\w*|cstate_pkg)\/|(tool\/)?\w+_time\b)/

/** The CPUs of one kind, where a machine has several: `cpu_core/cycles/`, `cycles [cpu_core]`. */
const kindOfCpu = /^(cpu_\w+|armv\d_cortex_\w+)\/|\[(cpu_\w+)\]$/

/** Of counters of all CPUs the longest, or of each kind of CPU the longest, together. */
function toRunTime(
  { counts }: PerfStat,
  file: FileRef,
  cpus: number | undefined,
): Quantity<'s'> | undefined {
  const kinds = new Map<string, PerfCount[]>()
  const timed = toMeanTimes(counts)
  for (const row of timed.filter(({ event }) => !onOneCpu.test(event))) {
    const [, kind = '', named = kind] = kindOfCpu.exec(row.event) ?? []
    const key = row.aggregate === undefined ? named : ''
    kinds.set(key, [...(kinds.get(key) ?? []), row])
  }
  const times = [...kinds].flatMap(([kind, rows]) => {
    const time = toLongestTime(rows, file, cpus)
    return time ? [{ kind, time }] : []
  })
  const ofKinds = times.map(({ time }) => time)
  const whole = times.find(({ kind }) => kind === '')?.time ?? sum(ofKinds, 's')
  return whole.value > 0 ? whole : undefined
}

/**
 * Of several runs (`-r`), perf 6.12 and later shows mean counts and the run time of the last run:
 * its clocks, where it counted them, are mean times too.
 */
function toMeanTimes(counts: PerfCount[]): PerfCount[] {
  const clocks = counts.flatMap(row =>
    row.variance && isClock.test(row.event) && 'value' in row.count
      ? { ...row, runTime: row.count }
      : [],
  )
  return clocks.length > 0 ? clocks : counts
}

function toNanoseconds({ value = 0, unit }: Partial<Reading> = {}): number {
  return unit === 'msec' ? value * 1e6 : value
}

/** A multiplexed counter ran for a share of the time, told to 0.01 %: one that ran for more is better. */
function toLongestTime(
  rows: PerfCount[],
  file: FileRef,
  cpus: number | undefined,
): Quantity<'s'> | undefined {
  const timeOf = (row: PerfCount) =>
    toNanoseconds(row.runTime) / (row.running / 100) / countCpus(row, cpus)
  const running = rows.filter(row => row.running > 0 && timeOf(row) > 0)
  const most = Math.max(...running.map(row => row.running))
  const longest = largest(
    running.filter(row => row.running === most),
    timeOf,
  )
  if (!longest?.runTime) return undefined
  return { ...toQuantity(longest.runTime, 's', file), value: timeOf(longest) * 1e-9 }
}

/**
 * How many CPUs the time of a row is that of. The counter of a thread or cgroup runs only while
 * that does: this is no time to divide by.
 */
function countCpus({ aggregate, cgroup, cpus }: PerfCount, all: number | undefined): number {
  if (cgroup !== undefined) return Number.POSITIVE_INFINITY
  if (cpus !== undefined) return cpus
  if (aggregate === undefined) return all ?? Number.POSITIVE_INFINITY
  return /^CPU-?\d+$/.test(aggregate) ? 1 : Number.POSITIVE_INFINITY
}

function largest<T>(items: T[], sizeOf: (item: T) => number): T | undefined {
  let best: T | undefined
  for (const item of items) if (!best || sizeOf(item) > sizeOf(best)) best = item
  return best
}

/** perf writes its start in local time without a zone; it stays so until the load generator tells the zone. */
export function toSpan(block: PerfStat, window: Quantity<'s'> | undefined): Counted['span'] {
  if (!block.startedOn || !window) return undefined
  const start = Date.parse(`${block.startedOn} UTC`)
  return Number.isNaN(start) ? undefined : [start, start + window.value * 1000]
}
