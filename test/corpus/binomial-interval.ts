import { incompleteBeta } from '../../src/statistics/distribution/incomplete-beta.ts'

/**
 * Exact interval of a share (Clopper and Pearson, Biometrika 26, 1934): the shares for which as
 * many hits as were seen, or more, or fewer, are not rarer than what the level leaves on each side.
 *
 * `binomialInterval(3, 10, 0.95) // => {lower: 0.0667, upper: 0.6525}`
 */
export function binomialInterval(hits: number, of: number, level: number) {
  const rest = (1 - level) / 2
  return {
    lower: hits === 0 ? 0 : solve(share => incompleteBeta(share, hits, of - hits + 1), rest),
    upper: hits === of ? 1 : solve(share => incompleteBeta(share, hits + 1, of - hits), 1 - rest),
  }
}

/** Where a function that grows from 0 to 1 has a value. */
function solve(grows: (share: number) => number, value: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (grows(middle) < value) low = middle
    else high = middle
  }
  return (low + high) / 2
}
