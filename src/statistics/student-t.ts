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

/** `studentTQuantile(0.975, 5) // => 2.5706`; found by bisection, to the last bit that matters. */
export function studentTQuantile(probability: number, degrees: number): number {
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees)
  let low = 0
  let high = 1
  while (studentT(high, degrees) < probability) high *= 2
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2
    if (studentT(middle, degrees) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}
