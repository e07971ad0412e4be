/** Where a bin lies, and how many values are in it. */
export type Bin = [value: number, count: number]

/** Several histograms over the same values as one, in the order of value. */
export function mergeBins(histograms: Bin[][]): Bin[] {
  const counts = new Map<number, number>()
  for (const bins of histograms) {
    for (const [value, count] of bins) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return [...counts].sort((a, b) => a[0] - b[0])
}
