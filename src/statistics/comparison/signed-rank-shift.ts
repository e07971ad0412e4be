import { signedRankWays } from '../distribution/signed-rank-distribution.ts'
import { medianOfSorted } from '../summary/median.ts'
import type { Difference } from './difference.ts'
import { signedRank } from './signed-rank.ts'

/**
 * Difference of matched samples that assumes nothing but that it is symmetric around its centre:
 * the median of all averages of two differences (Hodges & Lehmann 1963), its interval from
 * inverting Wilcoxon's signed-rank test (Tukey 1949; Hollander & Wolfe 1999, 3.3), and that test's
 * p-value, exact with ties. Where left and right were drawn in random order, symmetry holds by
 * design.
 *
 * `signedRankShift([2, 2.1, 1.9, 2.2, 2, 1.8]) // => {value: 2, lower: 1.8, upper: 2.2, level: 0.96875, pValue: 0.03125}`
 *
 * @param differences one a matched pair
 * @returns undefined where even the whole range does not reach the level: below 6 at 95 %
 */
export function signedRankShift(
  differences: readonly number[],
  level = 0.95,
): Difference | undefined {
  const averages = sortAverages(differences)
  const { steps, reached } = findCut(differences.length, level)
  const lower = averages[steps - 1]
  const upper = averages[averages.length - steps]
  if (steps === 0 || lower === undefined || upper === undefined) return undefined
  return {
    value: medianOfSorted(averages),
    lower,
    upper,
    level: reached,
    pValue: signedRank(differences),
  }
}

/** The average of each value with each, itself included. */
function sortAverages(values: readonly number[]): Float64Array {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2)
  let at = 0
  for (const [index, a] of values.entries()) {
    for (let other = index; other < values.length; other++) {
      averages[at++] = (a + (values[other] ?? Number.NaN)) / 2
    }
  }
  return averages.sort()
}

/** By number of differences and level: every comparison of as many rounds asks for them. */
const known = new Map<string, Cut>()

/** How many averages lie outside at each end: the largest k with 2 · P(W < k) <= 1 - level. */
interface Cut {
  steps: number
  reached: number
}

function findCut(n: number, level: number): Cut {
  const key = `${n} ${level}`
  const cut = known.get(key) ?? countSteps(n, level)
  known.set(key, cut)
  return cut
}

function countSteps(n: number, level: number): Cut {
  const ways = signedRankWays(Array.from({ length: n }, (_, index) => index + 1))
  let tail = 0
  let steps = 0
  let reached = 1
  for (const count of ways) {
    tail += count / 2 ** n
    if (2 * tail > 1 - level + 1e-12) break
    steps += 1
    reached = 1 - 2 * tail
  }
  return { steps, reached }
}
