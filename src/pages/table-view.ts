import type { Origin } from '../charts/figure.ts'
import { describeEstimand } from '../efficiency/describe-estimand.ts'
import { describeEstimates } from '../efficiency/describe-estimates.ts'
import type { Cell, Comparison, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { nameInterval } from '../efficiency/name-interval.ts'
import { countWindows, describeCounting } from '../efficiency/windows.ts'
import {
  decimalsOf,
  formatChange,
  formatContrast,
  formatContrastRange,
  formatDifferenceRange,
  formatRange,
} from '../format/estimate.ts'
import { decimalsFor, formatNumber, formatPercent, formatPValue } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import type { Unit } from '../model/quantity.ts'
import { withWholes } from './bind.ts'
import { describeImpossible, type Footnote, isPossible, toFootnotes } from './footnotes.ts'

/** A table of formatted strings. */
export interface TableView {
  caption: string
  /** Headings over several columns; none where each column speaks for itself. */
  groups: GroupView[]
  columns: ColumnView[]
  rows: RowView[]
  /** Footnotes, each with the letter that cells show. */
  notes: { letter: string; text: string }[]
  /** Whether its cells hold sentences, which may be broken. */
  prose?: boolean
  /** Whether each metric has one column, its cells in two lines. */
  stacked?: boolean
}

/** A heading over some columns; a metric may stand in one column as well. */
export type GroupView = { heading: string; span: number; isMetric?: boolean }

export type ColumnView = {
  heading: string
  unit: string
  numeric: boolean
  /** Letters of footnotes on all its cells. */
  note?: string
  /** What the second line of a stacked cell is. */
  beneath?: string
}
export type RowView = {
  heading: string
  baseline: boolean
  /** Whether it tells of all rows above it, and stays below them. */
  total?: boolean
  cells: CellView[]
  /** What its numbers were computed from; its heading leads there. */
  origin?: Origin
}
export type CellView = {
  text: string
  struck: boolean
  quiet: boolean
  /** Whether its comparison cannot tell it from the baseline. */
  undecided?: boolean
  numeric: boolean
  /** What the cell is sorted by; empty where its text begins with it. */
  value: string
  /** Letters of footnotes; empty for none. */
  note: string
  /** The interval and the change, in a stacked table. */
  beside?: string
  beneath?: string
}

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
  const baseline = cells.find(cell => cell.isBaseline)?.configuration.label ?? ''
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const absent = metrics.flatMap(metric => whyAbsent(metric, cells))
  const windows = describeCounting(
    cells,
    metrics.map(metric => metric.id),
  )
  const described = describeEstimates(
    cells,
    metrics.map(metric => metric.id),
    efficiency.assumption,
  )
  const remarks = [
    `${label}: ${description}.`,
    ...describeEstimand(
      efficiency,
      metrics.map(({ id }) => id),
      workload,
    ),
    `Each value: ${described.interval ? described.estimate : 'the runs themselves'}. Baseline: ${baseline}.`,
    ...described.remarks,
    ...(cells.some(cell => cell.load.state === 'missed')
      ? ['Struck through: the load was missed, so the row is compared with nothing.']
      : []),
    ...(blocks.some(block => block.rows.flat().some(cell => cell.undecided))
      ? [
          '~: not distinguishable from the baseline at 5 % after Holm’s adjustment; a change below the one given would not have shown in a study like this (power 80 %).',
        ]
      : []),
    ...(windows === '' ? [] : [windows]),
    ...(absent.length > 0 ? [`n/r: not recorded (${absent.join('; ')}).`] : []),
    ...describeImpossible(all),
  ]
  return {
    caption: remarks.join(' '),
    notes: footnotes.map(({ letter, text }) => ({ letter, text })),
    groups: [...blocks.map(block => block.group), { heading: '', span: 1 }],
    columns: [
      ...blocks.flatMap(block => block.columns),
      { heading: '', unit: 'runs', numeric: true },
    ],
    rows: cells.map((cell, index) => ({
      heading: cell.configuration.label,
      baseline: cell.isBaseline,
      origin: cell,
      cells: [...blocks.flatMap(block => block.rows[index] ?? []), word(String(countRuns(cell)))],
    })),
  }
}

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
    group: { heading: metric.label, span: 3, isMetric: true },
    columns: [
      {
        heading: '',
        unit: scale.label || 'value',
        numeric: true,
        note: lettersOf(own.filter(note => note.isOfColumn)),
      },
      { heading: '', unit: nameInterval(estimated[0]?.kind), numeric: true },
      { heading: '', unit: 'against baseline, %', numeric: true },
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
      undecided: comparison?.differs === false,
      value: comparison?.differs === false && ratio ? toSortable(100 * (ratio.value - 1)) : '',
    },
  ]
}

/** Against the baseline: the change, or how large one could have been without being seen. */
function toChange(comparison: Comparison, unit: Unit): string {
  const { differs, pValue, smallest, difference } = comparison
  if (differs) return `${formatContrast(comparison, unit)} ${formatContrastRange(comparison, unit)}`
  const rest =
    smallest === undefined
      ? formatDifferenceRange(difference, unit)
      : `below ${formatChange(smallest)}`
  return `~ ${formatPValue(pValue)}, ${rest}`
}

