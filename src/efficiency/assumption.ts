import { amountInterval } from '../statistics/amount-interval.ts'
import { type Contrast, perRound, present, runsOf } from '../statistics/contrast.ts'
import { geometricMeanInterval } from '../statistics/geometric-mean-interval.ts'
import { holm } from '../statistics/holm.ts'
import { logContrast } from '../statistics/log-contrast.ts'
import { matchedRatio } from '../statistics/matched-ratio.ts'
import { medianInterval } from '../statistics/median-interval.ts'
import { pairwiseRatio } from '../statistics/pairwise-ratio.ts'
import type { Ratio } from '../statistics/ratio.ts'
import { signedRankRatio } from '../statistics/signed-rank-ratio.ts'
import type { Manifest } from '../study/manifest.ts'
import type { Estimate } from './efficiency.ts'

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
    ratio: string
    effect: string
    /** The head of a column of ratios' intervals: each has a level of its own where ranks are used. */
    intervals: string
  }
  /** Whether averages over pairs are made round by round, so that each pair needs all rounds. */
  isByRound: boolean
  /** An estimate of several runs with its interval, or why there is none. */
  summarise(values: number[]): Estimate
  /** Ratio of cells with its interval and its own p-value; nothing where too few runs allow it. */
  compare(contrast: Contrast): Ratio | undefined
  /** P-values of one family, adjusted so that a false difference in it is rare. */
  adjust(ratios: readonly Ratio[]): number[]
}

/** Student's t on logs, and what is called so. */
const onLogs = {
  needs: 3,
  summarise(values: number[]): Estimate {
    const n = values.length
    if (n < 3) return { state: 'too-few-runs', n }
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
  words: {
    ...meanWords,
    ratio: 'ratio of geometric means, with its 95 % interval (Welch’s t on the logs)',
    effect:
      'geometric mean of the ratios over pairs of configurations that differ in nothing else, with its 95 % interval (Welch and Satterthwaite on the logs)',
  },
  compare(contrast) {
    const terms = contrast.map(({ series, weight }) => ({ values: runsOf(series), weight }))
    const isAble = terms.every(({ values }) => values.length >= 3 && areAbove(values))
    return isAble ? logContrast(terms) : undefined
  },
}

const roundDrift: Assumption = {
  ...onLogs,
  name: 'round-drift',
  isByRound: true,
  words: {
    ...meanWords,
    ratio:
      'geometric mean of the ratios within each round, with its 95 % interval (Student’s t on their logs)',
    effect:
      'geometric mean over rounds of the ratio in a round, averaged over pairs of configurations that differ in nothing else, with its 95 % interval (Student’s t on the logs)',
  },
  compare(contrast) {
    const rounds = present(perRound(contrast))
    return rounds.length < 3 ? undefined : matchedRatio(rounds)
  },
}

const nothing: Assumption = {
  name: 'nothing',
  needs: 6,
  isByRound: true,
  words: {
    estimate: 'median over runs',
    interval: 'its confidence interval of at least 95 % (order statistics)',
    intervals: 'Interval',
    ratio:
      'median of the pairwise ratios, with its interval of at least 95 % (inverted Mann-Whitney test)',
    effect:
      'median over repeats (Hodges and Lehmann) of the mean log ratio over pairs of configurations that differ in nothing else, with its interval of at least 95 % (inverted signed-rank test; of a single pair, inverted Mann-Whitney test)',
  },
  summarise(values) {
    const interval = medianInterval(values)
    const n = values.length
    return interval
      ? { state: 'estimated', kind: 'median', interval, n }
      : { state: 'too-few-runs', n }
  },
  compare(contrast) {
    const [a, b, ...more] = contrast.map(({ series }) => runsOf(series))
    if (!a || !b || ![a, b, ...more].every(areAbove)) return undefined
    return more.length > 0 ? signedRankRatio(present(perRound(contrast))) : pairwiseRatio(a, b)
  },
  adjust: adjustByHolm,
}

function adjustByHolm(ratios: readonly Ratio[]): number[] {
  return holm(ratios.map(({ pValue }) => pValue))
}

function areAbove(values: readonly number[]): boolean {
  return values.every(value => value > 0)
}

export const assumptions: { [name in Manifest['assume']]: Assumption } = {
  'log-normal': logNormal,
  'round-drift': roundDrift,
  nothing,
}
