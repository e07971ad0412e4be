import type { Interval } from '../interval/interval.ts'

/** A difference in the unit of the sample, and the two-sided p-value of "there is none". */
export interface Difference extends Interval {
  pValue: number
}
