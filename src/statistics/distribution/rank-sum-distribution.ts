/**
 * In how many ways `size` of the ranks can be chosen, by their sum: the exact distribution of the
 * rank sum of a sample, ties included when ranks are doubled mid-ranks.
 *
 * `rankSumWays([2, 4, 6], 1) // => [0, 0, 1, 0, 1, 0, 1, 0, …]`
 *
 * @param ranks whole numbers above zero
 */
export function rankSumWays(ranks: readonly number[], size: number): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0)
  // Row k counts the choices of k ranks.
  const rows = Array.from({ length: size + 1 }, () => new Float64Array(total + 1))
  rows[0]?.fill(1, 0, 1)
  for (const rank of ranks) {
    for (let k = size; k >= 1; k--) addShifted(rows[k], rows[k - 1], rank)
  }
  return rows[size] ?? new Float64Array(0)
}

function addShifted(
  row: Float64Array | undefined,
  before: Float64Array | undefined,
  by: number,
): void {
  if (!row || !before) return
  for (let sum = row.length - 1; sum >= by; sum--) {
    row[sum] = (row[sum] ?? 0) + (before[sum - by] ?? 0)
  }
}
