import type { TopLevelSpec } from 'vega-lite'
import type { Row } from '../../format/csv.ts'
import { open, type Printed } from '../../format/printed.ts'
import { withoutWords } from '../figure.ts'
import { textWidth } from '../text-width.ts'
import { colours, fontSize, theme } from '../theme.ts'
import { type IntervalAxis, toIntervalLayers } from './interval-layers.ts'
import { drawKey, type KeyItem } from './key.ts'
import { type Layer, schema, type View } from './views.ts'
import { halve, liftLines, widest, wrapText } from './wrap-text.ts'

/** A line of the plot, from the top: a heading, or a row with its marks. */
export interface Line {
  /** What rows and runs of the panels are found by. */
  key: string
  kind: 'heading' | 'row'
  text: string
  /** Behind a heading: what its group does not have, in words. */
  remark?: string
}

/** An estimate between its limits, and what stands at the right. */
export interface IntervalRow extends Row {
  /** Name of the row, in full; the key of its line. */
  configuration: string
  value: number | null
  lower: number | null
  upper: number | null
  /** How the point is drawn, if there is one; a row without a value says why in its label. */
  mark: 'filled' | 'hollow' | 'crossed' | 'baseline' | 'line' | 'none'
  /** Text at the right. */
  label: Printed
  /** What is said of it, with its unit. */
  said: Printed
  /** The same behind its name: what a reader is told who points at it. */
  description: Printed
}

/** A single run under its row. */
export interface RunTick extends Row {
  configuration: string
  value: number
  /** Whether the run is in the estimate. */
  counts: boolean
  description: Printed
}

/** A part of a bar from the lower to the upper value. */
export interface Bar extends Row {
  configuration: string
  part: string
  colour: string
  lower: number
  upper: number
  /** Name and value of the part. */
  text: string
  description: Printed
}

/** One measure: its rows on an axis of their own. */
export interface Panel {
  /** Title of the axis. */
  title: string
  rows: IntervalRow[]
  runs?: RunTick[]
  bars?: Bar[]
  /** A value to compare with, drawn as a dashed line: 1 for ratios. */
  reference?: number
  /** A range that is tinted, such as a tolerance. */
  band?: [lower: number, upper: number]
  /** Where the axis begins and ends; from zero to the highest value without it. */
  domain?: [lower: number, upper: number]
}

export interface RowPlot {
  lines: Line[]
  panels: Panel[]
  /** What colours stand for, where there are several. */
  key?: KeyItem[]
}

/** Below this a plot says too little, and names go above their rows. */
const leastPlot = 110
/** A name that leaves less than this is broken into two lines. */
const goodPlot = 200
const gap = 10
const indent = 12
const textLine = 15
const headingWeight = 600
const halfPoint = 8

/**
 * One row a configuration: name, plot, value; two measures side by side where the width allows
 * it, else one below the other. Where names and values would leave too little for the plot, they
 * stand above their row. All columns are as wide as their longest text.
 */
export function drawRows({ lines, panels, key }: RowPlot, width: number): TopLevelSpec {
  const frame = {
    $schema: schema,
    padding: { left: 0, top: 2, right: 0, bottom: 2 },
    config: theme,
  }
  const numbered = panels.map((panel, number) => ({ panel, number }))
  const datasets = toDatasets(lines, panels)
  const together = drawBeside(lines, numbered, width)
  if (together && !key) return { ...frame, datasets, ...together }
  const each = numbered.flatMap((item): View[] => {
    const view = drawBeside(lines, [item], width)
    return view ? [view] : []
  })
  const isEach = each.length === panels.length
  const vconcat = isEach ? each : numbered.map(item => drawStacked(lines, item, width))
  const above = key ? [drawKey(key, width)] : []
  return { ...frame, datasets, spacing: key ? 6 : 16, vconcat: [...above, ...vconcat] }
}

interface Numbered {
  panel: Panel
  number: number
}

