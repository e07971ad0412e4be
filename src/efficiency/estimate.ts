import { formatPercent } from '../format/number.ts'
import { amountInterval } from '../statistics/amount-interval.ts'
import { geometricMeanInterval } from '../statistics/geometric-mean-interval.ts'
import { geometricMeanRatio } from '../statistics/geometric-mean-ratio.ts'
import { medianInterval } from '../statistics/median-interval.ts'
import { pairwiseRatio } from '../statistics/pairwise-ratio.ts'
import type { Ratio } from '../statistics/ratio.ts'
import type { Estimate, EstimateKind } from './efficiency.ts'

/** What a study assumes of its runs: `assume` in study.yaml. */
export type Assumption = 'log-normal' | 'round-drift' | 'nothing'

/** How the two families are named to the reader. */
export const families: {
  [assumption in Assumption]: { estimate: string; interval: string; ratio: string; effect: string }
} = {
  'log-normal': {
    estimate: 'geometric mean over runs',
    interval: 'its 95 % confidence interval (Student’s t on the logs)',
    ratio: 'ratio of geometric means, with its 95 % interval (Welch’s t on the logs)',
    effect:
      'geometric mean of the ratios over pairs of configurations that differ in nothing else, with its 95 % interval (Welch and Satterthwaite on the logs)',
  },
  'round-drift': {
    estimate: 'geometric mean over runs',
    interval: 'its 95 % confidence interval (Student’s t on the logs)',
    ratio:
      'geometric mean of the ratios within each round, with its 95 % interval (Student’s t on their logs)',
    effect:
      'geometric mean over rounds of the ratio in a round, averaged over pairs of configurations that differ in nothing else, with its 95 % interval (Student’s t on the logs)',
  },
  nothing: {
    estimate: 'median over runs',
    interval: 'its confidence interval of at least 95 % (order statistics)',
    ratio:
      'median of the pairwise ratios, with its interval of at least 95 % (inverted Mann-Whitney test)',
    effect:
      'median over repeats (Hodges and Lehmann) of the mean log ratio over pairs of configurations that differ in nothing else, with its interval of at least 95 % (inverted signed-rank test; of a single pair, inverted Mann-Whitney test)',
  },
}

/**
 * What the limits of an estimate are: resampled runs promise less than 95 % where they are few,
 * order statistics reach a level of their own, which a column of several leaves to its caption.
 */
export function nameInterval(kind: EstimateKind | undefined, level?: number): string {
  if (kind === 'pooled percentile') return '95 % of resamplings'
  if (kind !== 'median') return '95 % interval'
  return level === undefined ? 'interval' : nameLevel(level)
}

/** The head of a column of ratios’ intervals: each has a level of its own where ranks are used. */
export function nameIntervals(assume: Assumption): string {
  return assume === 'nothing' ? 'Interval' : '95 % interval'
}

/** The interval of a ratio, at the level that it reached: `98.4 % interval`. */
export function nameLevel(level: number): string {
  return `${formatPercent(level, level === 0.95 ? 0 : 1)} interval`
}

/**
 * An estimate with its interval, or why there is none: 1 or 2 runs never get one. A zero has no
 * logarithm, so with one among the runs they have an arithmetic mean.
 */
export function toEstimate(values: number[], assume: Assumption): Estimate {
  const n = values.length
  if (assume === 'nothing') {
    const interval = medianInterval(values)
    return interval
      ? { state: 'estimated', kind: 'median', interval, n }
      : { state: 'too-few-runs', n }
  }
  if (n < 3) return { state: 'too-few-runs', n }
  if (values.every(value => value > 0)) {
    return {
      state: 'estimated',
      kind: 'geometric mean',
      interval: geometricMeanInterval(values),
      n,
    }
  }
  return { state: 'estimated', kind: 'arithmetic mean', interval: amountInterval(values), n }
}

/** Ratio of two samples; nothing where one is too small or holds a zero. */
export function toRatio(
  values: number[],
  baseline: number[],
  assume: Assumption,
): Ratio | undefined {
  const samples = [values, baseline]
  if (samples.some(sample => sample.some(value => value <= 0))) return undefined
  if (assume === 'nothing') return pairwiseRatio(values, baseline)
  return samples.every(sample => sample.length >= 3)
    ? geometricMeanRatio(values, baseline)
    : undefined
}
