import { studentTPValue, studentTQuantile } from '../distribution/student-t.ts'
import { mean } from '../summary/mean.ts'
import { variance } from '../summary/variance.ts'
import type { Ratio } from './ratio.ts'

/**
 * Ratio of two geometric means: Welch's t test and interval on the logs (Welch 1947), which
 * does not ask for equal variances.
 *
 * @param values positive, at least two
 * @param baseline positive, at least two
 */
export function geometricMeanRatio(
  values: readonly number[],
  baseline: readonly number[],
  level = 0.95,
): Ratio {
  const a = values.map(Math.log)
  const b = baseline.map(Math.log)
  const difference = mean(a) - mean(b)
  const errorA = variance(a) / a.length
  const errorB = variance(b) / b.length
  const error = Math.sqrt(errorA + errorB)
  if (error === 0) {
    const value = Math.exp(difference)
    return { value, lower: value, upper: value, level, pValue: difference === 0 ? 1 : 0 }
  }
  const degrees =
    (errorA + errorB) ** 2 / (errorA ** 2 / (a.length - 1) + errorB ** 2 / (b.length - 1))
  const half = studentTQuantile((1 + level) / 2, degrees) * error
  return {
    value: Math.exp(difference),
    lower: Math.exp(difference - half),
    upper: Math.exp(difference + half),
    level,
    pValue: studentTPValue(difference / error, degrees),
  }
}
