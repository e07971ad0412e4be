import { mannWhitney } from './mann-whitney.ts'
import { medianOfPairs } from './pairwise-shift.ts'
import type { Ratio } from './ratio.ts'

/**
 * Ratio of two samples that assumes nothing but that they have one shape on the log scale: the
 * median of all pairwise ratios, as `pairwiseShift` has it of differences.
 *
 * @param values positive
 * @param baseline positive
 * @returns undefined where the samples are too small for the level: below 4 and 4 at 95 %
 */
export function pairwiseRatio(
  values: readonly number[],
  baseline: readonly number[],
  level = 0.95,
): Ratio | undefined {
  const logs = values.flatMap(value => baseline.map(other => Math.log(value / other)))
  const middle = medianOfPairs(logs, values.length, baseline.length, level)
  if (!middle) return undefined
  return {
    ...middle,
    value: Math.exp(middle.value),
    lower: Math.exp(middle.lower),
    upper: Math.exp(middle.upper),
    pValue: mannWhitney(values, baseline),
  }
}
