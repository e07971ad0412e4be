import { median } from './median.ts'

/**
 * Median absolute deviation from the median, scaled to be the standard deviation where values are
 * normal (by 1 ÷ Φ⁻¹(0.75)): a spread that a single stray value does not move.
 *
 * `medianAbsoluteDeviation([1, 2, 3, 4, 100]) // => 1.4826`
 */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const centre = median(values)
  return median(values.map(value => Math.abs(value - centre))) / 0.6744897501960817
}
