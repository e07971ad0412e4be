import { meanContrast, type Term } from './mean-contrast.ts'
import type { Ratio } from './ratio.ts'

/**
 * Product of powers of geometric means: with weights that sum up to zero, the average ratio
 * between two groups of samples. It is `meanContrast` of the logs.
 *
 * `logContrast([{values: [8, 8], weight: 1}, {values: [2, 2], weight: -1}]).value // => 4`
 *
 * @param terms each of at least two values, all greater than zero
 */
export function logContrast(terms: readonly Term[], level = 0.95): Ratio {
  const logs = terms.map(({ values, weight }) => ({ values: values.map(Math.log), weight }))
  const { value, lower, upper, pValue } = meanContrast(logs, level)
  return { value: Math.exp(value), lower: Math.exp(lower), upper: Math.exp(upper), level, pValue }
}
