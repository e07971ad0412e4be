import type { TopLevelSpec } from 'vega-lite'
import type { Row } from '../../format/csv.ts'
import type { Printed } from '../../format/printed.ts'
import { drawKey, type KeyItem } from '../plot/key.ts'
import { type Axis, drawPlane, leftWidth, onAxis, toPosition } from '../plot/plane.ts'
import { type Layer, schema } from '../plot/views.ts'
import { colours, theme } from '../theme.ts'
import { nameTradeoff } from './tradeoff-labels.ts'

/** A configuration between two measures, with the limits of both. */
export interface PlacedRow extends Row {
  configuration: string
  x: number
  y: number
  mark: string
  colour: string
  shape: string
}

/** With what stands beside it, and what a reader is told who points at it. */
export interface NamedRow extends PlacedRow {
  name: string
  description: Printed
}

/** Points with their intervals and names; what colours mean above, what numbers mean below. */
export function drawTradeoff(
  points: NamedRow[],
  [xAxis, yAxis]: readonly [Axis, Axis],
  key: KeyItem[],
  width: number,
): TopLevelSpec {
  const height = Math.round(Math.min(420, width * 0.85))
  const plot = width - leftWidth
  const x = (field: string) => onAxis(xAxis, field, plot, true)
  const y = (field: string) => onAxis(yAxis, field, height, false)
  const placed = points.map(point => ({
    ...point,
    x: toPosition(xAxis, point.x, plot),
    y: height - toPosition(yAxis, point.y, height),
  }))
  const { layers: labels, list } = nameTradeoff(placed, { x: 0, y: 0, width: plot, height })
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
    ...labels,
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
