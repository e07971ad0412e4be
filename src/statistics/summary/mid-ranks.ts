/**
 * Rank of each value, from 1; ties share the mean of theirs.
 *
 * `midRanks([10, 30, 10]) // => [1.5, 3, 1.5]`
 */
export function midRanks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return values.map(value => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1)
}
