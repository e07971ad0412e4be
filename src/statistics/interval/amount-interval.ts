import type { Interval } from './interval.ts'
import { skewedMeanInterval } from './skewed-mean-interval.ts'

/**
 * Arithmetic mean with an interval (`skewedMeanInterval`), of amounts. Where none of them is below zero, none
 * can be, nor can their true mean: an interval that would go on below zero ends there. What it
 * loses the mean cannot be, so its level stays.
 *
 * `amountInterval([0, 1, 2], 0.95) // => {value: 1, lower: 0, upper: 3.484…, level: 0.95}`
 *
 * @param values at least two; below zero only what something was subtracted from
 */
export function amountInterval(values: readonly number[], level = 0.95): Interval {
  const interval = skewedMeanInterval(values, level)
  return values.some(value => value < 0)
    ? interval
    : { ...interval, lower: Math.max(0, interval.lower) }
}