/** Names at the left, then plot and values of each panel: views of the same lines. */
function drawBeside(lines: Line[], shown: Numbered[], width: number) {
  const panels = shown.map(({ panel }) => panel)
  const columns = toColumns(lines, panels, width)
  if (!columns) return undefined
  const { names, plot, height } = columns
  const hconcat = [
    { width: names, height, layer: toNames(lines, names - gap, -middle(panels)) },
    ...shown.flatMap(({ panel, number }, place) => [
      {
        width: plot,
        height,
        layer: [
          ...toIntervalLayers(toAxis(lines, panel, number, plot, -middle(panels)), y(lines)),
          ...(place === 0 ? toHeadings(lines, -names, height / lines.length) : []),
        ],
      },
      {
        width: valueWidth(panel),
        height,
        data: { name: tableNames(number).rows },
        layer: toValues(lines, { align: 'left', dx: gap, yOffset: -middle(panels) }, 0),
      },
    ]),
  ]
  return { spacing: 0, bounds: 'flush' as const, hconcat: hconcat as View[] }
}

/** Widths of the columns, and the height of all; nothing where the plot would be too narrow. */
function toColumns(lines: Line[], panels: Panel[], width: number) {
  const values = panels.reduce((sum, panel) => sum + valueWidth(panel), 0)
  const plotFor = (names: number) => Math.floor((width - names - values) / panels.length)
  const rows = lines.filter(({ kind }) => kind === 'row').map(({ text }) => text)
  const whole = insetOf(lines) + widest(rows, fontSize) + gap
  if (plotFor(whole) >= goodPlot) {
    return { names: whole, plot: plotFor(whole), height: lineHeight(panels) * lines.length }
  }
  const halves = rows.map(text => halve(text, fontSize))
  const names = insetOf(lines) + widest(halves.flat(), fontSize) + gap
  if (plotFor(names) < leastPlot) return undefined
  const isBroken = halves.some(parts => parts.length > 1)
  const step = Math.max(lineHeight(panels), isBroken ? 2 * textLine + 6 : 0)
  return { names, plot: plotFor(names), height: step * lines.length }
}

/** For a narrow page: each row has a line of text, and below it the whole width for its marks. */
function drawStacked(lines: Line[], { panel, number }: Numbered, width: number): View {
  const names = width - valueWidth(panel) - gap
  const rows = lines.filter(({ kind }) => kind === 'row')
  const most = Math.max(...rows.map(({ text }) => wrapText(text, names, fontSize).length))
  const text = most * textLine
  // The text of the next row must not seem to belong to the marks above it.
  const step = text + lineHeight([panel]) + 3
  const up = { yOffset: (text - step) / 2 }
  const layer = [
    ...toIntervalLayers(toAxis(lines, panel, number, width, text / 2 - 3), y(lines)),
    ...toNames(lines, names, up.yOffset),
    ...toHeadings(lines, 0, step),
    ...toValues(lines, { align: 'right', ...up }, width).map(item => ({
      data: { name: tableNames(number).rows },
      ...item,
    })),
  ]
  return { width, height: step * lines.length, layer: layer as Layer[] }
}

function toAxis(
  lines: Line[],
  panel: Panel,
  number: number,
  width: number,
  offset: number,
): IntervalAxis {
  const names = tableNames(number)
  return {
    rows: names.rows,
    ...(panel.runs && { runs: names.runs }),
    ...(panel.bars && { bars: names.bars }),
    title: wrapText(panel.title, width, fontSize),
    domain: panel.domain ?? toDomain(panel, width),
    // A tall plot is read from its top.
    orient: lines.length > 12 ? 'top' : 'bottom',
    ticks: Math.max(2, Math.round(width / 80)),
    offset,
    reference: panel.reference,
    band: panel.band,
  }
}

/** From zero, or from the lowest value where that is below it; with room for half a point. */
function toDomain({ rows, runs = [], reference = 0 }: Panel, width: number): [number, number] {
  const numbers = [...rows, ...runs]
    .flatMap(row => [row.value, row.lower, row.upper])
    .filter(value => typeof value === 'number')
  const [lower, upper] = [Math.min(0, ...numbers), Math.max(reference, ...numbers)]
  const rest = (upper - lower) * Math.max(0.02, halfPoint / width)
  return lower === upper ? [0, 1] : [lower === 0 ? 0 : lower - rest, upper + rest]
}

