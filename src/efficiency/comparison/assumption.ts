import {
  type Contrast,
  differencesPerRound,
  perRound,
  present,
  runsOf,
  sidesPerRound,
} from '../../statistics/comparison/contrast.ts'
import type { Difference } from '../../statistics/comparison/difference.ts'
import { fiellerRatio } from '../../statistics/comparison/fieller-ratio.ts'
import { holm } from '../../statistics/comparison/holm.ts'
import { logContrast } from '../../statistics/comparison/log-contrast.ts'
import { matchedDifference } from '../../statistics/comparison/matched-difference.ts'
import { matchedFiellerRatio } from '../../statistics/comparison/matched-fieller-ratio.ts'
import { matchedRatio } from '../../statistics/comparison/matched-ratio.ts'
import { meanContrast } from '../../statistics/comparison/mean-contrast.ts'
import { pairwiseRatio } from '../../statistics/comparison/pairwise-ratio.ts'
import { pairwiseShift } from '../../statistics/comparison/pairwise-shift.ts'
import type { Ratio } from '../../statistics/comparison/ratio.ts'
import { signedRankRatio } from '../../statistics/comparison/signed-rank-ratio.ts'
import { signedRankShift } from '../../statistics/comparison/signed-rank-shift.ts'
import { amountInterval } from '../../statistics/interval/amount-interval.ts'
import { geometricMeanInterval } from '../../statistics/interval/geometric-mean-interval.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { medianInterval } from '../../statistics/interval/median-interval.ts'
import { skewedMeanInterval } from '../../statistics/interval/skewed-mean-interval.ts'
import type { Manifest } from '../../study/manifest/manifest.ts'
import type { Compared, Estimate } from '../estimate.ts'

/**
 * What a study assumes of its runs (`assume` in study.yaml), and all that follows from it: how
 * runs are summed up, how cells are compared, and how that is called.
 */
export interface Assumption {
  name: Manifest['assume']
  /** How many runs an interval needs. */
  needs: number
  /** How things are named to the reader. */
  words: {
    estimate: string
    interval: string
    /** What is compared, alone: `ratio of geometric means`. */
    ratioName: string
    ratio: string
    effect: string
    /** An effect in the unit of its metric. */
    difference: string
    /** The head of a column of ratios' intervals: each has a level of its own where ranks are used. */
    intervals: string
  }
  /** Whether averages over pairs are made round by round, so that each pair needs all rounds. */
  isByRound: boolean
  /** Whether rounds have a level of their own, so that a run is told by the others of its round. */
  hasDrift: boolean
  /** The smallest p-value that a comparison of so many rounds can have: 0 where it can be any. */
  leastP(rounds: number): number
  /**
   * An estimate of several runs with its interval, or why there is none.
   *
   * @param isSigned whether values may be below zero: then they have no logarithms
   */
  summarise(values: number[], isSigned?: boolean): Estimate
  /** Difference and ratio of cells, with an own p-value; nothing where too few runs allow it. */
  compare(contrast: Contrast): Compared | undefined
  /** P-values of one family, adjusted so that a false difference in it is rare. */
  adjust(compared: readonly Pick<Compared, 'pValue'>[]): number[]
}

/** Student's t on logs, and what is called so. */
const onLogs = {
  needs: 3,
  leastP: () => 0,
  summarise(values: number[], isSigned = false): Estimate {
    const n = values.length
    if (n < 3) return { state: 'too-few-runs', n }
    if (isSigned) {
      return {
        state: 'estimated',
        kind: 'arithmetic mean',
        interval: skewedMeanInterval(values),
        n,
      }
    }
    // A zero has no logarithm, so with one among the runs they have an arithmetic mean.
    return values.every(value => value > 0)
      ? { state: 'estimated', kind: 'geometric mean', interval: geometricMeanInterval(values), n }
      : { state: 'estimated', kind: 'arithmetic mean', interval: amountInterval(values), n }
  },
  adjust: adjustByHolm,
}

const meanWords = {
  estimate: 'geometric mean over runs',
  interval: 'its 95 % confidence interval (Student’s t on the logs)',
  intervals: '95 % interval',
}

const logNormal: Assumption = {
  ...onLogs,
  name: 'log-normal',
  isByRound: false,
  hasDrift: false,
  words: {
    ...meanWords,
    ratioName: 'ratio of geometric means',
    ratio: 'ratio of geometric means, with its 95 % interval (Welch’s t on the logs)',
    effect:
      'geometric mean of the ratios over pairs of configurations that differ in nothing else, with its 95 % interval (Welch and Satterthwaite on the logs)',
    difference:
      'average over pairs of configurations that differ in nothing else, with its 95 % interval (Welch and Satterthwaite)',
  },
  compare(contrast) {
    const terms = contrast.map(({ series, weight }) => ({ values: runsOf(series), weight }))
    if (!terms.every(({ values }) => values.length >= 3)) return undefined
    const difference = meanContrast(terms)
    if (isSigned(contrast)) {
      return withRatio(difference, isApart(contrast) ? fiellerRatio(terms) : undefined)
    }
    return terms.every(({ values }) => areAbove(values))
      ? byRatio(logContrast(terms), difference)
      : undefined
  },
}

