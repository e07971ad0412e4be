/** Middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  return medianOfSorted([...values].sort((a, b) => a - b))
}

/** The same of values that are in order already. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return (lower + upper) / 2
}