function y(lines: Line[]) {
  return {
    field: 'line',
    type: 'ordinal' as const,
    axis: null,
    scale: { type: 'band' as const, domain: lines.map((_, number) => number), padding: 0 },
  }
}

/** Names of the rows, broken at the width. */
function toNames(lines: Line[], width: number, yOffset: number): Layer[] {
  const inset = insetOf(lines)
  const values = lines.flatMap(({ kind, text }, line) =>
    kind === 'row' ? [{ line, text: wrapText(text, width - inset, fontSize) }] : [],
  )
  const dy = liftLines('text', textLine)
  const mark = { type: 'text', align: 'left', lineHeight: textLine, yOffset, dy }
  const encoding = { y: y(lines), x: { value: inset }, text: { field: 'text', type: 'nominal' } }
  return [{ data: { values }, mark, encoding } as Layer]
}

/** Headings with their remarks, low in their line, near the rows. They may run over the plot. */
function toHeadings(lines: Line[], left: number, step: number): Layer[] {
  const values = lines.flatMap(({ kind, text, remark = '' }, line) =>
    // Bold letters are a little wider.
    kind === 'heading' ? [{ line, text, remark, end: textWidth(text, fontSize) * 1.06 + gap }] : [],
  )
  if (values.length === 0) return []
  const mark = { type: 'text', align: 'left', yOffset: step / 2 - 11 }
  const layer = (style: object, x: object, field: string) => ({
    data: { values: values.map(row => ({ ...row, end: Math.ceil(row.end) + left })) },
    mark: { ...mark, ...style },
    encoding: { y: y(lines), x, text: { field, type: 'nominal' } },
  })
  const end = { field: 'end', type: 'quantitative', scale: null, axis: null }
  return [
    layer({ fontWeight: headingWeight }, { value: left }, 'text'),
    layer({ color: colours.quiet }, end, 'remark'),
  ] as Layer[]
}

/** Texts at the right; one that stands for a number that is not there is a mark of its own. */
function toValues(lines: Line[], place: object, x: number) {
  const description = { field: 'description', type: 'nominal' }
  const encoding = { y: y(lines), x: { value: x }, text: { field: 'label', type: 'nominal' } }
  return [
    {
      transform: [{ filter: "datum.mark !== 'none'" }],
      mark: { type: 'text', ...place },
      encoding,
    },
    {
      transform: [{ filter: "datum.mark === 'none'" }],
      mark: { type: 'text', aria: true, color: colours.quiet, ...place },
      encoding: { ...encoding, description },
    },
  ] as Layer[]
}

function insetOf(lines: Line[]): number {
  return lines.some(line => line.kind === 'heading') ? indent : 0
}

function valueWidth({ rows }: Panel): number {
  const labels = rows.map(row => open(row.label))
  return gap + 2 + widest(labels, fontSize)
}

function lineHeight(panels: Panel[]): number {
  return panels.some(hasRuns) ? 23 : 21
}

/** How far above the middle of its line the estimate stands, for the ticks below it. */
function middle(panels: Panel[]): number {
  return panels.some(hasRuns) ? 3 : 0
}

function hasRuns({ runs = [] }: Panel): boolean {
  return runs.length > 0
}

function tableNames(number: number): { rows: string; runs: string; bars: string } {
  const suffix = number === 0 ? '' : `-${number + 1}`
  return { rows: `rows${suffix}`, runs: `runs${suffix}`, bars: `bars${suffix}` }
}

/** The tables of the spec: each row with the number of its line; rows without a line are left out. */
function toDatasets(lines: Line[], panels: Panel[]): { [name: string]: Row[] } {
  const numbers = new Map(lines.map(({ key }, number) => [key, number]))
  const place = <R extends IntervalRow | RunTick | Bar>(rows: R[]) =>
    rows.flatMap(row => {
      const line = numbers.get(row.configuration)
      return line === undefined ? [] : [{ ...withoutWords(row), line }]
    })
  const tables = panels.flatMap(({ rows, runs, bars }, number) => {
    const names = tableNames(number)
    return [
      [names.rows, place(rows)],
      ...(runs ? [[names.runs, place(runs)]] : []),
      ...(bars ? [[names.bars, place(bars)]] : []),
    ]
  })
  return Object.fromEntries(tables)
}
