import { colours } from '../theme.ts'
import type { Layer } from './views.ts'
import { axisLabel } from './views.ts'

/** How the marks of one measure are laid out: names of its tables, its axis, its place in a row. */
export interface IntervalAxis {
  rows: string
  runs?: string
  bars?: string
  title: string[]
  domain: [lower: number, upper: number]
  orient: 'top' | 'bottom'
  ticks: number
  /** How far from the middle of its line the estimate lies, in px, downwards. */
  offset: number
  reference?: number
  band?: [lower: number, upper: number]
}

/** Estimate as a shape, its interval as a line, single runs as ticks below, on lines `y`. */
export function toIntervalLayers(axis: IntervalAxis, y: object): Layer[] {
  const { rows, runs, bars, reference, band, offset } = axis
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: axis.title,
    scale: { domain: axis.domain, nice: false, zero: false },
    axis: { tickCount: axis.ticks, orient: axis.orient, labelExpr: axisLabel },
  })
  const place = { yOffset: offset }
  const layers = [
    ...(band === undefined ? [] : [tolerance(x('lower'), band)]),
    ...(reference === undefined ? [] : [referenceLine(x('reference'), reference)]),
    ...(bars === undefined ? [] : [stack(bars, y, x('lower'), offset)]),
    ...(runs === undefined ? [] : [ticks(runs, y, x('value'), offset + 10)]),
    {
      data: { name: rows },
      mark: { type: 'rule', strokeWidth: 2, ...place },
      encoding: { y, x: x('lower'), x2: { field: 'upper' }, color: markColour },
    },
    {
      data: { name: rows },
      transform: [{ filter: "indexof(['filled', 'hollow', 'baseline'], datum.mark) >= 0" }],
      mark: { type: 'point', aria: true, size: 80, opacity: 1, strokeWidth: 1.5, ...place },
      encoding: {
        y,
        x: x('value'),
        description: described,
        stroke: markColour,
        fill: {
          condition: [
            { test: "datum.mark === 'hollow'", value: colours.paper },
            { test: "datum.mark === 'baseline'", value: colours.baseline },
          ],
          value: colours.mark,
        },
      },
    },
    {
      data: { name: rows },
      transform: [{ filter: "datum.mark === 'crossed'" }],
      mark: {
        type: 'point',
        aria: true,
        shape: 'M-1,-1L1,1M-1,1L1,-1',
        size: 60,
        strokeWidth: 2,
        color: colours.danger,
        ...place,
      },
      encoding: { y, x: x('value'), description: described },
    },
  ]
  return layers as Layer[]
}

const described = { field: 'description', type: 'nominal' as const }

const markColour = {
  condition: [
    { test: "datum.mark === 'crossed'", value: colours.danger },
    { test: "datum.mark === 'baseline'", value: colours.baseline },
    { test: "datum.mark === 'line'", value: colours.ink },
  ],
  value: colours.mark,
}

function referenceLine<X>(x: X, reference: number) {
  return {
    data: { values: [{ reference }] },
    mark: { type: 'rule', color: colours.baseline, strokeDash: [4, 3] },
    encoding: { x },
  }
}

function tolerance<X>(x: X, [lower, upper]: [number, number]) {
  return {
    data: { values: [{ lower, upper }] },
    mark: { type: 'rect', color: colours.tint },
    encoding: { x, x2: { field: 'upper' } },
  }
}

function ticks<Y, X>(runs: string, y: Y, x: X, yOffset: number) {
  const color = {
    condition: { test: '!datum.counts', value: colours.danger },
    value: colours.muted,
  }
  return {
    data: { name: runs },
    mark: { type: 'tick', aria: true, thickness: 1, size: 6, opacity: 0.6, yOffset },
    encoding: { y, x, description: described, color },
  }
}

/** Parts of a bar, with a line of paper between them. */
function stack<Y, X>(bars: string, y: Y, x: X, yOffset: number) {
  return {
    data: { name: bars },
    mark: { type: 'bar', aria: true, height: 14, yOffset, x2Offset: -1 },
    encoding: {
      y,
      x,
      x2: { field: 'upper' },
      description: described,
      color: { field: 'colour', type: 'nominal', scale: null },
    },
  }
}
