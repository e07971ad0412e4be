import type { Bounds, Cell, Efficiency, Metric, Point } from '../efficiency/efficiency.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import type { OutputPage } from '../model/output-file.ts'
import { type FileRef, placeToString, type Source } from '../model/place.ts'
import { archivePath, ledgerPath, relativeLink } from '../model/site-paths.ts'
import { type Homes, homeOf } from './homes.ts'
import { toLoadColumns, toLoadSources } from './ledger-load.ts'
import type { PageContext } from './page.ts'
import { sourcesPath } from './source-tables.ts'
import type { View } from './templates/templates.ts'

/**
 * One page a workload: every run with its numbers, and for each the values that fio, perf and
 * mpstat wrote, with archive, file and place. This is where the numbers of the text lead.
 */
export function renderLedgers(
  efficiency: Efficiency,
  homes: Homes,
  context: PageContext,
): OutputPage[] {
  const { study } = efficiency
  return Object.entries(study.manifest.workloads).map(([workload, { label, description }]) => {
    const path = ledgerPath(study.id, workload)
    const cells = efficiency.cells.filter(cell => cell.workload === workload)
    const scales = toScales(efficiency, cells)
    const view: View = {
      language: context.site.language,
      siteTitle: context.site.title,
      title: `Ledger: ${study.manifest.title}, ${lowerFirst(label)}`,
      description: `Every run of ${study.manifest.title} under ${description}, with the source of each number.`,
      root: relativeLink(path, ''),
      workload: description,
      home: relativeLink(path, 'index.html'),
      sources: relativeLink(path, sourcesPath(study.id, workload)),
      study: {
        title: study.manifest.title,
        href: relativeLink(path, homeOf(study.id, 'data', homes), 'appendix-data'),
      },
      cells: cells.map(cell => toCellView(efficiency, cell, scales, path)),
    }
    return { path, tree: context.templates('ledger', view) }
  })
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

function toScales({ metrics }: Efficiency, cells: Cell[]): Scales {
  return new Map(
    metrics.map(({ id }) => {
      const results = cells.flatMap(cell => cell.results[id] ?? [])
      const values = results.flatMap(({ points }) => points.map(({ quantity }) => quantity.value))
      const unit = results.find(({ points }) => points.length > 0)?.unit ?? '1'
      return [id, scaleFor(values, unit)]
    }),
  )
}

function toColumns({ metrics, study }: Efficiency, { results }: Cell, scales: Scales): Column[] {
  return metrics.flatMap(metric => {
    const { points = [] } = results[metric.id] ?? {}
    const scale = scales.get(metric.id)
    if (points.length === 0 || !scale) return []
    const scope = study.manifest.scopes[metric.scope ?? '']?.label ?? 'fio’s report'
    return { metric, scope, points, scale }
  })
}

function toCellView(efficiency: Efficiency, cell: Cell, scales: Scales, path: string): View {
  const columns = toColumns(efficiency, cell, scales)
  const loads = toLoadColumns(cell)
  return {
    id: cell.configuration.id,
    label: cell.configuration.label,
    state: toState(cell),
    counts: toCounts(cell),
    measured: cell.runs.length > 0,
    columns: [
      ...columns.map(({ metric, scale, scope }) => ({
        metric: metric.id,
        heading: metric.label,
        unit: scale.label,
        scope,
      })),
      ...loads.map(({ heading }) => ({ heading, unit: 'from the target', scope: 'load proof' })),
    ],
    baseline: cell.isBaseline ? '' : toBaselineId(efficiency, cell),
    runs: cell.runs.map(({ id, repeat }) => {
      const own = columns.map(({ points, scale }) => ({
        quantity: points.find(point => point.run === id)?.quantity,
        scale,
      }))
      const sources = own.flatMap(({ quantity }) => quantity?.sources ?? [])
      return {
        id,
        repeat,
        missed: 'missedRuns' in cell.load && cell.load.missedRuns.includes(id),
        values: [
          ...own.map(({ quantity, scale }) => toText(quantity?.value, scale)),
          ...loads.map(load => load.text(id)),
        ],
        sources: toSources([...sources, ...toLoadSources(cell, id)], efficiency, path),
      }
    }),
    bounds: columns.flatMap(column => toBoundsViews(column, cell)),
    windows: columns.flatMap(toWindowViews),
    absent: toAbsent(efficiency, cell),
    doubts: cell.doubts.map(doubt => {
      const metric = efficiency.metrics.find(metric => metric.id === doubt.metric)
      return {
        metric: doubt.metric,
        gate: doubt.gate,
        text: `${metric ? `${metric.label}: ` : ''}${doubt.text}`,
      }
    }),
    excluded: cell.excluded.map(run => `Repeat ${run.repeat}: ${run.excluded?.reason}`),
  }
}

/** A line for each formula of a metric by which runs have bounds, or which is that of all work. */
function toBoundsViews({ metric, scope, points, scale }: Column, { results }: Cell): View[] {
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
function toWindowViews({ metric, scope, points, scale }: Column): View[] {
  return points.flatMap(({ repeat, windows = [] }) => {
    if (windows.length === 0) return []
    const values = windows.map(({ value }) => toText(value, scale)).join('; ')
    return { metric: metric.id, repeat, heading: metric.label, unit: scale.label, scope, values }
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
function toBaselineId({ cells }: Efficiency, { workload, runs }: Cell): string {
  const baseline = cells.find(cell => cell.workload === workload && cell.isBaseline)
  return baseline && runs.length > 0 ? baseline.configuration.id : ''
}

function toState(cell: Cell): string {
  if (cell.state.state === 'impossible') return `Not possible: ${cell.state.reason}.`
  if (cell.state.state === 'not-run') return 'No usable run.'
  return ''
}

/** For the list of cells above: a number of none is left blank. */
function toCounts(cell: Cell): View {
  const missed = 'missedRuns' in cell.load ? cell.load.missedRuns.length : 0
  const shown = (count: number) => (count === 0 ? '' : String(count))
  return {
    usable: cell.state.state === 'impossible' ? 'not possible' : String(cell.runs.length),
    excluded: shown(cell.excluded.length),
    missed: shown(missed),
    doubts: shown(cell.doubts.length),
  }
}

function toText(value: number | undefined, scale: Scale): string {
  if (value === undefined) return 'n/r'
  return formatNumber(value / scale.divisor, decimalsFor(value / scale.divisor) + 1)
}

/** By file, so that its path is printed once; each place once, whatever was computed from it. */
function toSources(sources: Source[], efficiency: Efficiency, path: string): View[] {
  const files = new Map<string, { file: FileRef; values: Map<string, View> }>()
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
