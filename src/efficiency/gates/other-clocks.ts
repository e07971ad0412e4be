import { formatNumber } from '../../format/number.ts'
import { isMissing } from '../../model/quantity.ts'
import { median } from '../../statistics/summary/median.ts'
import type { Run } from '../../study/study.ts'

/** Fewer runs than this tell no usual frequency. */
const fewest = 4
/** Share of the runs that must agree for the others to be wrong. */
const agreeing = 0.75

/** The frequencies at which the time stamp counter went in runs, by scope. */
export type Clocks = ReadonlyMap<string, readonly number[]>

/** Of all runs of a study, found once for all cells. */
export function toClocks(runs: readonly Run[]): Clocks {
  const scopes = new Set(runs.flatMap(({ counters }) => Object.keys(counters)))
  const inScope = (scope: string) => runs.flatMap(run => toFrequency(run, scope) ?? [])
  return new Map([...scopes].map(scope => [scope, inScope(scope)]))
}

/**
 * Runs in which the time stamp counter went at another frequency than it does in nearly all runs:
 * `at 24.2 GHz in repeat 3, 2.42 GHz in others`. Empty where there is no usual one.
 */
export function findOtherClocks(
  own: readonly Run[],
  clocks: Clocks,
  scope: string,
  limit: number,
): string[] {
  const frequencies = clocks.get(scope) ?? []
  if (frequencies.length < fewest) return []
  const usual = median(frequencies)
  const isApart = (frequency: number) => Math.abs(frequency / usual - 1) > limit
  if (frequencies.filter(isApart).length > (1 - agreeing) * frequencies.length) return []
  return own.flatMap(run => {
    const frequency = toFrequency(run, scope)
    return frequency !== undefined && isApart(frequency)
      ? [`at ${say(frequency)} in repeat ${run.repeat}, ${say(usual)} in others`]
      : []
  })
}

/** Cycles of the time stamp counter in a second of CPU time. */
function toFrequency({ counters }: Run, scope: string): number | undefined {
  const { 'msr/tsc/': cycles, 'task-clock': time } = counters[scope] ?? {}
  if (!cycles || !time || isMissing(cycles) || isMissing(time) || time.amount.value === 0) {
    return undefined
  }
  return cycles.amount.value / time.amount.value
}

function say(frequency: number): string {
  return `${formatNumber(frequency / 1e9, 2)}\u00a0GHz`
}
