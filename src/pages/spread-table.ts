import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { toSpread, variationOf } from '../efficiency/spread.ts'
import { formatPercent } from '../format/number.ts'
import { describeImpossible, isPossible } from './footnotes.ts'
import { cellLink } from './links.ts'
import { type CellView, countRuns, type TableView, toState, word } from './table-view.ts'

/** Coefficient of variation over the runs of every cell, and its median over cells. */
export function toSpreadTable(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
): TableView {
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const cells = all.filter(isPossible)
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const medians = metrics.flatMap(metric => {
    const spread = toSpread(efficiency, metric.id, workload)
    return spread.median === undefined || spread.largest === undefined
      ? []
      : [
          `${metric.label} ${formatPercent(spread.median)} (largest ${formatPercent(spread.largest)})`,
        ]
  })
  const remarks = [
    `Coefficient of variation over runs: standard deviation ÷ mean. ${label}: ${description}.`,
    medians.length > 0
      ? `Median over cells: ${medians.join('; ')}.`
      : 'No cell has the three runs that it needs.',
    ...(cells.some(cell => cell.load.state === 'missed')
      ? ['Struck through: the load was missed; not in the median.']
      : []),
    ...describeImpossible(all),
  ]
  return {
    caption: remarks.join(' '),
    notes: [],
    groups: [],
    columns: [...metrics.map(({ label }) => label), 'Runs'].map(heading => ({
      heading,
      unit: '',
      numeric: true,
    })),
    rows: cells.map(cell => ({
      heading: cell.configuration.label,
      baseline: cell.isBaseline,
      cells: [
        ...metrics.map((metric, index) => toCell(efficiency, cell, metric, index === 0)),
        { ...word(String(countRuns(cell))), href: cellLink(efficiency, cell) },
      ],
    })),
  }
}

function toCell(efficiency: Efficiency, cell: Cell, metric: Metric, isFirst: boolean): CellView {
  if (cell.state.state !== 'measured') return word(isFirst ? toState(cell) : '')
  const result = cell.results[metric.id]
  const variation = variationOf(result)
  if (variation !== undefined) {
    const struck = cell.load.state === 'missed'
    return { ...word(formatPercent(variation)), href: cellLink(efficiency, cell), struck }
  }
  const n = result?.points.filter(point => point.counts).length ?? 0
  return word(n === 0 ? 'n/r' : n < 3 ? `none, n = ${n}` : 'all zero')
}
