/**
 * Quantile of a sample, with linear interpolation between order statistics (type 7 of
 * Hyndman & Fan 1996, the default of R).
 *
 * `quantile([1, 2, 3, 4], 0.5) // => 2.5`
 */
export function quantile(values: readonly number[], probability: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * probability
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}
