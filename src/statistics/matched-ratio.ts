import type { Ratio } from './geometric-mean-ratio.ts'
import { meanInterval } from './mean-interval.ts'
import { mean, variance } from './moments.ts'
import { studentTPValue, studentTQuantile } from './student-t.ts'

/**
 * Ratio of what was measured side by side, once a round: the geometric mean of the rounds' own
 * ratios, with Student's t on their logs (the paired t test). What all runs of a round share, such
 * as a slow hour of the machine, is in both sides and falls out.
 *
 * `matchedRatio([2, 2, 2]).value // => 2`
 *
 * @param ratios one a round, positive, at least two
 */
export function matchedRatio(ratios: readonly number[], level = 0.95): Ratio {
  const logs = ratios.map(Math.log)
  const { value, lower, upper } = meanInterval(logs, level)
  const error = Math.sqrt(variance(logs) / logs.length)
  const pValue =
    error === 0 ? Number(Math.abs(value) < 1e-12) : studentTPValue(value / error, logs.length - 1)
  return { value: Math.exp(value), lower: Math.exp(lower), upper: Math.exp(upper), level, pValue }
}

/**
 * The smallest ratio that such rounds would have shown in four of five studies; see
 * `smallestRatio`, of which this is the paired form.
 *
 * @param ratios one a round, positive, at least two
 */
export function smallestMatchedRatio(ratios: readonly number[]): number {
  const logs = ratios.map(Math.log)
  const degrees = logs.length - 1
  const steps = studentTQuantile(0.975, degrees) + studentTQuantile(0.8, degrees)
  return Math.exp(steps * Math.sqrt(variance(logs) / logs.length))
}

/** The logs of one round's ratios over several pairs, averaged: `geometricMean([2, 8]) // => 4` */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)))
}
