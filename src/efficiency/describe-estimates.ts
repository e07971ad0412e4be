import { formatPercent } from '../format/number.ts'
import { nameTools } from '../study/tool-words.ts'
import type { Cell } from './cells.ts'
import type { Assumption } from './comparison/assumption.ts'
import type { Estimate } from './estimate.ts'

/** What a point and a line of some cells are, in words that explain nothing that is not there. */
export interface Described {
  /** `geometric mean over runs` */
  estimate: string
  /** Missing where no cell has an interval. */
  interval?: string
  /** What else is to be known of them, as sentences. */
  remarks: string[]
  /** What a point is that has no interval, where only some have none. */
  few?: string
}

export function describeEstimates(
  cells: Cell[],
  metrics: string[],
  assumption: Assumption,
): Described {
  const results = metrics.flatMap(metric => cells.flatMap(cell => cell.results[metric] ?? []))
  const tool = nameTools(cells.flatMap(({ runs }) => runs))
  const estimates = results.map(({ estimate }) => estimate)
  const estimated = estimates.filter(estimate => estimate.state === 'estimated')
  const means = results.filter(({ series, estimate }) => series.isSigned && isMean(estimate))
  const hasSingle = estimates.some(({ state }) => state === 'one-run')
  const hasFew = estimates.some(({ state }) => state === 'too-few-runs')
  const few = hasSingle || hasFew
  const pooled = estimated.filter(({ kind }) => kind === 'pooled percentile')
  const hasRead = metrics.some(
    metric => /^latency-p/.test(metric) && cells.some(cell => isAveraged(cell, metric)),
  )
  if (estimated.length === 0) {
    return few
      ? { estimate: sayFew(hasSingle, hasFew), remarks: [sayNone(assumption)] }
      : { estimate: assumption.words.estimate, remarks: [] }
  }
  const signed = means.map(({ estimate }) => estimate)
  const arithmetic = estimated.filter(estimate => isMean(estimate) && !signed.includes(estimate))
  const medians = estimated.filter(({ kind }) => kind === 'median')
  const also = few ? { few: sayFew(hasSingle, hasFew) } : {}
  const remarks = [
    ...(medians.length > 0 ? [sayReached(medians)] : []),
    ...(pooled.length > 0 ? [sayPooled(tool)] : []),
    ...(hasRead ? [sayRead(tool)] : []),
    ...(arithmetic.length > 0 ? [sayArithmetic(arithmetic)] : []),
    ...(signed.length > 0 && signed.length < estimated.length ? [saySigned] : []),
  ]
  if (pooled.length === estimated.length) {
    return {
      estimate: 'percentile of all I/Os of the runs together',
      interval: ofPooled(tool),
      remarks,
      ...also,
    }
  }
  if (signed.length === estimated.length) return { ...meanOfRuns, remarks, ...also }
  const { estimate, interval } = assumption.words
  return { estimate, interval, remarks, ...also }
}

/** What is drawn otherwise where there are too few runs: `Hollow: value of the only run, …` */
export function sayTooFew({ few }: Described, mark: string): string[] {
  return few === undefined ? [] : [`${mark}: ${few}, too few for an interval.`]
}

/** The tool wrote no bins, so percentiles are numbers of runs like any other. */
function isAveraged(cell: Cell, percentile: string): boolean {
  const estimate = cell.results[percentile]?.estimate
  return estimate?.state === 'estimated' && estimate.kind !== 'pooled percentile'
}

function sayRead(tool: string): string {
  return `Percentiles are the mean over runs of what ${tool} printed of each run, as it wrote no bins: they are not percentiles of all I/Os together.`
}

function sayFew(hasSingle: boolean, hasFew: boolean): string {
  const mean = 'arithmetic mean of the runs'
  if (!hasSingle) return mean
  return hasFew ? `${mean}, or the only one` : 'value of the only run'
}

/** Of what may be below zero, where logs are the rule. */
const meanOfRuns = {
  estimate: 'arithmetic mean over runs',
  interval:
    'its 95 % confidence interval (Student’s t, longer on the side to which the runs are skewed)',
}

const saySigned = `Net costs and slopes, which may be below zero: ${meanOfRuns.estimate}, with ${meanOfRuns.interval}.`

function isMean(estimate: Estimate): estimate is Estimated {
  return estimate.state === 'estimated' && estimate.kind === 'arithmetic mean'
}

/** Why points stand alone. */
export function sayNone({ needs }: Assumption): string {
  return `No interval is given: it would need ${needs} runs.`
}

type Estimated = Extract<Estimate, { state: 'estimated' }>

/** Between order statistics only some levels can be had: which, by the number of runs. */
function sayReached(medians: readonly Estimated[]): string {
  const levels = new Map(medians.map(({ n, interval }) => [n, interval.level]))
  const each = [...levels]
    .sort(([a], [b]) => b - a)
    .map(([n, level]) => `${formatPercent(level)} with ${n} runs`)
  return `The level of an interval is ${each.join(', ')}.`
}

/** No logarithm is of a run that is not above zero; where its interval was cut is said. */
function sayArithmetic(arithmetic: readonly Estimated[]): string {
  const isCut = arithmetic.some(({ interval }) => interval.lower === 0 && interval.upper > 0)
  const end = isCut ? ', which ends at zero where it would go below what a count can be' : ''
  return `Where a run is not above zero: arithmetic mean and ${meanOfRuns.interval}${end}.`
}

function ofPooled(tool: string): string {
  return `its 95 % interval (Student’s t on the logs of the runs’ own percentiles, and half a bin of ${tool})`
}

function sayPooled(tool: string): string {
  return `Percentiles of latency are those of all I/Os of the runs together, each with ${ofPooled(tool)}.`
}
