import type { TopLevelSpec } from 'vega-lite'
import type { Row } from '../../format/csv.ts'
import type { Printed } from '../../format/printed.ts'
import { colours, fontSize, heat, theme } from '../theme.ts'
import { type Layer, schema, type View } from './views.ts'
import { liftLines, widest, wrapText } from './wrap-text.ts'

/** A grid of numbers and words under a heading. */
export interface Block {
  heading?: string
  /** What the grid leaves out, in words. */
  remark?: string
  columns: string[]
  /** How many columns stay together where not all of them fit. */
  together: number
  rows: { name: string; cells: MatrixCell[] }[]
}

export interface MatrixCell extends Row {
  text: string
  /** Step of the ramp from 1, or 0 for words. */
  tone: number
  isBaseline: boolean
  /** A number that must not be compared. */
  isDoubtful: boolean
  description: Printed
}

const step = 28
const gap = 10
const textLine = 14

/** Blocks one below the other; all columns are equally wide, texts break at spaces. */
export function drawMatrix(blocks: Block[], width: number): TopLevelSpec {
  const names = nameWidth(blocks, width)
  const shown = blocks.flatMap(block => splitColumns(block, width - names))
  const columns = Math.max(...shown.map(block => block.columns.length))
  // A pixel is left for the frame of the last column.
  const column = Math.floor((width - names - 1) / columns)
  const lines = shown.flatMap(block => toLines(block, width, column))
  const y = {
    field: 'line',
    type: 'ordinal' as const,
    axis: null,
    scale: { type: 'band' as const, domain: lines.map((_, line) => line), padding: 0 },
  }
  const cells = lines.flatMap(({ cells = [] }, line) =>
    cells.map((cell, number) => ({
      ...cell,
      line,
      column: number,
      lines: wrapText(cell.text, column - 4, fontSize),
    })),
  )
  const view = (layer: unknown[], viewWidth: number) =>
    ({ width: viewWidth, height: step * lines.length, layer }) as View
  return {
    $schema: schema,
    padding: { left: 0, top: 2, right: 0, bottom: 2 },
    spacing: 0,
    bounds: 'flush',
    datasets: { cells },
    hconcat: [
      view(toTexts(lines, y, names - gap), names),
      view(toCells(lines, y, columns), column * columns),
    ],
    config: theme,
  }
}

interface GridLine {
  kind: 'heading' | 'remark' | 'heads' | 'row'
  text: string[]
  /** Heads of columns, or as much of them as stands on this line. */
  heads?: string[][]
  cells?: MatrixCell[]
}

function toLines(block: Block, width: number, column: number): GridLine[] {
  const { heading, remark, columns, rows } = block
  const heads = columns.map(text => wrapText(text, column - 6, fontSize))
  const remarks = remark === undefined ? [] : wrapText(remark, width, fontSize)
  const head = (part: string[][]): GridLine => ({ kind: 'heads', text: [], heads: part })
  return [
    ...(heading === undefined ? [] : [{ kind: 'heading' as const, text: [heading] }]),
    ...pairUp(remarks).map(text => ({ kind: 'remark' as const, text })),
    ...(rows.length === 0 ? [] : layHeads(heads).map(head)),
    ...rows.map(({ name, cells }) => ({ kind: 'row' as const, text: [name], cells })),
  ]
}

/** Heads end on the same line, just above the grid; two lines of text fit into one of the grid. */
function layHeads(heads: string[][]): string[][][] {
  const most = Math.max(...heads.map(head => pairUp(head).length))
  return Array.from({ length: most }, (_, line) =>
    heads.map(head => {
      const padded = [...Array<string>(2 * most - head.length).fill(''), ...head]
      return padded.slice(2 * line, 2 * line + 2).filter(text => text !== '')
    }),
  )
}

function pairUp(texts: string[]): string[][] {
  return texts.flatMap((text, at) => (at % 2 === 0 ? [[text, ...texts.slice(at + 1, at + 2)]] : []))
}

