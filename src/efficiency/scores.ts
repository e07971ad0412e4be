import { mean } from '../statistics/mean.ts'
import { median } from '../statistics/median.ts'
import { quantile } from '../statistics/quantile.ts'
import { createRandom } from '../statistics/random.ts'
import { resample } from '../statistics/resample.ts'
import type { Cell, Measured, Metric } from './cells.ts'
import { whyNotCompared } from './pairs.ts'
import { valuesOf } from './values-of.ts'

/** Score of a configuration under one workload, and how much its rank is worth. */
export interface Score {
  cell: Cell
  /** 0 to 100; 100 is the best in every metric. */
  value: number
  /** 2.5 % and 97.5 % quantiles over resampled runs. */
  lower: number
  upper: number
  /** 1 is best; configurations that cannot be told apart share a rank. */
  rank: number
  /** Share of resamples in which the rank in the full data comes out again. */
  rankHolds: number
  /** Best and worst rank under other weights: each metric alone, and each left out. */
  ranksUnderOtherWeights: [best: number, worst: number]
}

export interface Scoring {
  metrics: { metric: Metric; weight: number }[]
  /** Best first. */
  scores: Score[]
  /** Cells without a score, and why. */
  without: { cell: Cell; reason: string }[]
}

/** How often runs are drawn again. */
export const resamples = 2000
/** Neighbours change places in more than this share of resamples: a tie. */
const tieShare = 0.05

/**
 * Score = 100 × Π (best ÷ own)^(weight ÷ sum of weights), over the metrics (own ÷ best where
 * higher is better). "Own" is the geometric mean over runs (the median, where the study assumes
 * nothing), "best" that of the best configuration. The uncertainty is that of the runs: they are
 * resampled, a configuration at a time, from a fixed seed (bootstrap, Efron 1979).
 */
export function toScoring(
  { cells, assumption }: Measured,
  weighted: Scoring['metrics'],
  workload: string,
): Scoring {
  const centre = assumption.name === 'nothing' ? median : mean
  const judged = cells
    .filter(cell => cell.workload === workload)
    .map(cell => ({ cell, reason: whyNot(cell, weighted) }))
  const without = judged.flatMap(({ cell, reason }) => (reason ? [{ cell, reason }] : []))
  const scored = judged.flatMap(({ cell, reason }) => (reason ? [] : [cell]))
  if (scored.length === 0) return { metrics: weighted, scores: [], without }
  const weights = weighted.map(({ weight }) => weight)
  const logs = scored.map(cell => toLogs(cell, weighted))
  const centres = logs.map(rows => rows.map(centre))
  const values = toValues(centres, weights)
  const choose = assumption.name === 'round-drift' ? chooseRounds(scored) : chooseRuns
  const draws = drawValues(logs, weights, centre, choose)
  const order = rankOrder(values)
  const ranks = tieRanks(order, draws)
  const drawnRanks = draws.map(toRanks)
  const otherRanks = otherWeights(weights).map(other => toRanks(toValues(centres, other)))
  const scores = order.map((index, position) => {
    const drawn = draws.map(draw => draw[index] ?? 0)
    return {
      cell: scored[index] as Cell,
      value: values[index] ?? 0,
      lower: quantile(drawn, 0.025),
      upper: quantile(drawn, 0.975),
      rank: ranks[position] ?? position + 1,
      rankHolds: share(drawnRanks, row => row[index] === position + 1),
      ranksUnderOtherWeights: extent(otherRanks.map(set => set[index] ?? position + 1)),
    }
  })
  return { metrics: weighted, scores, without }
}

function whyNot(cell: Cell, weighted: Scoring['metrics']): string | undefined {
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
  }
  return undefined
}

/** By metric: the logs of the runs, negated where higher is better, so that low is good. */
function toLogs(cell: Cell, weighted: Scoring['metrics']): number[][] {
  return weighted.map(({ metric }) => {
    const sign = metric.better === 'lower' ? 1 : -1
    return valuesOf(cell.results[metric.id]?.points ?? []).map(value => sign * Math.log(value))
  })
}

/** Scores from the mean log of each configuration and metric. */
function toValues(means: number[][], weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const best = weights.map((_, metric) => Math.min(...means.map(row => row[metric] ?? 0)))
  return means.map(row => {
    const distance = row.reduce(
      (sum, log, metric) => sum + (weights[metric] ?? 0) * (log - (best[metric] ?? 0)),
      0,
    )
    return 100 * Math.exp(-distance / total)
  })
}

/** One resampling: by the number of a configuration and of its runs, which of them are drawn. */
type Choose = (random: () => number) => (cell: number, runs: number[]) => number[]

/** The runs of each configuration by themselves. */
const chooseRuns: Choose = random => (_, runs) => resample(runs, random)

/** Whole rounds, the same for all configurations, since what drifts is common to a round. */
function chooseRounds(cells: Cell[]): Choose {
  const repeats = cells.map(({ runs, load }) =>
    runs
      .filter(({ id }) => load.state !== 'held' || !load.missedRuns.includes(id))
      .map(({ repeat }) => repeat),
  )
  const rounds = [...new Set(repeats.flat())]
  return random => {
    const drawn = resample(rounds, random)
    return (cell, runs) => {
      const own = drawn.map(round => repeats[cell]?.indexOf(round) ?? -1).filter(at => at >= 0)
      return own.length > 0 ? own : runs
    }
  }
}

/** Scores of resampled runs; the runs of a configuration stay whole over its metrics. */
function drawValues(
  logs: number[][][],
  weights: number[],
  centre: (values: number[]) => number,
  choose: Choose,
): number[][] {
  const random = createRandom(1)
  return Array.from({ length: resamples }, () => {
    const draw = choose(random)
    const means = logs.map((metrics, cell) => {
      const runs = (metrics[0] ?? []).map((_, run) => run)
      const isPaired = metrics.every(values => values.length === runs.length)
      const chosen = draw(cell, runs)
      return metrics.map(values =>
        centre(isPaired ? chosen.map(run => values[run] ?? 0) : resample(values, random)),
      )
    })
    return toValues(means, weights)
  })
}

/** Indices of configurations, best first. */
function rankOrder(values: number[]): number[] {
  return values.map((_, index) => index).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0))
}

function toRanks(values: number[]): number[] {
  const ranks: number[] = []
  for (const [position, index] of rankOrder(values).entries()) ranks[index] = position + 1
  return ranks
}

/** Neighbours in the order share a rank where resamples often turn them round. */
function tieRanks(order: number[], draws: number[][]): number[] {
  const ranks: number[] = []
  for (const [position, index] of order.entries()) {
    const above = order[position - 1]
    const turned =
      above === undefined ? 0 : share(draws, draw => (draw[index] ?? 0) >= (draw[above] ?? 0))
    ranks.push(turned > tieShare ? (ranks[position - 1] ?? 1) : position + 1)
  }
  return ranks
}

/** Each metric alone, and each left out. */
function otherWeights(weights: number[]): number[][] {
  if (weights.length < 2) return [weights]
  return weights.flatMap((_, chosen) => [
    weights.map((_, index) => (index === chosen ? 1 : 0)),
    weights.map((weight, index) => (index === chosen ? 0 : weight)),
  ])
}

function share(draws: number[][], test: (draw: number[]) => boolean): number {
  return draws.filter(test).length / draws.length
}

function extent(ranks: number[]): [number, number] {
  return [Math.min(...ranks), Math.max(...ranks)]
}
