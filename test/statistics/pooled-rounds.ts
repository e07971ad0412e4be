import { holm } from '../../src/statistics/comparison/holm.ts'
import { matchedRatio } from '../../src/statistics/comparison/matched-ratio.ts'
import { incompleteBeta } from '../../src/statistics/distribution/incomplete-beta.ts'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { studentTPValue } from '../../src/statistics/distribution/student-t.ts'
import { significance } from '../../src/statistics/significance.ts'
import { mean } from '../../src/statistics/summary/mean.ts'
import { median } from '../../src/statistics/summary/median.ts'
import { createNormal } from './coverage-shapes.ts'

/**
 * What a model of all rounds would do: configuration and round on logs, with one variance for all
 * configurations where a test of equal variances (Brown and Forsythe’s, of the residuals, at 5 %) does
 * not speak against that, and the paired t test elsewhere. Against the paired t test alone.
 */

/** Standard deviations of nine configurations in one study; the first is the baseline. */
export const spreads: {
  [name: string]: (normal: () => number) => number[]
} = {
  equal: () => Array.from({ length: configurations }, () => 0.1),
  'of the baseline three times as large': () => [
    0.3,
    ...Array.from({ length: configurations - 1 }, () => 0.1),
  ],
  'apart by a factor of 1.6': normal =>
    Array.from({ length: configurations }, () => 0.1 * Math.exp(0.5 * normal())),
}

export const sizes = [3, 6, 12]
const configurations = 9

/** Of so many studies: intervals that held the truth, of all; and studies with a false difference. */
export interface Outcome {
  spread: string
  rounds: number
  studies: number
  comparisons: number
  /** Studies in which variances were pooled. */
  pooled: number
  held: { paired: number; chosen: number }
  false: { paired: number; chosen: number }
}

/** No configuration differs from the baseline, and each round has a level of its own. */
export function simulatePooling(spread: string, rounds: number, studies: number): Outcome {
  const found = { paired: 0, chosen: 0 }
  const outcome: Outcome = {
    spread,
    rounds,
    studies,
    comparisons: studies * (configurations - 1),
    pooled: 0,
    held: { ...found },
    false: { ...found },
  }
  for (let study = 0; study < studies; study++) {
    const normal = createNormal(createRandom(1_000_003 * (study + 1) + rounds))
    const drift = Array.from({ length: rounds }, () => 0.3 * normal())
    const logs = (spreads[spread]?.(normal) ?? []).map(own => drift.map(at => at + own * normal()))
    const paired = comparePaired(logs)
    const residuals = toResiduals(logs)
    const isPooled = testVariances(residuals) >= significance
    const chosen = isPooled ? comparePooled(logs, residuals) : paired
    outcome.pooled += Number(isPooled)
    for (const [name, pValues] of Object.entries({ paired, chosen }) as ['paired', number[]][]) {
      outcome.held[name] += pValues.filter(p => p >= significance).length
      outcome.false[name] += Number(holm(pValues).some(p => p < significance))
    }
  }
  return outcome
}

/** The truth is no difference, so an interval holds it where its p is not below 5 %. */
function comparePaired([baseline = [], ...others]: number[][]): number[] {
  return others.map(own => matchedRatio(own.map((log, at) => log - (baseline[at] ?? 0))).pValue)
}

function comparePooled([baseline = [], ...others]: number[][], residuals: number[][]): number[] {
  const rounds = baseline.length
  const degrees = (residuals.length - 1) * (rounds - 1)
  const variance = residuals.flat().reduce((sum, value) => sum + value ** 2, 0) / degrees
  const error = Math.sqrt((2 * variance) / rounds)
  return others.map(own => studentTPValue((mean(own) - mean(baseline)) / error, degrees))
}

/** What configuration and round leave. */
export function toResiduals(logs: readonly number[][]): number[][] {
  const levels = (logs[0] ?? []).map((_, at) => mean(logs.map(own => own[at] ?? 0)))
  const all = mean(levels)
  return logs.map(own => own.map((log, at) => log - mean(own) - (levels[at] ?? 0) + all))
}

/** Brown and Forsythe’s test (1974): an analysis of variance of distances from each median. */
export function testVariances(groups: readonly number[][]): number {
  const distances = groups.map(own => own.map(value => Math.abs(value - median(own))))
  const centre = mean(distances.flat())
  const count = distances.flat().length
  const between = distances.reduce((sum, own) => sum + own.length * (mean(own) - centre) ** 2, 0)
  const within = distances
    .flatMap(own => own.map(value => (value - mean(own)) ** 2))
    .reduce((sum, square) => sum + square, 0)
  const [above, below] = [groups.length - 1, count - groups.length]
  return incompleteBeta(within / (within + between), below / 2, above / 2)
}
