import type { Interval } from '../interval/interval.ts'

/** A ratio, its interval, and the two-sided p-value of "the ratio is 1". */
export interface Ratio extends Interval {
  pValue: number
}
