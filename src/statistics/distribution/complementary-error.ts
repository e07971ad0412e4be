/**
 * Complementary error function, by its continued fraction for large x and series for small
 * (Abramowitz & Stegun 7.1.5, 7.1.14).
 *
 * `complementaryError(1) // => 0.1572…`
 *
 * @param x zero or more
 */
export function complementaryError(x: number): number {
  if (x < 2) {
    let term = x
    let sum = x
    for (let n = 1; n < 60; n++) {
      term *= (-x * x) / n
      sum += term / (2 * n + 1)
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum
  }
  let fraction = 0
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (x + fraction)
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction)
}
