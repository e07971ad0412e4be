import { incompleteBeta, logBeta } from './incomplete-beta.ts'

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
 * `studentTQuantile(0.975, 5) // => 2.5706`; to the last bits, by Newton's steps on the log of the
 * tail against the log of t. That is nearly a straight line, and it is concave, so the steps converge.
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees)
  if (probability === 0.5) return 0
  if (!Number.isInteger(degrees)) return findQuantile(probability, degrees)
  const key = `${probability} ${degrees}`
  const quantile = known.get(key) ?? findQuantile(probability, degrees)
  known.set(key, quantile)
  return quantile
}

function findQuantile(probability: number, degrees: number): number {
  const front = -logBeta(degrees / 2, 0.5) - Math.log(degrees) / 2
  let t = 2
  for (let step = 0; step < 100; step++) {
    const tail = studentTPValue(t, degrees) / 2
    const density = Math.exp(front - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees))
    const move = (Math.log(tail / (1 - probability)) * tail) / (t * density)
    t *= Math.exp(move)
    // The next step would be about the square of this one.
    if (Math.abs(move) < 1e-8) break
  }
  return t
}
