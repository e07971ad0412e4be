import { lowerFirst } from '../../format/lower-first.ts'
import { toSeries } from '../../statistics/comparison/contrast.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { type RankInterval, rankIntervals } from '../../statistics/interval/rank-intervals.ts'
import { significance } from '../../statistics/significance.ts'
import { toConfigurationId } from '../../study/configurations.ts'
import { baselineOf, kindOf } from '../../study/manifest/kinds.ts'
import type { Cell, Measured, Metric } from '../cells.ts'
import type { Assumption } from '../comparison/assumption.ts'
import { whyNotCompared } from '../comparison/pairs.ts'
import { valuesOf } from '../values-of.ts'
import { whyDepthDecides } from './queue-depths.ts'

/** Score of a configuration under one workload, and the ranks that it can have. */
export interface Score {
  cell: Cell
  /** 100 is the reference; above it is better. */
  interval: Interval
  /** All intervals of a scoring hold at once; 1 is best. */
  ranks: RankInterval
  /** The score by each metric alone, in the order of the metrics. */
  components: Interval[]
}

export interface Scoring {
  metrics: { metric: Metric; weight: number }[]
  /** What has 100; missing where nothing has a score. */
  reference?: Cell
  /** Highest first. */
  scores: Score[]
  /** Cells without a score, and why. */
  without: { cell: Cell; reason: string }[]
}

/** What a scoring is asked of. */
export interface ScoreSpec {
  metrics: Scoring['metrics']
  /** The kind whose cells have a score; all where study.yaml compares all. */
  kind?: string
  /** Levels that differ from the baseline's in the configuration that has 100. */
  reference?: { [factor: string]: string }
}

type Series = ReturnType<typeof toSeries>

/** A cell with its runs, by metric and all metrics together; low is good. */
interface Scored {
  cell: Cell
  whole: Series
  parts: Series[]
}

/**
 * Score = 100 × Π (reference ÷ own)^(weight ÷ sum of weights), over the metrics (own ÷ reference
 * where higher is better). In each run the metrics are summed up to one cost, their weighted
 * geometric mean; so the score is a ratio of two cells, compared as any cost of the study is, with
 * an interval that holds as often. Against the best of many noisy cells no interval would: the
 * best is best in part by chance.
 *
 * Ranks come from comparing all pairs, p-values adjusted over all of them.
 */
export function toScoring(efficiency: Measured, spec: ScoreSpec, workload: string): Scoring {
  const { metrics } = spec
  const cells = efficiency.cells.filter(
    cell => cell.workload === workload && cell.kind === spec.kind,
  )
  const judged = cells.map(cell => ({ cell, reason: whyNot(cell, metrics, cells) }))
  const without = judged.flatMap(({ cell, reason }) => (reason ? [{ cell, reason }] : []))
  const id = toReferenceId(efficiency, spec)
  const lost = without.find(({ cell }) => cell.configuration.id === id)
  const able = judged.flatMap(({ cell, reason }) => (reason ? [] : [toScored(cell, metrics)]))
  const reference = able.find(({ cell }) => cell.configuration.id === id)
  if (!reference) {
    const reason = `the reference has none: ${lowerFirst(lost?.reason ?? 'not run')}`
    const others = able.map(({ cell }) => ({ cell, reason }))
    return { metrics, scores: [], without: [...without, ...others] }
  }
  const { assumption } = efficiency
  const scored = able.filter(
    item => item === reference || isComparable(item, reference, assumption),
  )
  const few = able.filter(item => !scored.includes(item))
  const ranks = toRanks(scored, assumption)
  const scores = scored.map((item, index): Score => {
    const score = (of: (scored: Scored) => Series | undefined) =>
      toScore(of(item), of(reference), assumption)
    return {
      cell: item.cell,
      interval: score(({ whole }) => whole),
      ranks: ranks[index] ?? { lower: 1, upper: scored.length },
      components: metrics.map((_, at) => score(({ parts }) => parts[at])),
    }
  })
  return {
    metrics,
    reference: reference.cell,
    scores: scores.sort((a, b) => b.interval.value - a.interval.value),
    without: [
      ...without,
      ...few.map(({ cell }) => ({ cell, reason: 'too few runs to compare it with the reference' })),
    ],
  }
}

