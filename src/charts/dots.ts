import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { decimalsOf, formatRange } from '../format/estimate.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import type { Figure, Row } from './figure.ts'
import { category, rowsOfText } from './row-labels.ts'
import { colours, theme } from './theme.ts'

/**
 * Dot and interval: one row a configuration, the estimate as a point, its interval as a line,
 * each run as a tick, value and n as text at the right. Nothing is left out: a cell without
 * an estimate keeps its row and says why.
 */
export function toDots(efficiency: Efficiency, metric: Metric, workload: string): Figure {
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const results = cells.flatMap(cell => cell.results[metric.id] ?? [])
  const unit = results.find(result => result.points.length > 0)?.unit ?? '1'
  const values = results.flatMap(result => result.points.map(point => point.quantity.value))
  const scale = scaleFor(values, unit)
  const decimals = decimalsOf(
    cells.flatMap(cell => intervalOf(cell, metric.id) ?? []),
    scale,
  )
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
  const setAside = runs.filter(run => !run.counts).length
  const title = `${metric.label}${scale.label ? ` (${scale.label})` : ''}`
  return {
    subtitle: `${title}${scope ? ` of ${scope.description}` : ''}. ${label}: ${description}. ${metric.better === 'lower' ? 'Lower' : 'Higher'} is better.`,
    caption: `Points: geometric mean over runs. Lines: 95 % confidence interval of it (Student’s t on the logs). Ticks: single runs${setAside > 0 ? `; ${setAside} in red missed the load and ${setAside === 1 ? 'is' : 'are'} not in the mean` : ''}. The axis begins at zero.${rows.some(row => row.state !== 'estimated') ? ' Rows without a point say why.' : ''}`,
    description: rows.map(row => `${row.configuration}: ${row.label}`).join('; '),
    tables: { cells: rows, runs },
    spec: width => draw(rows, runs, scale.label, width),
  }
}

type DotRow = Row & { configuration: string; label: string; state: string }

function toRow(cell: Cell, metric: string, scale: Scale, decimals: number): DotRow {
  const base = {
    configuration: cell.configuration.label,
    value: null,
    lower: null,
    upper: null,
    n: cell.runs.length,
    baseline: cell.isBaseline,
  }
  if (cell.state.state === 'impossible')
    return { ...base, state: 'impossible', label: 'not possible' }
  if (cell.state.state === 'not-run') return { ...base, state: 'not-run', label: 'not run' }
  const result = cell.results[metric]
  if (!result || result.estimate.state === 'not-recorded') {
    return { ...base, state: 'not-recorded', label: 'not recorded' }
  }
  if (result.estimate.state === 'too-few-runs') {
    const values = result.points.map(point => point.quantity.value / scale.divisor)
    const value = values.reduce((sum, next) => sum + next, 0) / values.length
    const text = formatNumber(value, decimalsFor(value))
    return { ...base, state: 'too-few-runs', value, label: `${text}, n = ${values.length}` }
  }
  const { interval, n } = result.estimate
  const text = formatNumber(interval.value / scale.divisor, decimals)
  const missed = cell.load.state === 'missed'
  return {
    ...base,
    state: missed ? 'missed' : 'estimated',
    value: interval.value / scale.divisor,
    lower: interval.lower / scale.divisor,
    upper: interval.upper / scale.divisor,
    n,
    range: formatRange(interval, scale, decimals),
    label: missed ? `${text}, load missed` : `${text}, n = ${n}`,
  }
}

function intervalOf(cell: Cell, metric: string) {
  const estimate = cell.results[metric]?.estimate
  return estimate?.state === 'estimated' ? estimate.interval : undefined
}

function draw(
  rows: DotRow[],
  runs: Row[],
  unit: string,
  width: number,
): ReturnType<Figure['spec']> {
  const numbers = [...rows, ...runs].flatMap(row =>
    [row.value, row.upper].filter(value => typeof value === 'number'),
  )
  const domain = [0, Math.max(...numbers, 0) * 1.02 || 1]
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: unit,
    scale: { domain, nice: false },
    axis: { tickCount: width < 480 ? 4 : 6 },
  })
  const colour = {
    condition: [
      { test: "datum.state === 'missed'", value: colours.danger },
      { test: 'datum.baseline', value: colours.baseline },
    ],
    value: colours.mark,
  }
  const labels = rowsOfText(rows.map(row => row.label))
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height: 38 * rows.length,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: { left: 0, top: 2, bottom: 2, right: labels.width },
    datasets: { cells: rows, runs },
    data: { name: 'cells' },
    layer: [
      {
        data: { name: 'runs' },
        mark: {
          type: 'tick',
          thickness: 1,
          size: 9,
          opacity: 0.55,
          yOffset: 12,
        },
        encoding: {
          y: category,
          x: x('value'),
          color: {
            condition: { test: '!datum.counts', value: colours.danger },
            value: colours.muted,
          },
        },
      },
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { y: category, x: x('lower'), x2: { field: 'upper' }, color: colour },
      },
      {
        transform: [{ filter: "datum.state === 'estimated' || datum.state === 'too-few-runs'" }],
        mark: { type: 'point', size: 80, opacity: 1, strokeWidth: 1.5 },
        encoding: {
          y: category,
          x: x('value'),
          stroke: colour,
          fill: {
            condition: [
              { test: "datum.state === 'too-few-runs'", value: 'var(--paper)' },
              { test: 'datum.baseline', value: colours.baseline },
            ],
            value: colours.mark,
          },
        },
      },
      {
        transform: [{ filter: "datum.state === 'missed'" }],
        mark: {
          type: 'point',
          shape: 'M-1,-1L1,1M-1,1L1,-1',
          size: 60,
          strokeWidth: 2,
          color: colours.danger,
        },
        encoding: { y: category, x: x('value') },
      },
      labels.layer,
    ],
    config: theme,
  }
}
