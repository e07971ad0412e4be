import { studentTPValue, studentTQuantile } from '../distribution/student-t.ts'
import { mean } from '../summary/mean.ts'
import { variance } from '../summary/variance.ts'
import type { Difference } from './difference.ts'

/** A sample, and the factor with which its mean enters a sum. */
export interface Term {
  values: readonly number[]
  weight: number
}

/**
 * Weighted sum of means: with weights that sum up to zero, the average difference between two
 * groups of samples. Each mean has a variance of its own, so the degrees of freedom are
 * Satterthwaite's (1946); of two samples with weights 1 and -1 it is Welch's test.
 *
 * `meanContrast([{values: [8, 8], weight: 1}, {values: [2, 2], weight: -1}]).value // => 6`
 *
 * @param terms each of at least two values
 */
export function meanContrast(terms: readonly Term[], level = 0.95): Difference {
  let value = 0
  let error = 0
  let spread = 0
  for (const { values, weight } of terms) {
    const own = (weight ** 2 * variance(values)) / values.length
    value += weight * mean(values)
    error += own
    spread += own ** 2 / (values.length - 1)
  }
  if (error === 0) {
    const isNone = Math.abs(value) < 1e-12
    return { value, lower: value, upper: value, level, pValue: isNone ? 1 : 0 }
  }
  const degrees = error ** 2 / spread
  const half = studentTQuantile((1 + level) / 2, degrees) * Math.sqrt(error)
  const pValue = studentTPValue(value / Math.sqrt(error), degrees)
  return { value, lower: value - half, upper: value + half, level, pValue }
}
