import { formatPercent } from '../format/number.ts'
import type { EstimateKind } from './estimate.ts'

/**
 * What the limits of an estimate are: order statistics reach a level of their own, which a column of
 * several leaves to its caption.
 */
export function nameInterval(kind: EstimateKind | undefined, level?: number): string {
  if (kind !== 'median') return '95 % interval'
  return level === undefined ? 'interval' : nameLevel(level)
}

/** The interval of a ratio, at the level that it reached: `98.4 % interval`. */
export function nameLevel(level: number): string {
  return `${formatPercent(level, level === 0.95 ? 0 : 1)} interval`
}
