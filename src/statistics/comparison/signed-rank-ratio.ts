import type { Ratio } from './ratio.ts'
import { signedRankShift } from './signed-rank-shift.ts'

/**
 * Ratio of matched samples that assumes nothing but that their logs are symmetric around it:
 * `signedRankShift` of the logs.
 *
 * `signedRankRatio([2, 2.1, 1.9, 2.2, 2, 1.8].map(Math.log)) // => {value: 2, lower: 1.8, upper: 2.2, level: 0.96875, pValue: 0.03125}`
 *
 * @param logs of the ratio of each matched pair
 * @returns undefined where even the whole range does not reach the level: below 6 at 95 %
 */
export function signedRankRatio(logs: readonly number[], level = 0.95): Ratio | undefined {
  const shift = signedRankShift(logs, level)
  if (!shift) return undefined
  const { value, lower, upper } = shift
  return { ...shift, value: Math.exp(value), lower: Math.exp(lower), upper: Math.exp(upper) }
}
