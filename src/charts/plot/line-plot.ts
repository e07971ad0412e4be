import type { TopLevelSpec } from 'vega-lite'
import type { Row } from '../../format/csv.ts'
import type { Printed } from '../../format/printed.ts'
import { colours, dashes, fontSize, series as seriesColours, shapes, theme } from '../theme.ts'
import { drawKey } from './key.ts'
import { type Axis, drawPlane, leftWidth, onAxis } from './plane.ts'
import { type Layer, schema, type View } from './views.ts'
import { widest, wrapText } from './wrap-text.ts'

/** A line of points in their order, with some of them marked and named. */
export interface Series {
  name: string
  points: { x: number; y: number }[]
  marked: { x: number; y: number; description: Printed }[]
  /** Bars through points. */
  intervals?: { x: number; lower: number; upper: number }[]
  /** Single runs, as small points. */
  runs?: { x: number; y: number }[]
  /** A point that is pointed out by a ring. */
  ring?: { x: number; y: number }
  /** What stands at the right of the plane, at the end of the line. */
  end?: string
}

/** Series that share a plane; a heading tells facets apart. */
export interface Facet {
  heading?: string
  series: Series[]
}

export interface LinePlot {
  facets: Facet[]
  x: Axis
  y: Axis
  /** Runs of one thing have one colour; otherwise each series its own, with a dash and a shape. */
  isOneColour?: boolean
  /** Points are joined in their order, and not from the left to the right. */
  isInOrder?: boolean
  /** A tinted range of the vertical axis, and a line in it. */
  band?: { lower: number; upper: number; target: number }
  height: number
}

/** Room for half a point at the right end. */
const edge = 5
/** Between the plane and the words at the ends of lines, and from one of them to the next. */
const endGap = 8
const endStep = 16
/** Room for the shape of the series before its words. */
const endShape = 12

/** Of a plane that stands beside another, and between the two. */
const leastWidth = 260
const gap = 24

/** Planes in pairs where the width allows it, else one below the other, on the same axes, with one key for all. */
export function drawLines(plot: LinePlot, width: number): TopLevelSpec {
  const { facets, isOneColour = false } = plot
  const names = [...new Set(facets.flatMap(facet => facet.series.map(series => series.name)))]
  const key = names.map((text, at) => ({
    text,
    colour: seriesColours[at] ?? '',
    shape: shapes[at],
  }))
  const abreast = facets.length > 1 && width >= 2 * leastWidth + gap ? 2 : 1
  const each = Math.floor((width - (abreast - 1) * gap) / abreast)
  const height = abreast === 1 ? plot.height : Math.min(plot.height, Math.round(0.75 * each))
  const ends = facets.flatMap(({ series }) => series.flatMap(({ end }) => end ?? []))
  const right = ends.length > 0 ? endGap + endShape + widest(ends, fontSize) : 0
  const layers = (number: number) =>
    toLayers({ ...plot, height }, number, names, each - leftWidth - edge - right)
  const drawn = facets.map((facet, number): View[] => [
    ...(facet.heading === undefined ? [] : [drawHeading(facet.heading, each)]),
    ...drawPlane(plot.y.title, layers(number), { width: each - edge, height, right }),
  ])
  const views = abreast === 1 ? drawn.flat() : pair(drawn)
  return {
    $schema: schema,
    padding: { left: 0, top: 2, right: 0, bottom: 2 },
    datasets: Object.fromEntries(
      facets.flatMap((facet, number) => toDatasets(facet, number, names, plot)),
    ),
    spacing: 6,
    vconcat: isOneColour || names.length < 2 ? views : [drawKey(key, width), ...views],
    config: theme,
  }
}

/** Views of two facets side by side. */
function pair(drawn: View[][]): View[] {
  return drawn.flatMap((left, at): View[] => {
    const right = drawn[at + 1] ?? []
    const columns = [left, right].filter(views => views.length > 0)
    const hconcat = columns.map(vconcat => ({ spacing: 6, vconcat }))
    return at % 2 === 0 ? [{ spacing: gap, hconcat } as View] : []
  })
}

function toDatasets(
  { series }: Facet,
  number: number,
  names: string[],
  { isOneColour = false, isInOrder = false }: LinePlot,
) {
  const style = (name: string) => {
    const at = isOneColour ? 0 : names.indexOf(name)
    return { series: name, colour: seriesColours[at] ?? '', shape: shapes[at] ?? 'circle' }
  }
  const points = series.flatMap(({ name, points }) =>
    points.map((point, at): Row => ({ ...point, series: name, ...(isInOrder && { at }) })),
  )
  const marked = series.flatMap(({ name, marked }) =>
    marked.map((point): Row => ({ ...point, ...style(name) })),
  )
  const around = series.flatMap(({ name, intervals = [], runs = [] }) =>
    [...intervals, ...runs].map((item): Row => ({ ...item, ...style(name) })),
  )
  return [
    [`lines-${number + 1}`, points],
    [`points-${number + 1}`, marked],
    ...(around.length > 0 ? [[`around-${number + 1}`, around]] : []),
  ]
}

