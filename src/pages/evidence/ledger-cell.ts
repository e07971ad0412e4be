import { findBaseline } from '../../efficiency/comparison/compare-cells.ts'
import type { Bounds, Cell, Efficiency, Metric, Point } from '../../efficiency/efficiency.ts'
import { decimalsFor, formatNumber } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import { type FileRef, placeToString, type Source } from '../../model/place.ts'
import { archivePath, cellPath, relativeLink } from '../../model/site-paths.ts'
import { nameTools } from '../../study/tool-words.ts'
import { toLoadColumns, toLoadSources } from './ledger-load.ts'

/** A cell of a ledger, as it is printed. */
export type LedgerCell = {
  id: string
  label: string
  /** Why it has no runs; empty where it has some. */
  state: string
  /** How many; a place is kept for them. */
  doubts: string
  counts: { usable: string; excluded: string; missed: string; doubts: string }
  columns: LedgerColumn[]
  runs: LedgerRun[]
  notes: LedgerNote[]
}

/** A column of runs; one of the load proof is of no metric. */
export type LedgerColumn = { metric?: string; heading: string; unit: string; scope: string }

export type LedgerRun = {
  id: string
  repeat: string
  missed: boolean
  /** One a column. */
  values: Printed[]
  sources: LedgerSource[]
}

/** What a tool wrote in one file. */
type LedgerSource = { archive: string; entry: string; href: string; values: LedgerValue[] }
type LedgerValue = { at: string; name: string; value: string }

/** One thing that is to be known of a cell: one of these keys is there. */
export type LedgerNote = {
  state?: string
  /** The cell that changes and ratios are against, and where it stands. */
  baseline?: string
  href?: string
  areBounds?: boolean
  bounds?: LedgerItem[]
  areWindows?: boolean
  windows?: LedgerItem[]
  doubts?: { metric?: string; gate: string; text: string }[]
  /** Metrics without a value, and why. */
  absent?: string[]
  excluded?: string[]
}

/** A line about a metric. */
type LedgerItem = {
  metric: string
  heading: string
  unit: string
  scope: string
  values: string
  formula?: string
  repeat?: string
}

/** A metric of a cell, with the scale that its column is printed in. */
interface Column {
  metric: Metric
  scope: string
  points: Point[]
  scale: Scale
}

/** A metric is printed in one scale, whichever the cell, by id. */
type Scales = Map<string, Scale>

export function toScales({ metrics }: Efficiency, cells: Cell[]): Scales {
  return new Map(
    metrics.map(({ id }) => {
      const results = cells.flatMap(cell => cell.results[id] ?? [])
      const values = results.flatMap(({ points }) => points.map(({ quantity }) => quantity.value))
      const unit = results.find(({ points }) => points.length > 0)?.unit ?? '1'
      return [id, scaleFor(values, unit)]
    }),
  )
}

function toColumns(
  { metrics, study }: Efficiency,
  { results, runs }: Cell,
  scales: Scales,
): Column[] {
  return metrics.flatMap(metric => {
    const { points = [] } = results[metric.id] ?? {}
    const scale = scales.get(metric.id)
    if (points.length === 0 || !scale) return []
    const scope = study.manifest.scopes[metric.scope ?? '']?.label ?? `${nameTools(runs)}’s report`
    return { metric, scope, points, scale }
  })
}

/** Every run of a cell, and what is to be known of them. */
export function toLedgerCell(
  efficiency: Efficiency,
  cell: Cell,
  scales: Scales,
  path: string,
): LedgerCell {
  const columns = toColumns(efficiency, cell, scales)
  const loads = toLoadColumns(cell)
  return {
    id: cell.configuration.id,
    label: cell.configuration.label,
    state: toState(cell),
    doubts: String(cell.doubts.length),
    counts: toCounts(cell),
    columns: [
      ...columns.map(({ metric, scale, scope }) => ({
        metric: metric.id,
        heading: metric.label,
        unit: scale.label,
        scope,
      })),
      ...loads.map(({ heading }) => ({ heading, unit: 'from the target', scope: 'load proof' })),
    ],
    runs: cell.runs.map(({ id, repeat }) => {
      const own = columns.map(({ points, scale }) => ({
        quantity: points.find(point => point.run === id)?.quantity,
        scale,
      }))
      const sources = own.flatMap(({ quantity }) => quantity?.sources ?? [])
      return {
        id,
        repeat: String(repeat),
        missed: 'missedRuns' in cell.load && cell.load.missedRuns.includes(id),
        values: [
          ...own.map(({ quantity, scale }) => toText(quantity?.value, scale)),
          ...loads.map(load => load.text(id)),
        ],
        sources: toSources([...sources, ...toLoadSources(cell, id)], efficiency, path),
      }
    }),
    notes: toNotes(efficiency, cell, columns, path),
  }
}

