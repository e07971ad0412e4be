import type { TopLevelSpec } from 'vega-lite'
import { describeEstimates } from '../efficiency/describe-estimates.ts'
import type { Cell, Efficiency, Metric } from '../efficiency/efficiency.ts'
import { type Figure, type Row, withoutDescription } from './figure.ts'
import { drawKey, type KeyItem } from './key.ts'
import { toMeasure } from './measure.ts'
import { type Box, type Placed, placeLabels } from './place-labels.ts'
import { type Axis, drawPlane, leftWidth, onAxis, toAxis, toPosition } from './plane.ts'
import type { IntervalRow } from './row-plot.ts'
import { textWidth } from './text-width.ts'
import { colours, fontSize, series, shapes, theme } from './theme.ts'
import { type Layer, schema } from './views.ts'

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
  const { manifest } = efficiency.study
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const [x, y] = [toMeasure(cells, across), toMeasure(cells, up)]
  const factor = colour ?? toColourFactor(manifest.factors)
  const levels = Object.keys(manifest.factors[factor ?? '']?.levels ?? {})
  const points = cells.flatMap((cell, index) =>
    toPoint(
      cell,
      x.rows[index],
      y.rows[index],
      levels.indexOf(cell.configuration.levels[factor ?? ''] ?? ''),
    ),
  )
  const shown = points.map(point => ({
    ...point,
    name: nameWithout(point.cell, factor, efficiency),
  }))
  const missing = cells.filter(
    cell => cell.state.state !== 'impossible' && !points.some(point => point.cell === cell),
  )
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const isLog = (metric: Metric) => metric.id.startsWith('latency')
  const logs = [across, up].filter(isLog).map(metric => metric.label)
  const described = describeEstimates(cells, [across.id, up.id], manifest.assume)
  const better = (metric: Metric, low: string, high: string) =>
    metric.better === 'lower' ? low : high
  const key = levels.map(
    (level, at): KeyItem => ({
      text: manifest.factors[factor ?? '']?.levels[level]?.label ?? level,
      colour: series[at] ?? '',
      shape: shapes[at],
    }),
  )
  return {
    subtitle: `${y.name} against ${x.name}. ${label}: ${description}. Better: further ${better(across, 'left', 'right')} and ${better(up, 'down', 'up')}.`,
    caption: [
      `Points: ${described.estimate}.${described.interval ? ` Lines: ${described.interval}.` : ''}`,
      ...described.remarks,
      points.some(({ row }) => row.mark === 'crossed') ? 'Crossed: the load was missed.' : '',
      logs.length > 0 ? `Logarithmic: ${logs.join(', ')}.` : '',
      logs.length < 2
        ? `${logs.length === 0 ? 'Both axes begin' : 'The other axis begins'} at zero.`
        : '',
      missing.length > 0
        ? `Not drawn, for want of a number: ${missing.map(cell => cell.configuration.label).join(', ')}.`
        : '',
    ]
      .filter(text => text !== '')
      .join(' '),
    description: points.map(point => point.description).join('; '),
    tables: { points: withoutDescription(points.map(point => point.row)) },
    origins: points.map(point => point.cell),
    spec: width =>
      drawTradeoff(
        shown.map(({ row, description, name }) => ({ ...row, description, name })) as PointRow[],
        [
          toAxis(x.name, limitsOf(points, 'x'), isLog(across)),
          toAxis(y.name, limitsOf(points, 'y'), isLog(up)),
        ],
        key,
        width,
      ),
  }
}

interface Point {
  cell: Cell
  row: Row
  description: string
}

interface PointRow extends Row {
  configuration: string
  name: string
  x: number
  y: number
  mark: string
  colour: string
  shape: string
  description: string
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
    colour:
      level < 0
        ? cell.isBaseline
          ? colours.baseline
          : colours.mark
        : (series[level] ?? colours.mark),
    shape: shapes[Math.max(0, level)] ?? 'circle',
  }
  const rest = (text: string) => text.slice(label.length + 2)
  return [{ cell, row, description: `${label}: ${rest(x.description)}; ${rest(y.description)}` }]
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

