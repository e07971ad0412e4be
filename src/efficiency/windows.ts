import type { Quantity } from '../model/quantity.ts'
import { nameTools } from '../study/tool-words.ts'
import type { Cell, Point } from './cells.ts'

/** Fewest and most windows of a run of these cells, where a metric was counted in several. */
export function countWindows(
  cells: readonly Cell[],
  metric: string,
): { fewest: number; most: number } | undefined {
  const counts = cells.flatMap(cell => pointsOf(cell, metric).map(point => point.windows.length))
  return counts.length === 0
    ? undefined
    : { fewest: Math.min(...counts), most: Math.max(...counts) }
}

/** Runs that were counted in several windows. */
export function pointsOf(cell: Cell, metric: string): (Point & { windows: Quantity[] })[] {
  const points = cell.results[metric]?.points ?? []
  return points.flatMap(point => (point.windows ? [{ ...point, windows: point.windows }] : []))
}

/** How runs were counted where that is not for a while inside the run, beside every such number. */
export function describeCounting(cells: readonly Cell[], metrics: readonly string[]): string {
  return [
    describeWhole(cells, metrics),
    describeRate(cells, metrics),
    describeWindows(cells, metrics),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Of loads that nothing holds: whether the work is that of perf's window. */
function describeRate(cells: readonly Cell[], metrics: readonly string[]): string {
  const rates = metrics.flatMap(metric =>
    cells.flatMap(({ results }) =>
      (results[metric]?.points ?? []).flatMap(({ rate }) => rate ?? []),
    ),
  )
  const means = rates.filter(rate => rate === 'of-run').length
  if (rates.length === 0) return ''
  const tool = nameTools(cells.flatMap(({ runs }) => runs))
  const mean = `the mean of ${tool}’s run, since no log of ${tool} tells the rate inside perf’s window, which may be another`
  if (means === rates.length) return `As nothing holds the load, work is counted by ${mean}.`
  const rest = means === 0 ? '' : `; in some runs by ${mean}`
  return `As nothing holds the load, work is counted by ${tool}’s log, inside perf’s window${rest}.`
}

/** Which runs perf counted from start to end, and what their costs are then. */
function describeWhole(cells: readonly Cell[], metrics: readonly string[]): string {
  const points = metrics
    .map(metric => cells.flatMap(({ results }) => results[metric]?.points ?? []))
    .filter(of => of.some(({ holdsRun }) => holdsRun))
    .flat()
  const whole = points.filter(({ holdsRun }) => holdsRun)
  if (whole.length === 0) return ''
  const where = whole.length === points.length ? 'perf' : 'In some runs perf'
  const tool = nameTools(cells.flatMap(({ runs }) => runs))
  return `${where} counted ${tool} from its start to its end: a cost is the count ÷ all work, and what ${tool} did before and after is in it.`
}

/** What a reader must know of windows, beside every number that comes from them. */
export function describeWindows(cells: readonly Cell[], metrics: readonly string[]): string {
  const found = metrics.flatMap(metric => countWindows(cells, metric) ?? [])
  if (found.length === 0) return ''
  const fewest = Math.min(...found.map(count => count.fewest))
  const most = Math.max(...found.map(count => count.most))
  const number = fewest === most ? String(most) : `${fewest} to ${most}`
  return `Each run was counted in ${number} windows, and its value is over all of them; windows inside a run are not repeats and give no interval.`
}
