import type { Cell, Metric } from '../efficiency/efficiency.ts'
import { nameInterval } from '../efficiency/name-interval.ts'
import { decimalsOf, formatRange } from '../format/estimate.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { print } from '../format/printed.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { tell } from './figure.ts'
import type { IntervalRow, RunTick } from './plot/row-plot.ts'

/** One metric of some cells on one scale, with all its texts: what row plots and others draw. */
export interface Measure {
  metric: Metric
  /** `System CPU time (µs per I/O)` */
  name: string
  scale: Scale
  /** Unit on an axis; the metric's own name where it has none. */
  title: string
  rows: IntervalRow[]
  runs: RunTick[]
}

export function toMeasure(cells: Cell[], metric: Metric): Measure {
  const results = cells.flatMap(cell => cell.results[metric.id] ?? [])
  const unit = results.find(result => result.points.length > 0)?.unit ?? '1'
  const values = results.flatMap(result => result.points.map(point => point.quantity.value))
  const scale = scaleFor(values, unit)
  const intervals = cells.flatMap(cell => intervalOf(cell, metric.id) ?? [])
  const decimals = decimalsOf(intervals, scale)
  return {
    metric,
    name: `${metric.label}${scale.label ? ` (${scale.label})` : ''}`,
    scale,
    title: scale.label || metric.label,
    rows: cells.map(cell => toEstimateRow(cell, metric.id, scale, decimals)),
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
      description: print(`${configuration}, run ${repeat}: ${text}${aside}`),
    }
  })
}

function toEstimateRow(cell: Cell, metric: string, scale: Scale, decimals: number): IntervalRow {
  const configuration = cell.configuration.label
  const base = { configuration, value: null, lower: null, upper: null }
  const unit = scale.label ? ` ${scale.label}` : ''
  const without = (label: string): IntervalRow => ({
    ...base,
    mark: 'none',
    label: print(label),
    ...tell(configuration, label),
  })
  if (cell.state.state === 'impossible') return without('not possible')
  if (cell.state.state === 'not-run') return without('not run')
  const result = cell.results[metric]
  if (!result || result.estimate.state === 'not-recorded') return without('not recorded')
  if (result.estimate.state !== 'estimated') {
    const values = result.points.map(point => point.quantity.value / scale.divisor)
    const value = values.reduce((sum, next) => sum + next, 0) / values.length
    const text = formatNumber(value, decimalsFor(value))
    const n = `n = ${values.length}`
    const words = tell(configuration, `${text}${unit}, too few runs for an interval, ${n}`)
    return { ...base, value, mark: 'hollow', label: print(`${text}, ${n}`), number: text, ...words }
  }
  const { interval, kind, n } = result.estimate
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
    label: print(`${text}, ${remark}`),
    number: text,
    ...tell(
      configuration,
      `${text}${unit}, ${nameInterval(kind, interval.level)} ${range}, ${remark}`,
    ),
  }
}

function intervalOf(cell: Cell, metric: string) {
  const estimate = cell.results[metric]?.estimate
  return estimate?.state === 'estimated' ? estimate.interval : undefined
}