function toLayers(plot: LinePlot, number: number, names: string[], width: number): Layer[] {
  const { band, isOneColour } = plot
  const x = onAxis(plot.x, 'x', width, true)
  const y = (field: string) => onAxis(plot.y, field, plot.height, false)
  const literal = (field: string) => ({ field, type: 'nominal', scale: null, legend: null })
  const scale = (range: unknown[]) => ({ domain: names, range: names.map((_, at) => range[at]) })
  const tolerance = band && [
    {
      data: { values: [{ lower: band.lower, upper: band.upper }] },
      mark: { type: 'rect', color: colours.tint },
      encoding: { y: y('lower'), y2: { field: 'upper' } },
    },
    {
      data: { values: [{ target: band.target }] },
      mark: { type: 'rule', color: colours.baseline, strokeDash: [4, 3] },
      encoding: { y: y('target') },
    },
  ]
  const line = isOneColour
    ? { color: { value: colours.mark }, detail: { field: 'series', type: 'nominal' } }
    : {
        color: { field: 'series', type: 'nominal', legend: null, scale: scale(seriesColours) },
        strokeDash: { field: 'series', type: 'nominal', legend: null, scale: scale(dashes) },
      }
  const own = plot.facets[number]?.series ?? []
  const rings = own.flatMap(({ ring, name }) => {
    const colour = seriesColours[isOneColour ? 0 : names.indexOf(name)]
    return ring ? { ...ring, colour } : []
  })
  const around = { data: { name: `around-${number + 1}` } }
  const bars = own.some(({ intervals = [] }) => intervals.length > 0) && [
    {
      ...around,
      transform: [{ filter: 'isValid(datum.lower)' }],
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { x, y: y('lower'), y2: { field: 'upper' }, color: literal('colour') },
    },
  ]
  const runs = own.some(({ runs = [] }) => runs.length > 0) && [
    {
      ...around,
      transform: [{ filter: 'isValid(datum.y)' }],
      mark: { type: 'point', filled: true, size: 9, opacity: 0.6 },
      encoding: { x, y: y('y'), color: literal('colour') },
    },
  ]
  return [
    ...(tolerance ?? []),
    ...(runs || []),
    ...(bars || []),
    {
      data: { name: `lines-${number + 1}` },
      mark: { type: 'line', strokeWidth: isOneColour ? 1 : 1.5, opacity: isOneColour ? 0.6 : 1 },
      encoding: {
        x,
        y: y('y'),
        order: { field: plot.isInOrder ? 'at' : 'x', type: 'quantitative' },
        ...line,
      },
    },
    {
      data: { name: `points-${number + 1}` },
      mark: { type: 'point', aria: true, filled: true, size: 36, opacity: 1 },
      encoding: {
        x,
        y: y('y'),
        color: literal('colour'),
        shape: literal('shape'),
        description: { field: 'description', type: 'nominal' },
      },
    },
    ...(rings.length > 0
      ? [
          {
            data: { values: rings },
            mark: { type: 'point', filled: false, size: 160, strokeWidth: 1.5, opacity: 1 },
            encoding: { x, y: y('y'), color: literal('colour') },
          },
        ]
      : []),
    ...toEnds(plot, number, names, width),
  ] as Layer[]
}

/** Words at the ends of lines behind the shape of each, moved apart where lines end close together. */
function toEnds(
  { facets, y, height }: LinePlot,
  number: number,
  names: string[],
  width: number,
): Layer[] {
  const [low, high] = y.domain
  const ends = (facets[number]?.series ?? []).flatMap(({ name, end, points }) => {
    const last = points.at(-1)
    const at = names.indexOf(name)
    const style = { colour: seriesColours[at] ?? '', shape: shapes[at] ?? 'circle' }
    return end && last
      ? [{ text: end, y: height * (1 - (last.y - low) / (high - low)), ...style }]
      : []
  })
  if (ends.length === 0) return []
  ends.sort((a, b) => a.y - b.y)
  for (const [at, end] of ends.entries()) {
    const above = ends[at - 1]
    if (above) end.y = Math.max(end.y, above.y + endStep)
  }
  const data = { values: ends.map(end => ({ ...end, y: Math.round(end.y) })) }
  const place = (x: number) => ({
    x: { value: width + endGap + x },
    y: { field: 'y', type: 'quantitative', scale: null, axis: null },
  })
  const literal = (field: string) => ({ field, type: 'nominal', scale: null, legend: null })
  return [
    {
      data,
      mark: { type: 'point', filled: true, size: 36, opacity: 1 },
      encoding: { ...place(3), color: literal('colour'), shape: literal('shape') },
    },
    {
      data,
      mark: { type: 'text', align: 'left', baseline: 'middle' },
      encoding: { ...place(endShape), text: { field: 'text', type: 'nominal' } },
    },
  ] as Layer[]
}

function drawHeading(text: string, width: number): View {
  const lines = wrapText(text, width / 1.06, fontSize)
  return {
    width,
    height: 8 + 16 * lines.length,
    data: { values: lines.map((text, line) => ({ text, y: 16 + line * 16 })) },
    mark: { type: 'text', align: 'left', fontWeight: 600 },
    encoding: {
      x: { value: 0 },
      y: { field: 'y', type: 'quantitative', scale: null, axis: null },
      text: { field: 'text', type: 'nominal' },
    },
  } as View
}
