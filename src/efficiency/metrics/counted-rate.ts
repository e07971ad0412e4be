import {
  type BaseUnit,
  divide,
  isMissing,
  type Missing,
  type NamedUnit,
  type Quantity,
} from '../../model/quantity.ts'
import type { Counted, Run } from '../../study/study.ts'

export type Rate = Quantity<`${CountUnit}/s`>

export type CountUnit = BaseUnit | NamedUnit

/** `IO/s` to `IO`: what is counted a second. */
export function baseOf({ unit }: Rate): CountUnit {
  return unit.slice(0, -'/s'.length) as CountUnit
}

/**
 * Which of the seconds that perf's window can be: those that are used, or the least or the most
 * that the truth allows.
 */
export type Edge = 'used' | 'least' | 'most'

/** A run, or a reference, in which no load was made. */
export type Counting = Pick<Run, 'counters' | 'load'>

/** What was counted a second. */
export function toCountRate(
  run: Counting,
  scope: string,
  count: string,
  edge: Edge = 'used',
): Rate | Missing {
  const counted = run.counters[scope]?.[count]
  if (!counted) {
    const missing = `\`${count}\` was not recorded${tellOthers(run, scope)}`
    return { missing, cause: 'not-recorded' }
  }
  if (isMissing(counted)) return counted
  const value = secondsOf(counted, run, edge)
  if (edge === 'used' && !counted.holdsRun) {
    return divide(counted.amount, counted.window) ?? { missing: 'an empty window' }
  }
  if (!(value > 0)) return { missing: 'an empty window' }
  const { sources, unit } = counted.amount
  return { value: counted.amount.value / value, unit: `${unit}/s`, sources }
}

/** Events that are named, where another is not there. */
const mostNamed = 12

/** What there is in place of an event that is not. */
function tellOthers({ counters }: Counting, scope: string): string {
  const events = Object.keys(counters[scope] ?? {}).sort()
  if (events.length === 0) return ''
  const shown = events.slice(0, mostNamed).map(event => `\`${event}\``)
  const more = events.length > mostNamed ? ` and ${events.length - mostNamed} more` : ''
  return `; recorded in \`${scope}\`: ${shown.join(', ')}${more}`
}

/**
 * The seconds in which it counts as counted. What holds all of the tool's run is taken to have been
 * counted in the tool's own time, with its ramp: count ÷ seconds ÷ (work ÷ seconds) is then
 * count ÷ work. At most it was counted evenly over all that perf saw: then its start and end cost
 * as much a second as its run.
 */
export function secondsOf(counted: Counted, { load }: Pick<Run, 'load'>, edge: Edge): number {
  const { window, between, isUntimed, holdsRun } = counted
  const [least, most] = between ?? [window.value, window.value]
  if (!holdsRun || !load) return { used: window.value, least, most }[edge]
  const own = load.duration.value + (load.ramp ?? 0)
  if (edge !== 'most') return own
  return isUntimed ? Number.POSITIVE_INFINITY : Math.max(own, most)
}

/** Whether nothing tells a time to divide it by, perf's or the tool's. */
export function isTimeless(run: Counting, scope: string, count: string | undefined): boolean {
  const counted = findCounted(run, scope, count)
  return counted?.isUntimed === true && !counted.holdsRun
}

export function findCounted(
  run: Counting,
  scope: string,
  count: string | undefined,
): Counted | undefined {
  const counted = count === undefined ? undefined : run.counters[scope]?.[count]
  return counted && !isMissing(counted) ? counted : undefined
}
