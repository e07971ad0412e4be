import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { type Spread, type Summary, toSpread, variationOf } from '../efficiency/spread.ts'
import { formatPercent } from '../format/number.ts'
import { describeImpossible, isPossible } from './footnotes.ts'
import { type CellView, countRuns, type TableView, toState, word } from './table-view.ts'

/**
 * Coefficient of variation over the runs of every cell, and its median over cells. A study whose
 * rounds drift has two: over all runs, and within rounds.
 */
export function toSpreadTable(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
): TableView {
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const cells = all.filter(isPossible)
  const spreads = metrics.map(metric => toSpread(efficiency, metric.id, workload))
  const drifts = efficiency.study.manifest.assume === 'round-drift'
  const units = drifts ? ['over runs', 'within rounds'] : ['']
  return {
    caption: toRemarks(efficiency, metrics, workload, spreads).join(' '),
    notes: [],
    groups: drifts
      ? [...metrics.map(({ label }) => ({ heading: label, span: '2' })), { heading: '', span: '1' }]
      : [],
    columns: [
      ...metrics.flatMap(({ label }) =>
        units.map(unit => ({ heading: drifts ? '' : label, unit, numeric: true })),
      ),
      { heading: drifts ? '' : 'Runs', unit: drifts ? 'runs' : '', numeric: true },
    ],
    rows: cells.map(cell => ({
      heading: cell.configuration.label,
      baseline: cell.isBaseline,
      origin: cell,
      cells: [
        ...metrics.flatMap((metric, index) => [
          toCell(cell, metric, index === 0),
          ...(drifts ? [toWithin(cell, spreads[index])] : []),
        ]),
        word(String(countRuns(cell))),
      ],
    })),
  }
}

function toRemarks(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
  spreads: Spread[],
): string[] {
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const medians = (of: 'overRuns' | 'withinRounds') =>
    metrics.flatMap(({ label }, index) => {
      const summary = spreads[index]?.[of]
      return summary ? [`${label} ${summarise(summary)}`] : []
    })
  const [over, within] = [medians('overRuns'), medians('withinRounds')]
  return [
    `Coefficient of variation over runs: standard deviation ÷ mean. ${label}: ${description}.`,
    over.length > 0
      ? `Median over cells: ${over.join('; ')}.`
      : 'No cell has the three runs that it needs.',
    ...(within.length > 0
      ? [
          `Within rounds: the same of each run divided by the geometric mean of the other cells of its round, which is what comparisons stand on. Median: ${within.join('; ')}.`,
        ]
      : []),
    ...(all.some(cell => isPossible(cell) && cell.load.state === 'missed')
      ? ['Struck through: the load was missed; not in the median.']
      : []),
    ...describeImpossible(all),
  ]
}

function summarise({ median, largest }: Summary): string {
  return `${formatPercent(median)} (largest ${formatPercent(largest)})`
}

function toWithin(cell: Cell, spread: Spread | undefined): CellView {
  const own = spread?.cells.find(item => item.cell === cell)
  return word(own?.withinRounds === undefined ? '' : formatPercent(own.withinRounds))
}

function toCell(cell: Cell, metric: Metric, isFirst: boolean): CellView {
  if (cell.state.state !== 'measured') return word(isFirst ? toState(cell) : '')
  const result = cell.results[metric.id]
  const variation = variationOf(result)
  if (variation !== undefined) {
    const struck = cell.load.state === 'missed'
    return { ...word(formatPercent(variation)), struck }
  }
  const n = result?.points.filter(point => point.counts).length ?? 0
  return word(n === 0 ? 'n/r' : n < 3 ? `none, n = ${n}` : 'all zero')
}
