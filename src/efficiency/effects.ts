import type { Interval } from '../statistics/interval.ts'
import { mean, variance } from '../statistics/moments.ts'
import { studentTPValue, studentTQuantile } from '../statistics/student-t.ts'
import type { Cell, Efficiency, Metric } from './efficiency.ts'
import { valuesOf } from './values-of.ts'

/** What switching one factor from its baseline level to another does, all else equal. */
export interface Effect {
  factor: string
  from: string
  to: string
  metric: string
  workload: string
  /** Ratio, averaged over matched pairs of configurations. */
  ratio: Interval
  pValue: number
  /** One ratio a pair, with the levels of the other factors. */
  pairs: { others: { [factor: string]: string }; ratio: Interval; pValue: number }[]
  /** Factors whose level decides in which direction the effect goes. */
  reversedBy: string[]
}

interface Difference {
  value: number
  error: number
  degrees: number
}

/**
 * Average effect of each level against the baseline's level of its factor, over pairs of cells
 * that differ in nothing else. The mean of the pairs' log ratios has the variance of the cells'
 * means, and Satterthwaite's degrees of freedom (Satterthwaite 1946).
 */
export function toEffects(
  { study, cells }: Efficiency,
  metric: Metric,
  workload: string,
): Effect[] {
  const usable = cells.filter(cell => cell.workload === workload && isUsable(cell, metric.id))
  return Object.entries(study.manifest.factors).flatMap(([factor, { levels }]) => {
    const from = study.manifest.baseline[factor] ?? ''
    return Object.keys(levels)
      .filter(to => to !== from)
      .flatMap(to => toEffect(usable, metric.id, workload, { factor, from, to }) ?? [])
  })
}

function isUsable(cell: Cell, metric: string): boolean {
  const values = valuesOf(cell.results[metric]?.points ?? [])
  return cell.load.state !== 'missed' && values.length >= 3 && values.every(value => value > 0)
}

function toEffect(
  cells: Cell[],
  metric: string,
  workload: string,
  step: { factor: string; from: string; to: string },
): Effect | undefined {
  const { factor, from, to } = step
  const pairs = cells
    .filter(cell => cell.configuration.levels[factor] === to)
    .flatMap(cell => {
      const partner = cells.find(other => isMatch(other, cell, factor, from))
      if (!partner) return []
      const others = { ...cell.configuration.levels }
      delete others[factor]
      return { others, difference: toDifference(cell, partner, metric) }
    })
  if (pairs.length === 0) return undefined
  const all = average(pairs.map(pair => pair.difference))
  const judged = pairs.map(({ others, difference }) => ({ others, ...toRatio(difference) }))
  return {
    ...step,
    metric,
    workload,
    ...toRatio(all),
    pairs: judged,
    reversedBy: findReversals(judged),
  }
}

/** The same configuration but for the level of one factor. */
function isMatch(other: Cell, cell: Cell, factor: string, level: string): boolean {
  return Object.entries(other.configuration.levels).every(
    ([name, value]) => value === (name === factor ? level : cell.configuration.levels[name]),
  )
}

function toDifference(cell: Cell, partner: Cell, metric: string): Difference {
  const [a, b] = [cell, partner].map(item =>
    valuesOf(item.results[metric]?.points ?? []).map(Math.log),
  ) as [number[], number[]]
  const errors = [variance(a) / a.length, variance(b) / b.length] as const
  const total = errors[0] + errors[1]
  const degrees = total ** 2 / (errors[0] ** 2 / (a.length - 1) + errors[1] ** 2 / (b.length - 1))
  return { value: mean(a) - mean(b), error: total, degrees: total === 0 ? 1 : degrees }
}

/** Mean of independent differences: their variances add up, divided by the square of their number. */
function average(differences: Difference[]): Difference {
  const share = 1 / differences.length ** 2
  const error = differences.reduce((sum, item) => sum + item.error, 0) * share
  const weight = differences.reduce(
    (sum, item) => sum + (item.error * share) ** 2 / item.degrees,
    0,
  )
  return {
    value: mean(differences.map(item => item.value)),
    error,
    degrees: weight === 0 ? 1 : error ** 2 / weight,
  }
}

function toRatio({ value, error, degrees }: Difference): { ratio: Interval; pValue: number } {
  const deviation = Math.sqrt(error)
  const half = studentTQuantile(0.975, degrees) * deviation
  return {
    ratio: {
      value: Math.exp(value),
      lower: Math.exp(value - half),
      upper: Math.exp(value + half),
      level: 0.95,
    },
    pValue: deviation === 0 ? (value === 0 ? 1 : 0) : studentTPValue(value / deviation, degrees),
  }
}

/** Factors of which one level has clearly lower, another clearly higher ratios. */
function findReversals(pairs: Effect['pairs']): string[] {
  const clear = pairs.filter(pair => pair.pValue < 0.05)
  const down = clear.filter(pair => pair.ratio.value < 1)
  const up = clear.filter(pair => pair.ratio.value > 1)
  if (down.length === 0 || up.length === 0) return []
  return Object.keys(pairs[0]?.others ?? {}).filter(factor => {
    const levels = new Set(down.map(pair => pair.others[factor]))
    return up.every(pair => !levels.has(pair.others[factor]))
  })
}
