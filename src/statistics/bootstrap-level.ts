import { studentT } from './student-t.ts'

/** 97.5 % of the normal distribution lie below. */
const normalQuantile = 1.959963984540054

/**
 * The level that 95 % of resamplings of so few runs really reach. Resampling knows the spread of
 * the runs at hand only, which is that of all by √((n - 1) ÷ n) too small, and nothing of
 * Student's wider tails (Hesterberg 2015, “What teachers should know about the bootstrap”, 3.1).
 *
 * `bootstrapLevel(3) // => 0.749…`, `bootstrapLevel(30) // => 0.936…`
 *
 * @param n how many runs were resampled
 */
export function bootstrapLevel(n: number): number {
  if (n < 2) return 0
  return 2 * studentT(normalQuantile * Math.sqrt((n - 1) / n), n - 1) - 1
}
