import { mean } from './mean.ts'

/** How far a series is from being level, each as a share of its mean. */
export interface Steadiness {
  /** From the least of its parts to the most. */
  range: number
  /** How far the straight line through them rises from the first to the last. */
  rise: number
}

const parts = 5

/**
 * The two questions of SNIA's rule for a steady state (Solid State Storage Performance Test
 * Specification 2.0.2, 2.1.24: a window of five rounds, a range of 20 % and a slope of 10 % of the
 * mean at most), of five parts of equal length. What does not fill a part is left out at the start,
 * which is nearest to the warm-up.
 *
 * `toSteadiness([8, 8, 9, 9, 10, 10, 11, 11, 12, 12]) // => {range: 0.4, rise: 0.4}`
 *
 * @returns undefined of fewer than two values a part, or where their mean is not above zero
 */
export function toSteadiness(values: readonly number[]): Steadiness | undefined {
  const length = Math.floor(values.length / parts)
  if (length < 2) return undefined
  const used = values.slice(values.length - parts * length)
  const means = Array.from({ length: parts }, (_, part) =>
    mean(used.slice(part * length, (part + 1) * length)),
  )
  const centre = mean(means)
  if (!(centre > 0)) return undefined
  // Least squares over −2, −1, 0, 1, 2, whose squares add up to 10; from end to end are 4 steps.
  const slope = means.reduce((sum, value, part) => sum + (part - 2) * value, 0) / 10
  return { range: (Math.max(...means) - Math.min(...means)) / centre, rise: (4 * slope) / centre }
}
