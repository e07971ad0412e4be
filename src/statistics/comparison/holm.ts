/**
 * Holm's step-down adjustment (Holm 1979): p-values of one family, adjusted so that the
 * chance of any false difference in the family stays below the level.
 *
 * `holm([0.01, 0.04, 0.03]) // => [0.03, 0.06, 0.06]`
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index)
  order.sort((i, j) => (pValues[i] ?? 1) - (pValues[j] ?? 1))
  const adjusted: number[] = []
  let largest = 0
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 1)))
    adjusted[index] = largest
  }
  return adjusted
}
