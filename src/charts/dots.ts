import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { type Assumption, families } from '../efficiency/estimate.ts'
import { decimalsOf, formatRange } from '../format/estimate.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { type Figure, withoutDescription } from './figure.ts'
import { toLines } from './group-lines.ts'
import { drawRows, type IntervalRow, type Panel, type RunTick } from './row-plot.ts'

interface DotsPanel extends Panel {
  metric: Metric
  /** `System CPU time (µs per I/O)` */
  measure: string
  runs: RunTick[]
}

/**
 * Dot and interval: the estimate of each configuration with its runs, for one or two metrics.
 * Nothing is left out: a cell without an estimate says why, in its row or in words of its group.
 */
export function toDots(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
  group?: string,
): Figure {
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const { manifest } = efficiency.study
  const panels = metrics.map(metric => toPanel(cells, metric))
  const lines = toLines(efficiency, cells, group)
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const several = panels.length > 1
  const table = (of: (panel: DotsPanel) => (IntervalRow | RunTick)[]) =>
    withoutDescription(
      panels.flatMap(panel =>
        of(panel).map(row => ({ ...(several && { measure: panel.measure }), ...row })),
      ),
    )
  const titles = panels.map(({ metric, measure }) => {
    const scope = manifest.scopes[metric.scope ?? '']
    return `${measure}${scope ? ` of ${scope.description}` : ''}`
  })
  const better = metrics.map(metric => (metric.better === 'lower' ? 'lower' : 'higher'))
  return {
    subtitle: `${titles.join('; ')}. ${label}: ${description}. ${sayBetter(better)}`,
    caption: toCaption(panels, manifest.assume),
    description: panels
      .map(({ measure, rows }) => {
        const list = rows.map(row => `${row.configuration}: ${row.label}`).join('; ')
        return several ? `${measure}: ${list}` : list
      })
      .join('. '),
    tables: { rows: table(panel => panel.rows), runs: table(panel => panel.runs) },
    spec: width =>
      drawRows(
        {
          lines,
          panels: panels.map(panel => ({ ...panel, title: several ? panel.measure : panel.title })),
        },
        width,
      ),
  }
}

function sayBetter([first, second = first]: ('lower' | 'higher')[]): string {
  if (first === second) return `${first === 'lower' ? 'Lower' : 'Higher'} is better.`
  return `At the left ${first} is better, at the right ${second}.`
}

function toPanel(cells: Cell[], metric: Metric): DotsPanel {
  const results = cells.flatMap(cell => cell.results[metric.id] ?? [])
  const unit = results.find(result => result.points.length > 0)?.unit ?? '1'
  const values = results.flatMap(result => result.points.map(point => point.quantity.value))
  const scale = scaleFor(values, unit)
  const intervals = cells.flatMap(cell => intervalOf(cell, metric.id) ?? [])
  const decimals = decimalsOf(intervals, scale)
  return {
    metric,
    measure: `${metric.label}${scale.label ? ` (${scale.label})` : ''}`,
    title: scale.label || metric.label,
    rows: cells.map(cell => toRow(cell, metric.id, scale, decimals)),
    runs: cells.flatMap(cell => toTicks(cell, metric.id, scale)),
  }
}

function toTicks(cell: Cell, metric: string, scale: Scale): RunTick[] {
  const configuration = cell.configuration.label
  return (cell.results[metric]?.points ?? []).map(({ repeat, quantity, counts }) => {
    const value = quantity.value / scale.divisor
    const text = `${formatNumber(value, decimalsFor(value))}${scale.label ? ` ${scale.label}` : ''}`
    const aside = counts ? '' : ', set aside: the run missed the load'
    return {
      configuration,
      repeat,
      value,
      counts,
      description: `${configuration}, run ${repeat}: ${text}${aside}`,
    }
  })
}

function toCaption(panels: DotsPanel[], assume: Assumption): string {
  const rows = panels.flatMap(panel => panel.rows)
  const aside = panels[0]?.runs.filter(run => !run.counts).length ?? 0
  const red =
    aside === 0
      ? ''
      : `; ${aside} in red missed the load and ${aside === 1 ? 'is' : 'are'} not in the estimate`
  const why = rows.some(row => row.mark === 'none') ? ' Rows without a point say why.' : ''
  const few = rows.some(row => row.mark === 'hollow')
    ? ' Hollow: too few runs for an interval.'
    : ''
  const crossed = rows.some(row => row.mark === 'crossed')
    ? ' Crossed: the load was missed, so the row is compared with nothing.'
    : ''
  const isBelowZero = panels.some(panel => panel.runs.some(run => run.value < 0))
  const zero = isBelowZero ? 'The axis goes below zero.' : 'The axis begins at zero.'
  return `Points: ${families[assume].estimate}. Lines: ${families[assume].interval}. Ticks: single runs${red}. ${zero}${few}${crossed}${why}`
}

function toRow(cell: Cell, metric: string, scale: Scale, decimals: number): IntervalRow {
  const configuration = cell.configuration.label
  const base = { configuration, value: null, lower: null, upper: null }
  const unit = scale.label ? ` ${scale.label}` : ''
  const without = (label: string): IntervalRow => ({
    ...base,
    mark: 'none',
    label,
    description: `${configuration}: ${label}`,
  })
  if (cell.state.state === 'impossible') return without('not possible')
  if (cell.state.state === 'not-run') return without('not run')
  const result = cell.results[metric]
  if (!result || result.estimate.state === 'not-recorded') return without('not recorded')
  if (result.estimate.state === 'too-few-runs') {
    const values = result.points.map(point => point.quantity.value / scale.divisor)
    const value = values.reduce((sum, next) => sum + next, 0) / values.length
    const text = formatNumber(value, decimalsFor(value))
    const n = `n = ${values.length}`
    const description = `${configuration}: ${text}${unit}, too few runs for an interval, ${n}`
    return { ...base, value, mark: 'hollow', label: `${text}, ${n}`, description }
  }
  const { interval, n } = result.estimate
  const text = formatNumber(interval.value / scale.divisor, decimals)
  const range = formatRange(interval, scale, decimals)
  const missed = cell.load.state === 'missed'
  const remark = missed ? 'load missed' : `n = ${n}`
  return {
    ...base,
    value: interval.value / scale.divisor,
    lower: interval.lower / scale.divisor,
    upper: interval.upper / scale.divisor,
    n,
    range,
    mark: missed ? 'crossed' : cell.isBaseline ? 'baseline' : 'filled',
    label: `${text}, ${remark}`,
    description: `${configuration}: ${text}${unit}, 95 % interval ${range}, ${remark}`,
  }
}

function intervalOf(cell: Cell, metric: string) {
  const estimate = cell.results[metric]?.estimate
  return estimate?.state === 'estimated' ? estimate.interval : undefined
}
