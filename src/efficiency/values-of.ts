import type { Point, Result } from './cells.ts'
import type { Estimate } from './estimate.ts'

/** The values that are in the estimate: not those of runs that missed their load. */
export function valuesOf(points: readonly Point[]): number[] {
  return points.filter(point => point.counts).map(point => point.quantity.value)
}

/**
 * The values in the estimate that are above zero, by round: a round is the runs of one repeat. None
 * of what may be below zero, which has no logarithms.
 */
export function valuesOfRounds(result: Result | undefined): ReadonlyMap<string, number> {
  const points = result && !result.series.isSigned ? result.points : []
  return new Map(
    points
      .filter(({ counts, quantity }) => counts && quantity.value > 0)
      .map(({ repeat, quantity }) => [repeat, quantity.value]),
  )
}

/** The value of an estimate, or of the only run; nothing where there are two that no one is. */
export function toValue(estimate: Estimate | undefined): number | undefined {
  if (estimate?.state === 'estimated') return estimate.interval.value
  return estimate?.state === 'one-run' ? estimate.value : undefined
}
