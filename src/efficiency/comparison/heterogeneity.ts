import type { Contrast, Series } from '../../statistics/comparison/contrast.ts'
import type { Assumption } from './assumption.ts'

/**
 * Whether an average over pairs hides that they differ: each pair is compared with the average of
 * all, and the smallest p-value is adjusted by Holm over them. It assumes of the pairs what the study
 * assumes of its runs, and no common variance, as the F test of an analysis of variance would.
 *
 * @param pairs the contrast of each pair
 * @returns p of "all pairs have one effect"; undefined of fewer than two, or where none can be compared
 */
export function testHeterogeneity(
  pairs: readonly Contrast[],
  { compare, adjust }: Assumption,
): number | undefined {
  if (pairs.length < 2) return undefined
  const average = pairs.flatMap(pair =>
    pair.map(({ series, weight }) => ({ series, weight: weight / pairs.length })),
  )
  // Of two pairs, one lies as far above the average as the other below it.
  const asked = pairs.length === 2 ? pairs.slice(0, 1) : pairs
  const compared = asked.flatMap(pair => compare(subtract(pair, average)) ?? [])
  return compared.length === 0 ? undefined : Math.min(...adjust(compared))
}

/** A cell may be in both: its weights add up, so that its noise is counted once. */
function subtract(one: Contrast, other: Contrast): Contrast {
  const weights = new Map<Series, number>()
  for (const [contrast, sign] of [[one, 1] as const, [other, -1] as const]) {
    for (const { series, weight } of contrast) {
      weights.set(series, (weights.get(series) ?? 0) + sign * weight)
    }
  }
  return [...weights].map(([series, weight]) => ({ series, weight }))
}
