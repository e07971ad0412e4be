import type { Interval } from '../statistics/interval/interval.ts'

export type Estimate =
  | {
      state: 'estimated'
      kind: EstimateKind
      interval: Interval
      n: number
    }
  /** The point itself, of which there is no interval. */
  | { state: 'one-run'; value: number; n: 1 }
  /** None, or several and fewer than an interval needs. */
  | { state: 'too-few-runs'; n: number }
  | { state: 'not-recorded'; reason: string }

export type EstimateKind = 'geometric mean' | 'arithmetic mean' | 'median' | 'pooled percentile'

/** How far one side lies above the other, over the pairs that were asked for. */
export interface Compared {
  /** Left less right in the unit of the metric, averaged over the pairs. */
  difference: Interval
  /** Left ÷ right; missing where the right side is not clear of zero. */
  ratio?: Interval
  /** Two-sided: of the ratio, or of the difference where values may be below zero. */
  pValue: number
}
