import { mean } from './mean.ts'
import type { Ratio } from './ratio.ts'
import { studentTPValue, studentTQuantile } from './student-t.ts'
import { variance } from './variance.ts'

/** A sample of positive values, and the power in which its geometric mean enters the ratio. */
export interface Term {
  values: readonly number[]
  weight: number
}

/**
 * Product of powers of geometric means: with weights that sum up to zero, the average ratio
 * between two groups of samples. Each mean of logs has a variance of its own, so the degrees of
 * freedom are Satterthwaite's (1946); of two samples with weights 1 and -1 it is Welch's test.
 *
 * `logContrast([{values: [8, 8], weight: 1}, {values: [2, 2], weight: -1}]).value // => 4`
 *
 * @param terms each of at least two values
 */
export function logContrast(terms: readonly Term[], level = 0.95): Ratio {
  let sum = 0
  let error = 0
  let spread = 0
  for (const { values, weight } of terms) {
    const logs = values.map(Math.log)
    const own = (weight ** 2 * variance(logs)) / logs.length
    sum += weight * mean(logs)
    error += own
    spread += own ** 2 / (logs.length - 1)
  }
  const value = Math.exp(sum)
  if (error === 0) {
    const isOne = Math.abs(sum) < 1e-12
    return { value, lower: value, upper: value, level, pValue: isOne ? 1 : 0 }
  }
  const degrees = error ** 2 / spread
  const half = studentTQuantile((1 + level) / 2, degrees) * Math.sqrt(error)
  return {
    value,
    lower: Math.exp(sum - half),
    upper: Math.exp(sum + half),
    level,
    pValue: studentTPValue(sum / Math.sqrt(error), degrees),
  }
}
