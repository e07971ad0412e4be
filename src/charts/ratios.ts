import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { formatChange, formatChangeRange } from '../format/estimate.ts'
import { formatPValue } from '../format/number.ts'
import type { Figure, Row } from './figure.ts'
import { category, rowsOfText } from './row-labels.ts'
import { colours, theme } from './theme.ts'

/**
 * Ratio to the baseline, each with its own interval, around a line at 1. Whether two intervals
 * overlap is no test; the interval of the ratio is.
 */
export function toRatios(efficiency: Efficiency, metric: Metric, workload: string): Figure {
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const baseline = cells.find(cell => cell.isBaseline)?.configuration.label ?? ''
  const rows = cells.filter(cell => !cell.isBaseline).map(cell => toRow(cell, metric.id))
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const title = `${metric.label}, ratio to ${baseline}`
  return {
    subtitle: `${title}. ${label}: ${description}. Below 1 is ${metric.better === 'lower' ? 'better' : 'worse'}.`,
    caption: `Points: ratio of geometric means. Lines: 95 % interval of the ratio (Welch’s t on the logs). Hollow and marked ~: not distinguishable from ${baseline} at 5 %, after Holm’s adjustment over these rows.`,
    description: rows.map(row => `${row.configuration}: ${row.label}`).join('; '),
    tables: { ratios: rows },
    spec: width => draw(rows, `ratio to ${baseline}`, width),
  }
}

type RatioRow = Row & { configuration: string; label: string; state: string }

function toRow(cell: Cell, metric: string): RatioRow {
  const base = {
    configuration: cell.configuration.label,
    ratio: null,
    lower: null,
    upper: null,
    p: null,
  }
  const comparison = cell.results[metric]?.comparison
  if (!comparison) {
    const label = cell.load.state === 'missed' ? 'load missed' : 'not compared'
    return { ...base, state: 'not-compared', label }
  }
  const { ratio, pValue, differs } = comparison
  return {
    ...base,
    ratio: ratio.value,
    lower: ratio.lower,
    upper: ratio.upper,
    p: pValue,
    change: `${formatChange(ratio.value)} ${formatChangeRange(ratio)}`,
    state: differs ? 'differs' : 'same',
    label: differs ? formatChange(ratio.value) : `~ ${formatPValue(pValue)}`,
  }
}

function draw(rows: RatioRow[], title: string, width: number): ReturnType<Figure['spec']> {
  const bounds = rows.flatMap(row =>
    [row.lower, row.upper].filter(value => typeof value === 'number'),
  )
  const domain = [0, Math.max(...bounds, 1) * 1.05]
  const labels = rowsOfText(rows.map(row => row.label))
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title,
    scale: { domain, nice: false },
    axis: { tickCount: width < 480 ? 4 : 6 },
  })
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height: 30 * rows.length,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: { left: 0, top: 2, bottom: 2, right: labels.width },
    datasets: { ratios: rows },
    data: { name: 'ratios' },
    layer: [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: 'rule', color: colours.baseline, strokeDash: [4, 3] },
        encoding: { x: x('one') },
      },
      {
        mark: { type: 'rule', strokeWidth: 2, color: colours.mark },
        encoding: { y: category, x: x('lower'), x2: { field: 'upper' } },
      },
      {
        transform: [{ filter: 'datum.ratio !== null' }],
        mark: { type: 'point', size: 80, opacity: 1, strokeWidth: 1.5, stroke: colours.mark },
        encoding: {
          y: category,
          x: x('ratio'),
          fill: {
            condition: { test: "datum.state === 'same'", value: 'var(--paper)' },
            value: colours.mark,
          },
        },
      },
      labels.layer,
    ],
    config: theme,
  }
}
