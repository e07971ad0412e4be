import type { Point } from './efficiency.ts'

/** The values that are in the estimate: not those of runs that missed their load. */
export function valuesOf(points: Point[]): number[] {
  return points.filter(point => point.counts).map(point => point.quantity.value)
}
