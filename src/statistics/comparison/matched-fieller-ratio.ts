import { studentTQuantile } from '../distribution/student-t.ts'
import type { Interval } from '../interval/interval.ts'
import { mean } from '../summary/mean.ts'
import { variance } from '../summary/variance.ts'

/**
 * Ratio of two means of what was measured side by side, once a round, with Fieller's interval
 * (1954, “Some problems in interval estimation”; Finney 1978, *Statistical Method in Biological
 * Assay*, 2.5): the ratios ρ for which Student's t of the rounds' differences a − ρ · b does not
 * reject that their mean is zero. Values may be below zero, as slopes and net costs can be.
 *
 * `matchedFiellerRatio([2, 4, 6, 8.5], [1, 2, 3, 4]) // => {value: 2.05, lower: …, upper: …, level: 0.95}`
 *
 * @param a one a round, at least two
 * @param b of the same rounds
 * @returns undefined where the mean of b is not clear of zero, above it: then there is no bound
 */
export function matchedFiellerRatio(
  a: readonly number[],
  b: readonly number[],
  level = 0.95,
): Interval | undefined {
  const n = a.length
  const [above, below] = [mean(a), mean(b)]
  const square = studentTQuantile((1 + level) / 2, n - 1) ** 2 / n
  // The roots of below² ρ² − 2 · both · ρ + above², each less its share of the error.
  const p = below ** 2 - square * variance(b)
  if (below <= 0 || p <= 0) return undefined
  const q = above * below - square * covariance(a, b)
  const r = above ** 2 - square * variance(a)
  const half = Math.sqrt(Math.max(0, q ** 2 - p * r))
  return { value: above / below, lower: (q - half) / p, upper: (q + half) / p, level }
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [mean(a), mean(b)]
  return a.reduce((sum, value, at) => sum + (value - x) * ((b[at] ?? 0) - y), 0) / (a.length - 1)
}