/** `, 3 windows`, which are no repeats. */
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

/** Target and achieved load of every cell that has a target, of one workload or of all. */
export function toLoadTable(efficiency: Efficiency, workload?: string): TableView {
  const proven = efficiency.cells.filter(
    cell =>
      (cell.load.state === 'held' || cell.load.state === 'missed') &&
      isOf(cell, workload, efficiency),
  )
  const { workloads } = efficiency.study.manifest
  const [only, ...others] = [...new Set(proven.map(cell => cell.workload))]
  const subject = only && others.length === 0 ? `${workloads[only]?.label}: declared` : 'Declared'
  return {
    caption: `${subject} load against achieved load: ${countHeld(proven)}. A cell holds its load when more than half of its runs are inside the tolerance; a run that is not is set aside. A worst interval beyond it shows how uneven the load was within a run, as does the share of intervals inside the tolerance. The mean of a log is held against the total of its run; the largest deviation is shown.`,
    notes: [],
    groups: [],
    columns: [
      ...(others.length > 0 ? [{ heading: 'Workload', unit: '', numeric: false }] : []),
      { heading: 'Target', unit: '', numeric: true },
      { heading: 'Worst run', unit: 'achieved', numeric: true },
      { heading: 'Worst run', unit: 'deviation', numeric: true },
      { heading: 'Worst interval', unit: 'deviation', numeric: true },
      { heading: 'Intervals', unit: 'inside', numeric: true },
      { heading: 'Log', unit: 'against total', numeric: true },
      { heading: 'Tolerance', unit: '', numeric: true },
      { heading: 'Load', unit: '', numeric: false },
    ],
    rows: proven.map(cell => ({
      heading: cell.configuration.label,
      baseline: false,
      origin: cell,
      cells: toLoadCells(efficiency, cell).slice(others.length > 0 ? 0 : 1),
    })),
  }
}

/** Of one workload, of the loads of a ladder, or of all. */
function isOf(cell: Cell, workload: string | undefined, { study }: Efficiency): boolean {
  if (workload === undefined) return true
  const { rungs = [] } = study.manifest.workloads[workload]?.ladder ?? {}
  return cell.workload === workload || rungs.some(({ id }) => id === cell.workload)
}

/** `held`, or how many runs were set aside for not holding it. */
function toVerdict(load: { state: string; missedRuns: string[]; achieved: unknown[] }): string {
  const { state, missedRuns, achieved } = load
  if (missedRuns.length === 0) return state
  return `${state}, ${missedRuns.length} of ${achieved.length} runs not`
}

/** Why a cell without runs has none. */
export function toState({ state, excluded }: Cell): string {
  if (state.state === 'impossible') return 'not possible'
  return excluded.length > 0 ? 'failed' : 'not run'
}

/** Runs that are in the estimates. */
export function countRuns({ runs, load }: Cell): number {
  return runs.length - (load.state === 'held' ? load.missedRuns.length : 0)
}

function countHeld(cells: Cell[]): string {
  const missed = cells.filter(cell => cell.load.state === 'missed').length
  if (missed === 0) return `all ${cells.length} cells held it`
  return `${cells.length - missed} of ${cells.length} cells held it; the others are left out of comparisons`
}

function toLoadCells(efficiency: Efficiency, cell: Cell): CellView[] {
  const { load } = cell
  if (load.state !== 'held' && load.state !== 'missed') return []
  const scale = scaleFor([load.target.value], load.target.unit)
  const rate = (value: number, decimals: number) =>
    `${formatNumber(value / scale.divisor, decimals)} ${scale.symbol}`
  const { label = '' } = efficiency.study.manifest.workloads[cell.workload] ?? {}
  return [
    { ...word(label), numeric: false },
    { ...word(rate(load.target.value, 0)), value: toSortable(load.target.value) },
    {
      ...word(rate(load.target.value * (1 + load.worstRun), 1)),
      value: toSortable(load.target.value * (1 + load.worstRun)),
    },
    word(formatPercent(load.worstRun, 2, true)),
    word(load.worstInterval === undefined ? 'n/r' : formatPercent(load.worstInterval, 2, true)),
    word(load.insideShare === undefined ? 'n/r' : formatPercent(load.insideShare)),
    word(load.worstLog === undefined ? 'n/r' : formatPercent(load.worstLog, 2, true)),
    word(`±${formatPercent(load.tolerance, 0)}`),
    { ...word(toVerdict(load)), numeric: false },
  ]
}

/** A cell of words or of a number, as it stands. */
export function word(text: string): CellView {
  return { text, struck: false, quiet: false, numeric: true, value: '', note: '' }
}

/** For sorting in the page: finer than what is printed, and not all digits there are. */
function toSortable(value: number): string {
  return String(Number(value.toPrecision(6)))
}
