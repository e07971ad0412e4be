import { mean } from './mean.ts'
import { variance } from './variance.ts'

/**
 * Coefficient of variation: standard deviation ÷ mean, of 1.
 * `coefficientOfVariation([9, 10, 11]) // => 0.1`
 */
export function coefficientOfVariation(values: readonly number[]): number {
  return Math.sqrt(variance(values)) / mean(values)
}
