import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import {
  type Spread,
  type SpreadWay,
  type Summary,
  spreadWays,
  toSpread,
  variationOf,
} from '../efficiency/spread.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { formatPercent } from '../format/number.ts'
import { print } from '../format/printed.ts'
import { describeImpossible, isPossible } from './footnotes.ts'
import {
  type CellView,
  countRuns,
  type RowView,
  type TableView,
  toColumn,
  toState,
  word,
} from './table.ts'

/** What a column of each way holds. */
const units: { [way in SpreadWay]: string } = {
  overRuns: 'over runs',
  withinRounds: 'within rounds',
  residual: 'residual',
}

/**
 * Coefficient of variation over the runs of every cell, and at the foot its median over cells. A
 * study whose rounds drift has it within rounds as well, and one that names a covariate what that
 * leaves.
 */
export function toSpreadTable(
  efficiency: Efficiency,
  metrics: Metric[],
  workload: string,
): TableView {
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const cells = all.filter(isPossible)
  const columns = metrics.map(metric => {
    const spread = toSpread(efficiency, metric.id, workload)
    const ways = spreadWays.filter(
      way => way === 'overRuns' || (way === 'residual' ? isTelling(spread) : spread[way]),
    )
    return { metric, spread, ways }
  })
  const isPlain = columns.every(({ ways }) => ways.length === 1)
  return {
    caption: print(toRemarks(efficiency, columns, workload).join(' ')),
    notes: [],
    groups: isPlain
      ? []
      : [
          ...columns.map(({ metric, ways }) => ({
            heading: print(metric.label),
            span: ways.length,
            isMetric: ways.length === 3,
          })),
          { span: 1 },
        ],
    columns: [
      ...columns.flatMap(({ metric, ways }) =>
        ways.map(way => (isPlain ? toColumn(metric.label) : toColumn(undefined, units[way]))),
      ),
      isPlain ? toColumn('Runs') : toColumn(undefined, 'runs'),
    ],
    rows: [
      ...cells.map(cell => ({
        heading: print(cell.configuration.label),
        baseline: cell.isBaseline,
        origin: cell,
        cells: [
          ...columns.flatMap(({ metric, spread, ways }, index) =>
            ways.map(way =>
              way === 'overRuns' ? toCell(cell, metric, index === 0) : toOther(cell, spread, way),
            ),
          ),
          word(String(countRuns(cell))),
        ],
      })),
      ...toTotals(columns),
    ],
  }
}

type Column = { metric: Metric; spread: Spread; ways: SpreadWay[] }

/** Median and largest of each column, where any has them. */
function toTotals(columns: Column[]): RowView[] {
  if (!columns.some(({ spread }) => spread.overRuns)) return []
  const toTotalRow = (heading: string, part: keyof Summary): RowView => ({
    heading: print(heading),
    baseline: false,
    total: true,
    cells: [
      ...columns.flatMap(({ spread, ways }) =>
        ways.map(way => {
          const share = spread[way]?.[part]
          return word(share === undefined ? '' : formatPercent(share))
        }),
      ),
      word(''),
    ],
  })
  return [toTotalRow('Median over cells', 'median'), toTotalRow('Largest', 'largest')]
}

function toRemarks(efficiency: Efficiency, columns: Column[], workload: string): string[] {
  const { workloads } = efficiency.study.manifest
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const { label = '', description = '' } = workloads[workload] ?? {}
  const explained = columns.flatMap(({ metric, spread }) =>
    !spread.residual || spread.explained === undefined
      ? []
      : `${metric.label} ${formatPercent(spread.explained)}`,
  )
  return [
    `Coefficient of variation over runs: standard deviation ÷ mean. ${label}: ${description}.`,
    ...(columns.some(({ spread }) => spread.overRuns)
      ? []
      : ['No cell has the three runs that it needs.']),
    ...(columns.some(({ spread }) => spread.withinRounds)
      ? [
          'Within rounds: the same of each run divided by the geometric mean of the other cells of its round, which is what comparisons stand on.',
        ]
      : []),
    ...(explained.length > 0
      ? [`${describeResidual(efficiency)} Of the variance it explains: ${explained.join('; ')}.`]
      : []),
    ...(all.some(cell => isPossible(cell) && cell.load.state === 'missed')
      ? ['Struck through: the load was missed; not in the median.']
      : []),
    ...describeImpossible(all),
  ]
}

/** A residual is worth a column where the covariate explains more than it leaves. */
function isTelling({ explained = 0 }: Spread): boolean {
  return explained >= 0.5
}

/** What a residual is, where the study names a covariate. */
export function describeResidual({ study, metrics, assumption }: Efficiency): string {
  const { covariate } = study.manifest
  const label = metrics.find(({ id }) => id === covariate)?.label ?? ''
  const of = assumption.hasDrift ? 'what is left of that within rounds' : 'what is left'
  return `Residual: ${of} at equal ${lowerFirst(label)} of the same run (logs, one slope for all cells). It tells why runs differ; no estimate or interval uses it.`
}

function toOther(cell: Cell, spread: Spread, way: SpreadWay): CellView {
  const variation = spread.cells.find(item => item.cell === cell)?.[way]
  return word(variation === undefined ? '' : formatPercent(variation))
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
