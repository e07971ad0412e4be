import { mean } from './mean.ts'

/** Sample variance, with n - 1; `NaN` of fewer than two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}
