import { decimalsFor, formatNumber } from '../../format/number.ts'
import type { Printed } from '../../format/printed.ts'
import type { PerfCount, PerfStat } from '../../parse/record.ts'
import { toCommonName } from './counts.ts'

/** perf prints three decimals of the CPUs, and a clock may go on a little after the last count. */
const share = 0.05
const rounding = 0.002

/** Seconds in a unit of perf's clocks. */
const seconds: { [unit: string]: number } = { msec: 1e-3, ns: 1e-9 }

/**
 * A clock of perf that does not fit what perf says beside it: `CPUs utilized` is its time divided by
 * the time elapsed. One of the three is wrong, and with it every rate of the block.
 *
 * @returns what does not fit; undefined where all of it does
 */
export function findClockContradiction(block: PerfStat): string | undefined {
  const { counts, runs = 1 } = block
  const elapsed = toElapsed(block)
  if (!elapsed || runs > 1) return undefined
  for (const row of counts) {
    const time = toSeconds(row)
    if (time === undefined || !row.utilized) continue
    const cpus = time / elapsed
    const off = Math.abs(cpus - row.utilized.value)
    if (off <= rounding + share * row.utilized.value) continue
    return `perf contradicts itself: ${say(time)} s of ${row.event} in ${say(elapsed)} s are ${say(cpus)} CPUs, and it says ${say(row.utilized.value)} CPUs utilized`
  }
  return undefined
}

/** The block without its counts, where it contradicts itself. */
export function withoutContradiction(block: PerfStat): PerfStat {
  const missing = findClockContradiction(block)
  if (missing === undefined) return block
  const counts = block.counts.map(row => {
    const { name, place } = row.count
    return { ...row, count: { name, missing, place } }
  })
  return { ...block, counts }
}

/** What the text says below its counts, and other formats as an event. */
function toElapsed({ elapsed, counts }: PerfStat): number | undefined {
  if (elapsed) return elapsed.value
  const event = counts.find(({ event }) => toCommonName(event) === 'duration_time')?.count
  return event && !('missing' in event) ? event.value * (seconds[event.unit] ?? 1e-9) : undefined
}

/** The time of a clock, over all CPUs together; undefined of anything else. */
function toSeconds({ event, count, aggregate, interval }: PerfCount): number | undefined {
  const isClock = /^(task|cpu)-clock(:|$)/.test(toCommonName(event))
  if (!isClock || 'missing' in count || aggregate !== undefined || interval !== undefined) {
    return undefined
  }
  return count.value * (seconds[count.unit] ?? 1)
}

function say(value: number): Printed {
  return formatNumber(value, decimalsFor(value))
}
