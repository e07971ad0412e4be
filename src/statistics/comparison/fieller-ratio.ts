import type { Interval } from '../interval/interval.ts'
import { mean } from '../summary/mean.ts'
import { meanContrast, type Term } from './mean-contrast.ts'

/**
 * Ratio of two weighted sums of means, with Fieller's interval (1954) for variances that may
 * differ: the ratios ρ for which `meanContrast` of above − ρ · below (Welch's test, of two samples)
 * does not reject that it is zero. Terms with a weight above zero are above the line, the others
 * below it.
 *
 * `fiellerRatio([{values: [2, 4, 6], weight: 1}, {values: [1, 1.1, 0.9], weight: -1}]).value // => 4`
 *
 * @param terms each of at least two values
 * @returns undefined where the sum below is not clear of zero, above it: then there is no bound
 */
export function fiellerRatio(terms: readonly Term[], level = 0.95): Interval | undefined {
  const [above, below] = [1, -1].map(sign => terms.filter(({ weight }) => sign * weight > 0))
  if (!above || !below) return undefined
  const divisor = meanContrast(below.map(({ values, weight }) => ({ values, weight: -weight })))
  if (divisor.value <= 0 || divisor.pValue >= 1 - level) return undefined
  const value = sumUp(above) / divisor.value
  const isInside = (ratio: number) => {
    const scaled = below.map(({ values, weight }) => ({ values, weight: ratio * weight }))
    return meanContrast([...above, ...scaled]).pValue >= 1 - level
  }
  const lower = findEdge(value, -1, isInside)
  const upper = findEdge(value, 1, isInside)
  return lower === undefined || upper === undefined ? undefined : { value, lower, upper, level }
}

function sumUp(terms: readonly Term[]): number {
  return terms.reduce((sum, { values, weight }) => sum + weight * mean(values), 0)
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
