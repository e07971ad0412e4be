import { nameBaseline } from '../efficiency/comparison/compare-cells.ts'
import { describeNoiseFloor } from '../efficiency/comparison/noise-floor.ts'
import { describePlan, toPlan } from '../efficiency/comparison/plan.ts'
import { describeEstimand } from '../efficiency/describe-estimand.ts'
import { describeEstimates } from '../efficiency/describe-estimates.ts'
import type { Cell, Comparison, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { nameInterval } from '../efficiency/name-interval.ts'
import { countWindows, describeCounting } from '../efficiency/windows.ts'
import { decimalsOf, formatContrast, formatContrastRange, formatRange } from '../format/estimate.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { decimalsFor, formatNumber, formatPercent, notSignificant } from '../format/number.ts'
import { print } from '../format/printed.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import type { Unit } from '../model/quantity.ts'
import { describeImpossible, type Footnote, isPossible, toFootnotes } from './footnotes.ts'
import {
  type CellView,
  countRuns,
  type TableView,
  toColumn,
  toNotes,
  toSortable,
  toState,
  word,
} from './table.ts'
import { withWholes } from './with-wholes.ts'

/**
 * Estimate, interval and change against the baseline, for each metric, of one workload; beside what
 * is net of a reference the gross cost.
 */
export function toCostTable(efficiency: Efficiency, asked: Metric[], workload: string): TableView {
  const metrics = withWholes(asked, efficiency, workload)
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const cells = all.filter(isPossible)
  const { manifest } = efficiency.study
  const footnotes = toFootnotes(metrics, cells)
  const blocks = metrics.map(metric => {
    const block = toMetricColumns(metric, cells, footnotes)
    return asked.includes(metric) ? block : toEstimateAlone(block)
  })
  const baseline = nameBaseline(cells)
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const absent = metrics.flatMap(metric => whyAbsent(metric, cells))
  const ids = metrics.map(({ id }) => id)
  const windows = describeCounting(cells, ids)
  const described = describeEstimates(cells, ids, efficiency.assumption)
  const counts = cells.map(countRuns)
  const shared = counts.length > 1 && counts.every(count => count === counts[0])
  const remarks = [
    `${label}: ${description}.`,
    ...describeEstimand(efficiency, ids, workload),
    `Each value: ${described.interval ? described.estimate : 'the runs themselves'}. Baseline: ${baseline}.`,
    ...(shared ? [`Each row: ${counts[0]} ${counts[0] === 1 ? 'run' : 'runs'}.`] : []),
    ...described.remarks,
    ...(cells.some(cell => cell.load.state === 'missed')
      ? ['Struck through: the load was missed, so the row is compared with nothing.']
      : []),
    ...(blocks.some(block => block.rows.flat().some(cell => cell.undecided))
      ? [
          'n.s.: no change from the baseline that is significant at 5 % after Holm’s adjustment over the column.',
        ]
      : []),
    ...(windows === '' ? [] : [windows]),
    ...(absent.length > 0 ? [`n/r: not recorded (${absent.join('; ')}).`] : []),
    ...describeImpossible(all),
  ]
  return {
    caption: print(remarks.join(' ')),
    notes: [
      ...footnotes.map(({ letter, text }) => ({ letter, text: print(text) })),
      ...toNotes(describeNoiseFloor(efficiency, asked, workload)),
      ...toNotes(describePlans(efficiency, asked, workload)),
    ],
    groups: [...blocks.map(block => block.group), ...(shared ? [] : [{ span: 1 }])],
    columns: [
      ...blocks.flatMap(block => block.columns),
      ...(shared ? [] : [toColumn(undefined, 'runs')]),
    ],
    rows: cells.map((cell, index) => ({
      heading: print(cell.configuration.label),
      baseline: cell.isBaseline,
      origin: cell,
      cells: [
        ...blocks.flatMap(block => block.rows[index] ?? []),
        ...(shared ? [] : [word(String(counts[index]))]),
      ],
    })),
  }
}

/** What the next study needs: rounds until a change is known to ±5 %, at the spread of this one. */
function describePlans(efficiency: Efficiency, metrics: Metric[], workload: string): string[] {
  const told = metrics.flatMap(metric => {
    const plan = toPlan(efficiency, metric, workload, matters)
    return plan
      ? `${lowerFirst(metric.label)}: ${describePlan(plan, formatPercent(matters, 0))}`
      : []
  })
  return told.length === 0 ? [] : [`A change with this spread, ${told.join('; ')}.`]
}

/** A change that many readers would act on. */
const matters = 0.05

function toMetricColumns(metric: Metric, cells: Cell[], footnotes: Footnote[]) {
  const results = cells.flatMap(cell => cell.results[metric.id] ?? [])
  const unit = results.find(result => result.points.length > 0)?.unit ?? '1'
  const values = results.flatMap(result => result.points.map(point => point.quantity.value))
  const estimated = results.flatMap(({ estimate }) =>
    estimate.state === 'estimated' ? [estimate] : [],
  )
  const scale = scaleFor(values, unit)
  const decimals = decimalsOf(
    estimated.map(({ interval }) => interval),
    scale,
  )
  const own = footnotes.filter(note => note.metric === metric.id)
  const lettersOf = (notes: Footnote[]) => notes.map(({ letter }) => letter).join(' ')
  return {
    group: { heading: print(metric.label), span: 3, isMetric: true },
    columns: [
      {
        ...toColumn(undefined, scale.label || 'value'),
        note: lettersOf(own.filter(note => note.isOfColumn)),
      },
      toColumn(undefined, nameInterval(estimated[0]?.kind)),
      toColumn(undefined, 'against baseline, %'),
    ],
    rows: cells.map(cell => {
      const [first, ...rest] = toMetricCells(metric, cell, scale, decimals)
      const notes = own.filter(note => !note.isOfColumn && note.cells.includes(cell.id))
      return first ? [{ ...first, note: lettersOf(notes) }, ...rest] : rest
    }),
  }
}

/** Of a cost that stands beside another: its estimate alone. */
function toEstimateAlone(block: ReturnType<typeof toMetricColumns>) {
  return {
    group: { heading: block.group.heading, span: 1 },
    columns: block.columns.slice(0, 1),
    rows: block.rows.map(cells => cells.slice(0, 1)),
  }
}

function toMetricCells(metric: Metric, cell: Cell, scale: Scale, decimals: number): CellView[] {
  if (cell.state.state !== 'measured') {
    return [word(toState(cell)), word(''), word('')]
  }
  const result = cell.results[metric.id]
  const struck = cell.load.state === 'missed'
  if (!result || result.estimate.state === 'not-recorded') {
    return [word('n/r'), word(''), word('')]
  }
  if (result.estimate.state !== 'estimated') {
    const values = result.points.map(({ quantity }) => quantity.value / scale.divisor)
    const text = values.map(value => formatNumber(value, decimalsFor(value))).join('; ')
    return [
      word(text),
      { ...word(`none, n = ${values.length}${toWindowCount(cell, metric)}`), quiet: true },
      word(''),
    ]
  }
  const { interval } = result.estimate
  const { comparison } = result
  const number = formatNumber(interval.value / scale.divisor, decimals)
  const { ratio } = comparison ?? {}
  return [
    { ...word(number), struck },
    { ...word(formatRange(interval, scale, decimals)), quiet: true, struck },
    {
      ...word(comparison ? toChange(comparison, result.unit) : '—'),
      quiet: comparison?.differs === false,
      undecided: comparison?.differs === false,
      value: comparison?.differs === false && ratio ? toSortable(100 * (ratio.value - 1)) : '',
    },
  ]
}

/** Against the baseline: the change with its interval, where it is significant. */
function toChange(comparison: Comparison, unit: Unit): string {
  return comparison.differs
    ? `${formatContrast(comparison, unit)} ${formatContrastRange(comparison, unit)}`
    : notSignificant
}

/** `, 3 windows`, which n does not count. */
function toWindowCount(cell: Cell, metric: Metric): string {
  const counted = countWindows([cell], metric.id)
  return counted ? `, ${counted.most} windows` : ''
}

function whyAbsent(metric: Metric, cells: Cell[]): string[] {
  const reasons = cells.flatMap(cell => {
    const estimate = cell.results[metric.id]?.estimate
    return cell.state.state === 'measured' && estimate?.state === 'not-recorded'
      ? [estimate.reason]
      : []
  })
  return [...new Set(reasons)].map(reason => `${metric.label}: ${reason}`)
}