/** Those that no other is surely better than: the best is among them. */
export function bestOf({ scores }: Scoring): Cell[] {
  return scores.filter(({ ranks }) => ranks.lower === 1).map(({ cell }) => cell)
}

/** The baseline, but for the levels of the reference; of its kind, where that is of another. */
function toReferenceId({ study: { manifest } }: Measured, { reference, kind }: ScoreSpec): string {
  const baseline = baselineOf(manifest, kind ?? '')
  const isOther = kindOf(manifest, { ...baseline, ...reference }) !== (kind ?? '')
  return toConfigurationId(manifest, { ...baseline, ...(isOther ? {} : reference) })
}

function whyNot(cell: Cell, weighted: Scoring['metrics'], row: Cell[]): string | undefined {
  const reason = whyNotCompared(cell)
  if (reason !== undefined) return reason
  for (const { metric } of weighted) {
    const { points = [], series, estimate } = cell.results[metric.id] ?? {}
    const values = valuesOf(points)
    const isClear = estimate?.state === 'estimated' && estimate.interval.lower > 0
    if (values.length >= 3 && series?.isSigned && !isClear) {
      return `${metric.label}: not clear of zero`
    }
    if (values.length < 3) return `${metric.label}: ${values.length} usable runs`
    if (values.some(value => value <= 0)) return `${metric.label}: a value of zero`
    const depth = whyDepthDecides(metric, cell, row)
    if (depth !== undefined) return `${metric.label}: ${depth}`
  }
  return undefined
}

/** The metrics of a cell, and their weighted geometric mean, by round; inverse where higher is better. */
function toScored(cell: Cell, weighted: Scoring['metrics']): Scored {
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  const parts = weighted.map(({ metric }) => {
    const sign = metric.better === 'lower' ? 1 : -1
    const { values = [] } = cell.results[metric.id]?.series ?? {}
    return toSeries(Array.from(values, value => value ** sign))
  })
  const rounds = parts[0]?.logs ?? new Float64Array()
  const whole = rounds.map((_, round) =>
    Math.exp(
      weighted.reduce(
        (sum, { weight }, at) => sum + (weight / total) * (parts[at]?.logs[round] ?? Number.NaN),
        0,
      ),
    ),
  )
  return { cell, whole: toSeries(whole), parts }
}

function isComparable(item: Scored, reference: Scored, { compare }: Assumption): boolean {
  return compare(toPair(item.whole, reference.whole)) !== undefined
}

function toPair(left: Series, right: Series) {
  return [
    { series: left, weight: 1 },
    { series: right, weight: -1 },
  ]
}

/** Reference ÷ own, of 100; without an interval of the reference itself, which has 100 by definition. */
function toScore(
  own: Series | undefined,
  reference: Series | undefined,
  { compare }: Assumption,
): Interval {
  const ratio =
    own && reference && own !== reference ? compare(toPair(reference, own))?.ratio : undefined
  const { value, lower, upper, level } = ratio ?? { value: 1, lower: 1, upper: 1, level: 1 }
  return { value: 100 * value, lower: 100 * lower, upper: 100 * upper, level }
}

/** From all pairs at once, those that cannot be compared among them. */
function toRanks(scored: readonly Scored[], assumption: Assumption): RankInterval[] {
  const pairs = scored.flatMap((left, a) =>
    scored.slice(a + 1).map((right, next) => {
      const compared = assumption.compare(toPair(left.whole, right.whole))
      return { a, b: a + 1 + next, pValue: compared?.pValue ?? 1, ratio: compared?.ratio?.value }
    }),
  )
  const adjusted = assumption.adjust(pairs)
  const better = new Set(
    pairs.flatMap(({ a, b, ratio = 1 }, index) => {
      if ((adjusted[index] ?? 1) >= significance) return []
      return [ratio < 1 ? `${a} ${b}` : `${b} ${a}`]
    }),
  )
  return rankIntervals(scored.length, (one, other) => better.has(`${one} ${other}`))
}
