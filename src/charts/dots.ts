import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { type Assumption, families } from '../efficiency/estimate.ts'
import { decimalsOf, formatRange } from '../format/estimate.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import type { Figure } from './figure.ts'
import { drawIntervals, type IntervalRow } from './interval-plot.ts'

/**
 * Dot and interval: the estimate of each configuration with its runs. Nothing is left out: a
 * cell without an estimate keeps its row and says why.
 */
export function toDots(efficiency: Efficiency, metric: Metric, workload: string): Figure {
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const results = cells.flatMap(cell => cell.results[metric.id] ?? [])
  const unit = results.find(result => result.points.length > 0)?.unit ?? '1'
  const values = results.flatMap(result => result.points.map(point => point.quantity.value))
  const scale = scaleFor(values, unit)
  const intervals = cells.flatMap(cell => intervalOf(cell, metric.id) ?? [])
  const decimals = decimalsOf(intervals, scale)
  const rows = cells.map(cell => toRow(cell, metric.id, scale, decimals))
  const runs = cells.flatMap(cell =>
    (cell.results[metric.id]?.points ?? []).map(point => ({
      configuration: cell.configuration.label,
      repeat: point.repeat,
      value: point.quantity.value / scale.divisor,
      counts: point.counts,
    })),
  )
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const scope = efficiency.study.manifest.scopes[metric.scope ?? '']
  const title = `${metric.label}${scale.label ? ` (${scale.label})` : ''}`
  return {
    subtitle: `${title}${scope ? ` of ${scope.description}` : ''}. ${label}: ${description}. ${metric.better === 'lower' ? 'Lower' : 'Higher'} is better.`,
    caption: toCaption(
      rows,
      runs.filter(run => !run.counts).length,
      efficiency.study.manifest.assume,
    ),
    description: rows.map(row => `${row.configuration}: ${row.label}`).join('; '),
    tables: { rows, runs },
    spec: width => drawIntervals({ rows, runs, unit: scale.label }, width),
  }
}

function toCaption(rows: IntervalRow[], setAside: number, assume: Assumption): string {
  const red =
    setAside === 0
      ? ''
      : `; ${setAside} in red missed the load and ${setAside === 1 ? 'is' : 'are'} not in the estimate`
  const why = rows.some(row => row.mark === 'none') ? ' Rows without a point say why.' : ''
  const few = rows.some(row => row.mark === 'hollow')
    ? ' Hollow: too few runs for an interval.'
    : ''
  return `Points: ${families[assume].estimate}. Lines: ${families[assume].interval}. Ticks: single runs${red}. The axis begins at zero.${few}${why}`
}

function toRow(cell: Cell, metric: string, scale: Scale, decimals: number): IntervalRow {
  const base = { configuration: cell.configuration.label, value: null, lower: null, upper: null }
  const without = (label: string): IntervalRow => ({ ...base, mark: 'none', label })
  if (cell.state.state === 'impossible') return without('not possible')
  if (cell.state.state === 'not-run') return without('not run')
  const result = cell.results[metric]
  if (!result || result.estimate.state === 'not-recorded') return without('not recorded')
  if (result.estimate.state === 'too-few-runs') {
    const values = result.points.map(point => point.quantity.value / scale.divisor)
    const value = values.reduce((sum, next) => sum + next, 0) / values.length
    const text = formatNumber(value, decimalsFor(value))
    return { ...base, value, mark: 'hollow', label: `${text}, n = ${values.length}` }
  }
  const { interval, n } = result.estimate
  const text = formatNumber(interval.value / scale.divisor, decimals)
  const missed = cell.load.state === 'missed'
  return {
    ...base,
    value: interval.value / scale.divisor,
    lower: interval.lower / scale.divisor,
    upper: interval.upper / scale.divisor,
    n,
    range: formatRange(interval, scale, decimals),
    mark: missed ? 'crossed' : cell.isBaseline ? 'baseline' : 'filled',
    label: missed ? `${text}, load missed` : `${text}, n = ${n}`,
  }
}

function intervalOf(cell: Cell, metric: string) {
  const estimate = cell.results[metric]?.estimate
  return estimate?.state === 'estimated' ? estimate.interval : undefined
}
