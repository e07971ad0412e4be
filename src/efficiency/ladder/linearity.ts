import type { Difference } from '../../statistics/comparison/difference.ts'
import { holm } from '../../statistics/comparison/holm.ts'
import { matchedDifference } from '../../statistics/comparison/matched-difference.ts'
import { weightedCurvature } from '../../statistics/regression/weighted-curvature.ts'
import { mean } from '../../statistics/summary/mean.ts'
import { variance } from '../../statistics/summary/variance.ts'
import type { Ladder, LadderRung } from './ladder.ts'
import { heldRungs, type RoundLine, toLines } from './rungs.ts'

/** Whether a count goes with the load in a straight line. */
export interface Linearity {
  /** How far each load lies off the line, as a share of what was counted there. */
  rungs: { id: string; label: string; distance: Difference }[]
  /** How much the slope changes from the lowest load to the highest, as a share of the slope. */
  change: Difference
  /** The smallest of all these tests, adjusted by Holm. */
  pValue: number
}

/**
 * Student's t over rounds, of the distance of each load from the line and of its curvature. Of
 * three loads all of these are one test, of two there is none; more are adjusted together.
 */
export function toLinearity(ladder: Pick<Ladder, 'rungs'>): Linearity | undefined {
  const ids = heldRungs(ladder)
  const held = ladder.rungs.filter(({ id }) => ids.includes(id))
  const lines = [...toLines(held).values()]
  if (held.length < 3 || lines.length < 3) return undefined
  const change = matchedDifference(lines.map(toChangeOfSlope))
  const rungs = held.map(({ id, label }, at) => {
    const counted = mean(lines.map(({ points }) => points[at]?.y ?? 0)) || 1
    const distances = lines.map(line => distanceAt(line, at) / counted)
    return { id, label, distance: matchedDifference(distances) }
  })
  const tests = held.length === 3 ? [] : rungs.map(({ distance }) => distance.pValue)
  return { rungs, change, pValue: Math.min(...holm([change.pValue, ...tests])) }
}

function distanceAt({ points, slope, intercept }: RoundLine, at: number): number {
  const point = points[at]
  return point ? point.y - intercept - slope * point.x : 0
}

/** Over the range of loads, against the slope of the same round. */
function toChangeOfSlope({ points, slope }: RoundLine): number {
  const loads = points.map(({ x }) => x)
  const range = Math.max(...loads) - Math.min(...loads)
  return (2 * (weightedCurvature(points) ?? 0) * range) / (slope || 1)
}

/**
 * By how much, at most, slopes are too low because loads were not known exactly: the share of the
 * spread of loads that is within each of them over rounds (Fuller 1987, *Measurement Error Models*,
 * 1.1: attenuation). The loads are those that the tool counted, so it is far less.
 */
export function toAttenuation(rungs: readonly LadderRung[]): number {
  const loads = rungs.map(({ steps }) => [...steps.values()].map(({ load }) => load.value))
  const within = mean(loads.map(own => (own.length < 2 ? 0 : variance(own))))
  const centres = loads.map(mean)
  const between = variance(centres)
  return between > 0 ? within / between : 0
}
