import type { Interval } from './interval.ts'
import { mean } from './mean.ts'
import { meanContrast } from './mean-contrast.ts'

/** A sample, and the factors with which its mean enters the sums above and below the line. */
export interface RatioTerm {
  values: readonly number[]
  above: number
  below: number
}

/**
 * Ratio of two weighted sums of means, with Fieller's interval (1954) for variances that may
 * differ: the ratios ρ for which `meanContrast` of above − ρ · below (Welch's test, of two samples)
 * does not reject that it is zero. A sample may enter both sums.
 *
 * `fiellerRatio([{values: [2, 4, 6], above: 1, below: 0}, {values: [1, 1.1, 0.9], above: 0, below: 1}]).value // => 4`
 *
 * @param terms each of at least two values
 * @returns undefined where the sum below is not clear of zero, above it: then there is no bound
 */
export function fiellerRatio(terms: readonly RatioTerm[], level = 0.95): Interval | undefined {
  const sumOf = (side: 'above' | 'below') =>
    terms.reduce((sum, term) => sum + term[side] * mean(term.values), 0)
  const below = meanContrast(terms.map(({ values, below }) => ({ values, weight: below })))
  if (below.value <= 0 || below.pValue >= 1 - level) return undefined
  const value = sumOf('above') / sumOf('below')
  const isInside = (ratio: number) => {
    const weighted = terms.map(({ values, above, below }) => ({
      values,
      weight: above - ratio * below,
    }))
    return meanContrast(weighted).pValue >= 1 - level
  }
  const lower = findEdge(value, -1, isInside)
  const upper = findEdge(value, 1, isInside)
  return lower === undefined || upper === undefined ? undefined : { value, lower, upper, level }
}

/** The last ratio inside, going from the value to one side, by bisection. */
function findEdge(
  value: number,
  direction: 1 | -1,
  isInside: (ratio: number) => boolean,
): number | undefined {
  const scale = Math.max(Math.abs(value), 1e-9)
  let step = 1e-3
  while (isInside(value + direction * step * scale)) {
    step *= 2
    // Beside a sum that is just clear of zero the interval is as good as without bound.
    if (step > 1e9) return undefined
  }
  let [inside, outside] = [0, step]
  for (let round = 0; round < 80 && outside - inside > 1e-15 * outside; round++) {
    const middle = (inside + outside) / 2
    if (isInside(value + direction * middle * scale)) inside = middle
    else outside = middle
  }
  return value + direction * ((inside + outside) / 2) * scale
}
