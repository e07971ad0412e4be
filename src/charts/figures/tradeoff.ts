import { describeEstimates, sayTooFew } from '../../efficiency/describe-estimates.ts'
import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { type Printed, print } from '../../format/printed.ts'
import { type Figure, tell, toSentence, withoutDescription } from '../figure.ts'
import { toMeasure } from '../measure.ts'
import type { KeyItem } from '../plot/key.ts'
import { toAxis } from '../plot/plane.ts'
import type { IntervalRow } from '../plot/row-plot.ts'
import { colours, series, shapes } from '../theme.ts'
import { drawTradeoff, type PlacedRow } from './draw-tradeoff.ts'

/**
 * A configuration is a point between what it costs and what it gives, with both intervals.
 * Labels stand where they cover nothing; where there is no such place, a number leads to the list
 * below.
 */
export function toTradeoff(
  efficiency: Efficiency,
  [across, up]: [x: Metric, y: Metric],
  workload: string,
  colour?: string,
): Figure {
  const { factors, workloads } = efficiency.study.manifest
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const [x, y] = [toMeasure(cells, across), toMeasure(cells, up)]
  const factor = colour ?? toColourFactor(factors)
  const { levels = {} } = factors[factor ?? ''] ?? {}
  const points = cells.flatMap((cell, index) => {
    const level = cell.configuration.levels[factor ?? ''] ?? ''
    return toPoint(cell, x.rows[index], y.rows[index], Object.keys(levels).indexOf(level))
  })
  const rows = points.map(({ cell, row, description }) => ({
    ...row,
    description,
    name: nameWithout(cell, factor, efficiency),
  }))
  const { label = '', description = '' } = workloads[workload] ?? {}
  const better = (metric: Metric, low: string, high: string) =>
    metric.better === 'lower' ? low : high
  const axes = [
    toAxis(x.name, limitsOf(points, 'x'), isLog(across)),
    toAxis(y.name, limitsOf(points, 'y'), isLog(up)),
  ] as const
  return {
    subtitle: print(
      `${y.name} against ${x.name}. ${label}: ${description}. Better: further ${better(across, 'left', 'right')} and ${better(up, 'down', 'up')}.`,
    ),
    caption: print(toCaption(efficiency, [across, up], cells, points)),
    description: print(points.map(point => point.description).join('; ')),
    sentences: points.map(({ row, said }) =>
      toSentence({ configuration: row.configuration, said }),
    ),
    tables: { points: withoutDescription(points.map(point => point.row)) },
    origins: points.map(point => point.cell),
    spec: width => drawTradeoff(rows, axes, toKey(levels), width),
  }
}

function isLog(metric: Metric): boolean {
  return metric.isLatency ?? false
}

/** How to read it: marks, axes, and what has no point. */
function toCaption(
  { assumption }: Efficiency,
  metrics: [x: Metric, y: Metric],
  cells: Cell[],
  points: Point[],
): string {
  const described = describeEstimates(
    cells,
    metrics.map(({ id }) => id),
    assumption,
  )
  const { estimate, interval, remarks } = described
  const logs = metrics.filter(isLog).map(metric => metric.label)
  const missing = missingFrom(points, cells).map(cell => cell.configuration.label)
  const isCrossed = points.some(({ row }) => row.mark === 'crossed')
  const zero = logs.length === 0 ? 'Both axes begin' : 'The other axis begins'
  const words = [
    `Points: ${estimate}.`,
    ...(interval ? [`Lines: ${interval}.`] : []),
    ...remarks,
    ...sayTooFew(described, 'Hollow'),
    ...(isCrossed ? ['Crossed: the load was missed.'] : []),
    ...(logs.length > 0 ? [`Logarithmic: ${logs.join(', ')}.`] : []),
    ...(logs.length < 2 ? [`${zero} at zero.`] : []),
    ...(missing.length > 0 ? [`Not drawn, for want of a number: ${missing.join(', ')}.`] : []),
  ]
  return words.join(' ')
}

function missingFrom(points: Point[], cells: Cell[]): Cell[] {
  return cells.filter(
    cell => cell.state.state !== 'impossible' && !points.some(point => point.cell === cell),
  )
}

function toKey(levels: { [level: string]: { label: string } }): KeyItem[] {
  return Object.values(levels).map(({ label }, at) => ({
    text: label,
    colour: series[at] ?? '',
    shape: shapes[at],
  }))
}

/** A cell that has a number on both axes. */
interface Point {
  cell: Cell
  row: PlacedRow
  said: Printed
  description: Printed
}

/** The last factor that has two to four levels, in a study of several factors. */
function toColourFactor(factors: { [name: string]: { levels: object } }): string | undefined {
  const names = Object.keys(factors)
  if (names.length < 2) return undefined
  const count = (name: string) => Object.keys(factors[name]?.levels ?? {}).length
  const fitting = names.filter(name => count(name) >= 2 && count(name) <= series.length)
  return fitting.sort((a, b) => count(b) - count(a))[0]
}

function toPoint(
  cell: Cell,
  x: IntervalRow | undefined,
  y: IntervalRow | undefined,
  level: number,
): Point[] {
  if (!x || !y || x.value === null || y.value === null) return []
  const { label } = cell.configuration
  const isHollow = x.mark === 'hollow' || y.mark === 'hollow'
  const mark = x.mark === 'crossed' ? 'crossed' : isHollow ? 'hollow' : 'filled'
  const row = {
    configuration: label,
    x: x.value,
    x_lower: x.lower,
    x_upper: x.upper,
    y: y.value,
    y_lower: y.lower,
    y_upper: y.upper,
    mark,
    colour: series[level] ?? (cell.isBaseline && level < 0 ? colours.baseline : colours.mark),
    shape: shapes[Math.max(0, level)] ?? 'circle',
  }
  return [{ cell, row, ...tell(label, `${x.said}; ${y.said}`) }]
}

/** The levels that the colour does not tell, but for those to which there is no alternative. */
function nameWithout(cell: Cell, colour: string | undefined, { study, cells }: Efficiency): string {
  const { factors } = study.manifest
  const own = cell.configuration.levels
  const isAlternative = (other: Cell, factor: string) =>
    other.workload === cell.workload &&
    other.state.state !== 'impossible' &&
    Object.entries(other.configuration.levels).every(
      ([name, level]) => (level === own[name]) !== (name === factor),
    )
  const names = Object.keys(own).filter(
    name => name !== colour && cells.some(other => isAlternative(other, name)),
  )
  return (names.length > 0 ? names : Object.keys(own))
    .map(name => factors[name]?.levels[own[name] ?? '']?.label ?? own[name])
    .join(' · ')
}

function limitsOf(points: Point[], channel: 'x' | 'y'): number[] {
  return points
    .flatMap(({ row }) => [row[channel], row[`${channel}_lower`], row[`${channel}_upper`]])
    .filter(value => typeof value === 'number')
}
