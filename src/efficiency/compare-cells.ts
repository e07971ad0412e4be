import { geometricMean } from '../statistics/geometric-mean.ts'
import { matchedRatio } from '../statistics/matched-ratio.ts'
import { minimumDetectableMatchedRatio } from '../statistics/minimum-detectable-matched-ratio.ts'
import { minimumDetectableRatio } from '../statistics/minimum-detectable-ratio.ts'
import type { Ratio } from '../statistics/ratio.ts'
import type { Cell } from './efficiency.ts'
import { type Assumption, toRatio } from './estimate.ts'
import { valuesOf, valuesOfRounds } from './values-of.ts'

/** A ratio of two cells, and the smallest above 1 that such runs would have shown. */
export interface Compared {
  ratio: Ratio
  smallest: number
}

/** Two cells of one workload, as the study assumes of its runs; nothing where too few allow it. */
export function compareCells(
  left: Cell,
  right: Cell,
  metric: string,
  assume: Assumption,
): Compared | undefined {
  if (assume === 'round-drift') {
    const rounds = ratiosOfRounds([{ left, right }], metric)
    if (rounds.length < 3) return undefined
    return { ratio: matchedRatio(rounds), smallest: minimumDetectableMatchedRatio(rounds) }
  }
  const [a, b] = [left, right].map(cell => valuesOf(cell.results[metric]?.points ?? []))
  const ratio = a && b && toRatio(a, b, assume)
  return ratio && { ratio, smallest: minimumDetectableRatio(a, b) }
}

/**
 * Of each round in which every cell of the pairs has a usable run above zero: the ratio of left
 * to right, averaged over the pairs. A round is the runs of one repeat.
 */
export function ratiosOfRounds(
  pairs: readonly { left: Cell; right: Cell }[],
  metric: string,
): number[] {
  const byRound = pairs.map(({ left, right }) => {
    const below = valuesOfRounds(right.results[metric])
    return new Map(
      [...valuesOfRounds(left.results[metric])].flatMap(([repeat, value]) => {
        const other = below.get(repeat)
        return other === undefined ? [] : [[repeat, value / other]]
      }),
    )
  })
  const [first, ...rest] = byRound
  const shared = [...(first?.keys() ?? [])].filter(repeat => rest.every(pair => pair.has(repeat)))
  return shared.map(repeat => geometricMean(byRound.map(pair => pair.get(repeat) ?? Number.NaN)))
}
