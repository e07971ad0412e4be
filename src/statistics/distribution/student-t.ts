import { incompleteBeta } from './incomplete-beta.ts'

/**
 * Student's t distribution: probability and quantile.
 *
 * P(T <= t) = 1 - I_x(ν/2, 1/2) / 2 for t > 0, with x = ν / (ν + t²) and I the
 * regularised incomplete beta function (Abramowitz & Stegun 26.7.1).
 */
export function studentT(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

/** Two-sided p-value of a t statistic. */
export function studentTPValue(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** Quantiles of whole degrees of freedom: every cell and comparison with as many runs asks for them. */
const known = new Map<string, number>()

/**
 * `studentTQuantile(0.975, 5) // => 2.5706`; found to the last bit that matters, by false position
 * that halves the value of an end that stays (Dowell & Jarratt 1971, the Illinois method).
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees)
  if (!Number.isInteger(degrees)) return findQuantile(probability, degrees)
  const key = `${probability} ${degrees}`
  const quantile = known.get(key) ?? findQuantile(probability, degrees)
  known.set(key, quantile)
  return quantile
}

function findQuantile(probability: number, degrees: number): number {
  const at = (t: number) => studentT(t, degrees) - probability
  let [low, high] = [0, 1]
  let [below, above] = [at(low), at(high)]
  for (; above < 0; above = at(high)) high *= 2
  let last = high
  for (let step = 0; step < 200; step++) {
    const next = (low * above - high * below) / (above - below)
    const found = at(next)
    if (found === 0 || Math.abs(next - last) <= 4e-16 * high) return next
    last = next
    if (found < 0) [low, below, above] = [next, found, above / 2]
    else [high, above, below] = [next, found, below / 2]
  }
  return last
}