const roundDrift: Assumption = {
  ...onLogs,
  name: 'round-drift',
  isByRound: true,
  hasDrift: true,
  words: {
    ...meanWords,
    ratioName: 'geometric mean of the ratios within each round',
    ratio:
      'geometric mean of the ratios within each round, with its 95 % interval (Student’s t on their logs)',
    effect:
      'geometric mean over rounds of the ratio in a round, averaged over pairs of configurations that differ in nothing else, with its 95 % interval (Student’s t on the logs)',
    difference:
      'mean over rounds of the difference in a round, averaged over pairs of configurations that differ in nothing else, with its 95 % interval (Student’s t)',
  },
  compare(contrast) {
    const differences = present(differencesPerRound(contrast))
    if (differences.length < 3) return undefined
    const difference = matchedDifference(differences)
    if (!isSigned(contrast)) return byRatio(matchedRatio(present(perRound(contrast))), difference)
    const { above, below } = sidesPerRound(contrast)
    return withRatio(difference, isApart(contrast) ? matchedFiellerRatio(above, below) : undefined)
  },
}

const nothing: Assumption = {
  name: 'nothing',
  needs: 6,
  // Of signed ranks all 2ⁿ signs are as likely; below six rounds no interval is given.
  leastP: rounds => (rounds < 6 ? 1 : 2 / 2 ** rounds),
  isByRound: true,
  hasDrift: false,
  words: {
    estimate: 'median over runs',
    interval: 'its confidence interval of at least 95 % (order statistics)',
    intervals: 'Interval',
    ratioName: 'median over rounds (Hodges and Lehmann) of the ratio within each',
    ratio:
      'median over rounds (Hodges and Lehmann) of the ratio within each, with its interval of at least 95 % (inverted signed-rank test; with fewer than 6 shared rounds, median of the pairwise ratios and inverted Mann-Whitney test)',
    effect:
      'median over rounds (Hodges and Lehmann) of the mean log ratio over pairs of configurations that differ in nothing else, with its interval of at least 95 % (inverted signed-rank test)',
    difference:
      'median over rounds (Hodges and Lehmann) of the mean difference over pairs of configurations that differ in nothing else, with its interval of at least 95 % (inverted signed-rank test)',
  },
  summarise(values) {
    const interval = medianInterval(values)
    const n = values.length
    return interval
      ? { state: 'estimated', kind: 'median', interval, n }
      : { state: 'too-few-runs', n }
  },
  compare(contrast) {
    const difference = signedRankShift(present(differencesPerRound(contrast)))
    if (!difference) return compareUnmatched(contrast)
    if (isSigned(contrast)) return withRatio(difference)
    const ratio = signedRankRatio(present(perRound(contrast)))
    return ratio && byRatio(ratio, difference)
  },
  adjust: adjustByHolm,
}

/** Of two cells that share too few rounds for signed ranks: each run against each. */
function compareUnmatched(contrast: Contrast): Compared | undefined {
  const [left, right, ...more] = contrast
  if (!left || !right || more.length > 0) return undefined
  const [a, b] = [runsOf(left.series), runsOf(right.series)]
  const difference = pairwiseShift(a, b)
  if (!difference) return undefined
  if (isSigned(contrast)) return withRatio(difference)
  const ratio = areAbove(a) && areAbove(b) ? pairwiseRatio(a, b) : undefined
  return ratio && byRatio(ratio, difference)
}

function adjustByHolm(compared: readonly Pick<Compared, 'pValue'>[]): number[] {
  return holm(compared.map(({ pValue }) => pValue))
}

function isSigned(contrast: Contrast): boolean {
  return contrast.some(({ series }) => series.isSigned)
}

/** Whether no cell is on both sides, where a part of it would be left in neither. */
function isApart(contrast: Contrast): boolean {
  const above = contrast.reduce((sum, { weight }) => sum + Math.max(0, weight), 0)
  return Math.abs(above - 1) < 1e-9
}

/** Costs above zero are judged by their ratio. */
function byRatio({ pValue, ...ratio }: Ratio, { pValue: _, ...difference }: Difference): Compared {
  return { difference, ratio, pValue }
}

/** What may be below zero is judged by its difference. */
function withRatio({ pValue, ...difference }: Difference, ratio?: Interval): Compared {
  return { difference, ...(ratio && { ratio }), pValue }
}

function areAbove(values: readonly number[]): boolean {
  return values.every(value => value > 0)
}

export const assumptions: { [name in Manifest['assume']]: Assumption } = {
  'log-normal': logNormal,
  'round-drift': roundDrift,
  nothing,
}