function drawTradeoff(
  points: PointRow[],
  [xAxis, yAxis]: [Axis, Axis],
  key: KeyItem[],
  width: number,
): TopLevelSpec {
  const height = Math.round(Math.min(420, width * 0.85))
  const plot = width - leftWidth
  const x = (field: string) => onAxis(xAxis, field, plot, true)
  const y = (field: string) => onAxis(yAxis, field, height, false)
  const at = points.map(point => ({
    x: toPosition(xAxis, point.x, plot),
    y: height - toPosition(yAxis, point.y, height),
  }))
  const { labels, list } = toLabels(points, at, { x: 0, y: 0, width: plot, height })
  const layers = [
    {
      mark: { type: 'rule', opacity: 0.5 },
      encoding: { x: x('x_lower'), x2: { field: 'x_upper' }, y: y('y'), color: literal('colour') },
    },
    {
      mark: { type: 'rule', opacity: 0.5 },
      encoding: { x: x('x'), y: y('y_lower'), y2: { field: 'y_upper' }, color: literal('colour') },
    },
    ...toPointLayers(x('x'), y('y')),
    ...toLabelLayers(labels),
  ] as Layer[]
  const below = list.length > 0 ? [drawKey(list, width)] : []
  const above = key.length > 0 ? [drawKey(key, width)] : []
  return {
    $schema: schema,
    padding: { left: 0, top: 2, right: 0, bottom: 2 },
    datasets: { points },
    data: { name: 'points' },
    spacing: 6,
    vconcat: [...above, ...drawPlane(yAxis.title, layers, { width, height }), ...below],
    config: theme,
  }
}

const literal = (field: string) => ({ field, type: 'nominal', scale: null, legend: null })

function toPointLayers(x: object, y: object) {
  const point = (mark: string, style: object, fill: object) => ({
    transform: [{ filter: `datum.mark === '${mark}'` }],
    mark: { type: 'point', aria: true, size: 70, opacity: 1, strokeWidth: 1.5, ...style },
    encoding: {
      x,
      y,
      description: { field: 'description', type: 'nominal' },
      ...fill,
    },
  })
  const shape = literal('shape')
  const stroke = literal('colour')
  return [
    point('filled', {}, { shape, stroke, fill: literal('colour') }),
    point('hollow', {}, { shape, stroke, fill: { value: colours.paper } }),
    point('crossed', { shape: 'M-1,-1L1,1M-1,1L1,-1', color: colours.danger }, {}),
  ]
}

interface Label extends Row {
  text: string
  x: number
  y: number
  fromX: number
  fromY: number
  toX: number
  toY: number
  isFar: boolean
}

/** Names where they fit, numbers for the others. */
function toLabels(points: PointRow[], at: { x: number; y: number }[], area: Box) {
  const size = (text: string) => ({ width: textWidth(text, fontSize) + 2, height: fontSize + 2 })
  const named = placeLabels(
    points.map((point, index) => ({ ...(at[index] ?? { x: 0, y: 0 }), ...size(point.name) })),
    area,
  )
  const without = points.flatMap((_, index) => (named[index] ? [] : [index]))
  const taken = [
    ...named.flatMap(box => box ?? []),
    ...at.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 })),
  ]
  const numbered = placeLabels(
    without.map((index, number) => ({
      ...(at[index] ?? { x: 0, y: 0 }),
      ...size(String(number + 1)),
    })),
    area,
    taken,
  )
  const label = (text: string, index: number, box: Placed | undefined): Label[] =>
    box
      ? [
          {
            text,
            x: box.x + 1,
            y: box.y + box.height / 2,
            fromX: at[index]?.x ?? 0,
            fromY: at[index]?.y ?? 0,
            toX: clamp(at[index]?.x ?? 0, box.x, box.x + box.width),
            toY: clamp(at[index]?.y ?? 0, box.y, box.y + box.height),
            isFar: box.distance > 16,
          },
        ]
      : []
  const labels = [
    ...points.flatMap((point, index) => label(point.name, index, named[index])),
    ...without.flatMap((index, number) => label(String(number + 1), index, numbered[number])),
  ]
  const list = without.map(
    (index, number): KeyItem => ({
      text: `${number + 1}: ${points[index]?.configuration ?? ''}`,
      colour: points[index]?.colour ?? colours.mark,
      shape: points[index]?.shape,
    }),
  )
  return { labels, list }
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value))
}

function toLabelLayers(labels: Label[]) {
  const place = (field: string, axis: 'x' | 'y') => ({
    field,
    type: 'quantitative',
    scale: null,
    axis: null,
    title: axis,
  })
  return [
    {
      data: { values: labels.filter(label => label.isFar) },
      mark: { type: 'rule', color: colours.muted, strokeWidth: 0.5 },
      encoding: {
        x: place('fromX', 'x'),
        y: place('fromY', 'y'),
        x2: { field: 'toX' },
        y2: { field: 'toY' },
      },
    },
    {
      data: { values: labels },
      mark: { type: 'text', align: 'left' },
      encoding: {
        x: place('x', 'x'),
        y: place('y', 'y'),
        text: { field: 'text', type: 'nominal' },
      },
    },
  ]
}
