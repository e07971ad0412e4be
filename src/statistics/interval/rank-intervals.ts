/** The ranks that an item can have; 1 is best. */
export interface RankInterval {
  lower: number
  upper: number
}

/**
 * The rank interval of each of `count` items, from verdicts on pairs of them: its lower end is one
 * above the number of items that are surely better, its upper end leaves room for those that are
 * surely worse. A pair without a verdict widens both, and verdicts are never chained. With a
 * probability of at most α that any verdict is false, all intervals hold the true ranks at once
 * with a probability of at least 1 − α (Al Mohamad, Goeman & van Zwet 2022, “Simultaneous
 * confidence intervals for ranks with application to ranking institutions”, Biometrics 78).
 *
 * `rankIntervals(3, (a, b) => a === 0 && b === 2) // => [{lower: 1, upper: 2}, {lower: 1, upper: 3}, {lower: 2, upper: 3}]`
 *
 * @param isBetter whether the first item is surely better than the second
 */
export function rankIntervals(
  count: number,
  isBetter: (one: number, other: number) => boolean,
): RankInterval[] {
  const items = Array.from({ length: count }, (_, index) => index)
  return items.map(own => ({
    lower: 1 + items.filter(other => isBetter(other, own)).length,
    upper: count - items.filter(other => isBetter(own, other)).length,
  }))
}
