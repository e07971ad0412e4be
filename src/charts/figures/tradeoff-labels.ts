import type { Row } from '../../format/csv.ts'
import type { KeyItem } from '../plot/key.ts'
import { type Box, type Placed, placeLabels } from '../plot/place-labels.ts'
import type { Layer } from '../plot/views.ts'
import { textWidth } from '../text-width.ts'
import { colours, fontSize } from '../theme.ts'

/** A point to be named, and where it lies on the plane in px. */
export interface NamedPoint {
  /** What the label says, where there is room for it. */
  name: string
  /** What the list below says of it otherwise. */
  configuration: string
  colour: string
  shape: string
  x: number
  y: number
}

/** A text, and the line from its point to its edge. */
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

/** A label further from its point than this is joined to it by a line. */
const far = 16

/** Names where they fit; the others get a number, and a list that says what it means. */
export function nameTradeoff(
  points: NamedPoint[],
  area: Box,
): { layers: Layer[]; list: KeyItem[] } {
  const named = placeLabels(
    points.map(point => toBox(point, point.name)),
    area,
  )
  const others = points
    .filter((_, index) => !named[index])
    .map((point, index) => ({ ...point, number: String(index + 1) }))
  const taken = [
    ...named.flatMap(box => box ?? []),
    ...points.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 })),
  ]
  const numbered = placeLabels(
    others.map(point => toBox(point, point.number)),
    area,
    taken,
  )
  const labels = [
    ...points.flatMap((point, index) => toLabel(point, point.name, named[index])),
    ...others.flatMap((point, index) => toLabel(point, point.number, numbered[index])),
  ]
  const list = others.map(({ number, configuration, colour, shape }) => ({
    text: `${number}: ${configuration}`,
    colour,
    shape,
  }))
  return { layers: toLayers(labels), list }
}

function toBox({ x, y }: NamedPoint, text: string): Box {
  return { x, y, width: textWidth(text, fontSize) + 2, height: fontSize + 2 }
}

/** None where there is no room even for a number. */
function toLabel({ x, y }: NamedPoint, text: string, box: Placed | undefined): Label[] {
  if (!box) return []
  const label = {
    text,
    x: box.x + 1,
    y: box.y + box.height / 2,
    fromX: x,
    fromY: y,
    toX: clamp(x, box.x, box.x + box.width),
    toY: clamp(y, box.y, box.y + box.height),
    isFar: box.distance > far,
  }
  return [label]
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value))
}

function toLayers(labels: Label[]): Layer[] {
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
  ] as Layer[]
}