/** Headings, remarks and names of rows, from the left edge. */
function toTexts(lines: GridLine[], y: object, width: number): Layer[] {
  const layer = (kind: GridLine['kind'], style: object, broken: (text: string[]) => string[]) => ({
    data: {
      values: lines.flatMap((line, number) =>
        line.kind === kind ? [{ line: number, text: broken(line.text) }] : [],
      ),
    },
    mark: { type: 'text', align: 'left', ...severalLines('text'), ...style },
    encoding: { y, x: { value: 0 }, text: { field: 'text', type: 'nominal' } },
  })
  return [
    layer('heading', { fontWeight: 600, yOffset: 4 }, text => text),
    layer('remark', { color: colours.quiet }, text => text),
    layer('row', {}, text => wrapText(text.join(' '), width, fontSize)),
  ] as Layer[]
}

function toCells(lines: GridLine[], y: object, columns: number): Layer[] {
  const x = {
    field: 'column',
    type: 'ordinal',
    axis: null,
    scale: { type: 'band', domain: Array.from({ length: columns }, (_, at) => at), padding: 0 },
  }
  const heads = lines.flatMap(({ heads = [] }, line) =>
    heads.flatMap((text, at) => (text.length === 0 ? [] : [{ line, column: at, text }])),
  )
  const data = { name: 'cells' }
  const text = { field: 'lines', type: 'nominal' }
  return [
    {
      data: { values: heads },
      mark: {
        type: 'text',
        color: colours.quiet,
        lineHeight: textLine,
        // The last line stands at the foot of its cell.
        yOffset: step / 2 - textLine / 2 - 2,
        dy: { expr: `${-textLine} * (length(datum.text) - 1)` },
      },
      encoding: { x, y, text: { field: 'text', type: 'nominal' } },
    },
    {
      data,
      transform: [{ filter: 'datum.tone > 0' }],
      mark: { type: 'rect', stroke: colours.paper, strokeWidth: 2 },
      encoding: {
        x,
        y,
        fill: {
          field: 'tone',
          type: 'ordinal',
          legend: null,
          scale: { domain: heat.map((_, at) => at + 1), range: heat },
        },
      },
    },
    {
      data,
      transform: [{ filter: 'datum.isBaseline' }],
      mark: { type: 'rect', filled: false, stroke: colours.quiet, strokeWidth: 1.5 },
      encoding: { x, y },
    },
    {
      data,
      mark: { type: 'text', aria: true, ...severalLines('lines') },
      encoding: {
        x,
        y,
        text,
        description: { field: 'description', type: 'nominal' },
        color: {
          condition: [
            { test: 'datum.isDoubtful', value: colours.danger },
            { test: 'datum.tone === 0', value: colours.quiet },
          ],
          value: colours.ink,
        },
      },
    },
  ] as unknown as Layer[]
}

function severalLines(field: string) {
  return { lineHeight: textLine, dy: liftLines(field, textLine) }
}

function nameWidth(blocks: Block[], width: number): number {
  const names = blocks.flatMap(block => block.rows.map(row => row.name))
  const whole = widest(names, fontSize)
  const most = width * 0.35
  if (whole <= most) return whole + gap
  return (
    widest(
      names.flatMap(name => wrapText(name, most, fontSize)),
      fontSize,
    ) + gap
  )
}

/** A block that is too wide for its words goes on below itself. */
function splitColumns(block: Block, width: number): Block[] {
  const texts = [...block.columns, ...block.rows.flatMap(row => row.cells.map(cell => cell.text))]
  const widestWord = widest(
    texts.flatMap(text => text.split(' ')),
    fontSize,
  )
  const most = Math.max(1, Math.floor(width / (widestWord + 6)))
  const { columns, together } = block
  if (columns.length <= most) return [block]
  const size = most < together ? most : most - (most % together)
  const parts = Math.ceil(columns.length / size)
  return Array.from({ length: parts }, (_, part) => {
    const range = <T>(list: T[]) => list.slice(part * size, (part + 1) * size)
    return {
      heading: part === 0 ? block.heading : `${block.heading ?? ''} (continued)`.trim(),
      ...(part === 0 && { remark: block.remark }),
      together,
      columns: range(columns),
      rows: block.rows.map(row => ({ ...row, cells: range(row.cells) })),
    }
  })
}
