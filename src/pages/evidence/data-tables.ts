import type { Cell, Compared, Efficiency, Estimate } from '../../efficiency/efficiency.ts'
import type { Score } from '../../efficiency/scores/scores.ts'
import type { NamedScoring } from '../../efficiency/scores/scorings.ts'
import { variationOf } from '../../efficiency/spread.ts'
import { toValue } from '../../efficiency/values-of.ts'
import type { Row } from '../../format/csv.ts'
import { significance } from '../../statistics/significance.ts'

/** The tables of a study that can be downloaded as CSV, and that an author's spec may draw. */
export const dataTables = {
  runs: toRunRows,
  estimates: toEstimateRows,
  comparisons: toComparisonRows,
  effects: toEffectRows,
  scores: toScoreRows,
}

/** All runs in base units, one row a run, unrounded. */
function toRunRows({ cells, metrics }: Efficiency): Row[] {
  return cells.flatMap(cell =>
    cell.runs.map(run => ({
      ...keyOf(cell),
      repeat: run.repeat,
      ...Object.fromEntries(
        metrics.map(metric => {
          const result = cell.results[metric.id]
          const point = result?.points.find(point => point.run === run.id)
          return [`${metric.id} (${result?.unit ?? ''})`, point?.quantity.value ?? null]
        }),
      ),
    })),
  )
}

/** What perf's seconds leave open has columns where they leave anything open. */
function toEstimateRows({ cells, metrics }: Efficiency): Row[] {
  const isOpen = cells.some(({ results }) => Object.values(results).some(({ bounds }) => bounds))
  return cells.flatMap(cell =>
    metrics.flatMap(metric => {
      const result = cell.results[metric.id]
      if (!result) return []
      const { estimate } = result
      return {
        ...keyOf(cell),
        metric: metric.id,
        unit: result.unit,
        state: estimate.state,
        load: cell.load.state,
        ...toIntervalColumns(estimate),
        ...(isOpen && { least: result.bounds?.lower ?? null, most: result.bounds?.upper ?? null }),
        n: 'n' in estimate ? estimate.n : null,
        'coefficient of variation': variationOf(result) ?? null,
        doubts: doubtsOf(cell, metric.id).join(' '),
      }
    }),
  )
}

function toIntervalColumns(estimate: Estimate): Row {
  if (estimate.state !== 'estimated') {
    return { kind: null, value: toValue(estimate) ?? null, lower: null, upper: null, level: null }
  }
  const { value, lower, upper, level } = estimate.interval
  return { kind: estimate.kind, value, lower, upper, level }
}

function toComparisonRows({ cells, metrics }: Efficiency): Row[] {
  return cells.flatMap(cell =>
    metrics.flatMap(metric => {
      const comparison = cell.results[metric.id]?.comparison
      if (!comparison) return []
      const { pValue, differs } = comparison
      return {
        ...keyOf(cell),
        metric: metric.id,
        ...toContrastColumns(comparison),
        'p (Holm)': pValue,
        differs,
      }
    }),
  )
}

/** A difference in base units, and the ratio where there is one. */
function toContrastColumns({ ratio, difference }: Compared): Row {
  return {
    ratio: ratio?.value ?? null,
    lower: ratio?.lower ?? null,
    upper: ratio?.upper ?? null,
    level: (ratio ?? difference).level,
    difference: difference.value,
    'difference lower': difference.lower,
    'difference upper': difference.upper,
  }
}

/** What switching one factor does, averaged over pairs that differ in nothing else. */
function toEffectRows(efficiency: Efficiency): Row[] {
  return efficiency.effects.map(effect => {
    const single = effect.pairs.flatMap(pair => pair.ratio?.value ?? [])
    const isWhole = single.length === effect.pairs.length
    const differences = effect.pairs.map(pair => pair.difference.value)
    return {
      workload: effect.workload,
      factor: effect.factor,
      from: effect.from,
      to: effect.to,
      metric: effect.metric,
      ...toContrastColumns(effect),
      'p (Holm)': effect.pValue,
      differs: effect.pValue < significance,
      pairs: effect.pairs.length,
      'smallest pair': isWhole ? Math.min(...single) : null,
      'largest pair': isWhole ? Math.max(...single) : null,
      'smallest difference of a pair': Math.min(...differences),
      'largest difference of a pair': Math.max(...differences),
      'p (pairs alike)': effect.heterogeneity ?? null,
      'pairs left out': effect.leftOut.length,
      'reversed by': effect.reversedBy.map(factors => factors.join(' × ')).join(', '),
    }
  })
}

/** Scores of study.yaml, best first; last the configurations without one, and why. */
function toScoreRows(efficiency: Efficiency): Row[] {
  return efficiency.scorings.flatMap(named => [
    ...named.scoring.scores.map(score => toScoreRow(named, score.cell, score)),
    ...named.scoring.without.map(({ cell, reason }) => toScoreRow(named, cell, undefined, reason)),
  ])
}

function toScoreRow(
  { score: name, kind, scoring }: NamedScoring,
  cell: Cell,
  score?: Score,
  reason = '',
): Row {
  return {
    score: name,
    ...keyOf(cell),
    ...(kind !== undefined && { 'compared among': kind }),
    reference: cell === scoring.reference,
    value: score?.interval.value ?? null,
    lower: score?.interval.lower ?? null,
    upper: score?.interval.upper ?? null,
    'rank-lower': score?.ranks.lower ?? null,
    'rank-upper': score?.ranks.upper ?? null,
    'best or tied': score ? score.ranks.lower === 1 : null,
    ...Object.fromEntries(
      scoring.metrics.map(({ metric }, at) => [
        `by ${metric.id}`,
        score?.components[at]?.value ?? null,
      ]),
    ),
    'no score because': reason,
  }
}

function keyOf(cell: Cell): Row {
  return { workload: cell.workload, ...cell.configuration.levels }
}

function doubtsOf(cell: Cell, metric: string): string[] {
  const own = cell.doubts.filter(doubt => (doubt.metric ?? metric) === metric)
  return own.map(doubt => doubt.gate)
}