/** What stands below the runs of a cell, each by itself. */
function toNotes(
  efficiency: Efficiency,
  cell: Cell,
  columns: Column[],
  path: string,
): LedgerNote[] {
  const bounds = columns.flatMap(column => toBoundsViews(column, cell))
  const windows = columns.flatMap(toWindowViews)
  const doubts = cell.doubts.map(({ metric: id, gate, text }) => {
    const metric = efficiency.metrics.find(metric => metric.id === id)
    return { metric: id, gate, text: `${metric ? `${metric.label}: ` : ''}${text}` }
  })
  const absent = toAbsent(efficiency, cell)
  const excluded = cell.excluded.map(run => `Repeat ${run.repeat}: ${run.excluded?.reason}`)
  return [
    ...toBaselineNote(efficiency, cell, path),
    ...(bounds.length > 0 ? [{ areBounds: true }, { bounds }] : []),
    ...(windows.length > 0 ? [{ areWindows: true }, { windows }] : []),
    ...(doubts.length > 0 ? [{ doubts }] : []),
    ...(absent.length > 0 ? [{ absent }] : []),
    ...(excluded.length > 0 ? [{ excluded }] : []),
  ]
}

/** A line for each formula of a metric by which runs have bounds, or which is that of all work. */
function toBoundsViews({ metric, scope, points, scale }: Column, { results }: Cell): LedgerItem[] {
  const open = points.filter(({ bounds, holdsRun }) => bounds ?? holdsRun)
  const formulas = [...new Set(open.map(({ formula = metric.formula }) => formula))]
  const range = ({ lower, upper }: Bounds) => `${toText(lower, scale)} to ${toText(upper, scale)}`
  const { bounds: all } = results[metric.id] ?? {}
  return formulas.map(formula => {
    const own = open.filter(point => (point.formula ?? metric.formula) === formula)
    const values = own.map(
      ({ repeat, bounds }) => `repeat ${repeat}, ${bounds ? range(bounds) : 'nothing'}`,
    )
    const estimate = all && formulas.length === 1 ? [`the estimate, ${range(all)}`] : []
    return {
      metric: metric.id,
      heading: metric.label,
      unit: scale.label,
      scope,
      formula,
      values: [...values, ...estimate].join('; '),
    }
  })
}

/** A line for each run that was counted in several windows. */
function toWindowViews({ metric, scope, points, scale }: Column): LedgerItem[] {
  return points.flatMap(({ repeat, windows = [] }) => {
    if (windows.length === 0) return []
    const values = windows.map(({ value }) => toText(value, scale)).join('; ')
    return {
      metric: metric.id,
      repeat: String(repeat),
      heading: metric.label,
      unit: scale.label,
      scope,
      values,
    }
  })
}

/** Metrics without a value, and why. A cell that was not measured says so once. */
function toAbsent({ metrics }: Efficiency, { runs, results }: Cell): string[] {
  if (runs.length === 0) return []
  return metrics.flatMap(({ id, label }) => {
    const { points = [], estimate } = results[id] ?? {}
    if (points.length > 0) return []
    return `${label}: ${estimate?.state === 'not-recorded' ? estimate.reason : 'none'}`
  })
}

/** The cell that changes and ratios of this one are against. */
function toBaselineNote(efficiency: Efficiency, cell: Cell, path: string): LedgerNote[] {
  if (cell.isBaseline || cell.runs.length === 0) return []
  const baseline = findBaseline(cell, efficiency.cells)
  if (!baseline) return []
  const { id } = baseline.configuration
  return [{ baseline: id, href: relativeLink(path, cellPath(efficiency, baseline), id) }]
}

function toState(cell: Cell): string {
  if (cell.state.state === 'impossible') return `Not possible: ${cell.state.reason}.`
  if (cell.state.state === 'not-run') return 'No usable run.'
  return ''
}

/** For the list of cells above: a number of none is left blank. */
export function toCounts(cell: Cell): LedgerCell['counts'] {
  const missed = 'missedRuns' in cell.load ? cell.load.missedRuns.length : 0
  const shown = (count: number) => (count === 0 ? '' : String(count))
  return {
    usable: cell.state.state === 'impossible' ? 'not possible' : String(cell.runs.length),
    excluded: shown(cell.excluded.length),
    missed: shown(missed),
    doubts: shown(cell.doubts.length),
  }
}

function toText(value: number | undefined, scale: Scale): Printed {
  if (value === undefined) return print('n/r')
  return formatNumber(value / scale.divisor, decimalsFor(value / scale.divisor) + 1)
}

/** By file, so that its path is printed once; each place once, whatever was computed from it. */
function toSources(sources: Source[], efficiency: Efficiency, path: string): LedgerSource[] {
  const files = new Map<string, { file: FileRef; values: Map<string, LedgerValue> }>()
  for (const { file, place, name, value, unit } of sources) {
    const key = `${file.archive} ${file.entry}`
    const found = files.get(key) ?? { file, values: new Map() }
    const at = placeToString('', place)
    const number = `${formatPlainExact(value)}${unit === '' ? '' : ` ${unit}`}`
    files.set(key, { file, values: found.values.set(`${at} ${name}`, { at, name, value: number }) })
  }
  return [...files.values()].map(({ file, values }) => ({
    archive: file.archive,
    entry: file.entry,
    href:
      file.archive === '.'
        ? ''
        : relativeLink(path, archivePath(efficiency.study.id, file.archive)),
    values: [...values.values()],
  }))
}

/** Raw values stand as the tool wrote them. */
function formatPlainExact(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)))
}
