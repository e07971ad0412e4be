import { colours, fontSize } from '../theme.ts'
import { axisLabel, type Layer, type View } from './views.ts'
import { wrapText } from './wrap-text.ts'

/** An axis of a plane, with the same scale for Vega and for our own placing. */
export interface Axis {
  title: string
  domain: [lower: number, upper: number]
  isLog: boolean
  values?: number[]
  labelExpr?: string
}

/** Width of the labels at the left. */
export const leftWidth = 50

/** Zero is included; a logarithmic axis goes a little beyond its values. */
export function toAxis(title: string, values: number[], isLog: boolean): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!isLog) {
    return { title, domain: [Math.min(0, low * 1.05), high * 1.05 || 1], isLog }
  }
  const domain: [number, number] = [low / 1.15, high * 1.15]
  const powers = Array.from({ length: 40 }, (_, index) => index - 20)
  const ticks = logSteps.map(digits =>
    powers
      .flatMap(power => digits.map(digit => Number(`${digit}e${power}`)))
      .filter(tick => tick >= domain[0] && tick <= domain[1]),
  )
  return { title, domain, isLog, values: ticks.find(list => list.length >= 3) ?? ticks.at(-1) }
}

/** Ticks of a logarithmic axis, from coarse to fine: the first that gives three is taken. */
const logSteps = [
  [1],
  [1, 2, 5],
  [1, 1.5, 2, 3, 4, 6, 8],
  [1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.3, 2.6, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9],
]

/** Where a value lies on an axis of so many px, from its beginning. */
export function toPosition({ domain, isLog }: Axis, value: number, length: number): number {
  const scale = isLog ? Math.log : (number: number) => number
  const [from, to] = [scale(domain[0]), scale(domain[1])]
  return ((scale(value) - from) / (to - from)) * length
}

/** The channel of a field on an axis. */
export function onAxis(axis: Axis, field: string, length: number, isX: boolean) {
  return {
    field,
    type: 'quantitative' as const,
    title: isX ? wrapText(axis.title, length, fontSize) : null,
    scale: {
      type: axis.isLog ? 'log' : 'linear',
      domain: axis.domain,
      nice: false,
      ...(!axis.isLog && { zero: false }),
    },
    axis: {
      labelExpr: axis.labelExpr ?? axisLabel,
      ...(axis.values
        ? { values: axis.values }
        : { tickCount: Math.max(2, Math.round(length / 80)) }),
      ...(!isX && { grid: true, gridColor: 'var(--rule-1)' }),
    },
  }
}

/** Title of the vertical axis above it, then the plot with room for labels at both sides. */
export function drawPlane(
  title: string,
  layers: Layer[],
  size: { width: number; height: number; right?: number },
): View[] {
  const { width, height, right = 0 } = size
  const lines = wrapText(title, width, fontSize)
  const empty = (part: number) => ({ width: part, height, data: { values: [] }, mark: 'text' })
  return [
    drawText(lines, width),
    {
      spacing: 0,
      bounds: 'flush',
      hconcat: [
        empty(leftWidth),
        { width: width - leftWidth - right, height, layer: layers },
        ...(right > 0 ? [empty(right)] : []),
      ],
    } as View,
  ]
}

/** Lines of quiet text as a view of their own. */
function drawText(lines: string[], width: number): View {
  return {
    width,
    height: 17 * lines.length,
    data: { values: lines.map((text, line) => ({ text, y: line * 17 + 8 })) },
    mark: { type: 'text', align: 'left', color: colours.quiet },
    encoding: {
      x: { value: 0 },
      y: { field: 'y', type: 'quantitative', scale: null, axis: null },
      text: { field: 'text', type: 'nominal' },
    },
  } as View
}
