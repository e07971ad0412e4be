import type { TopLevelSpec } from 'vega-lite'
import type { Row } from './figure.ts'
import { colours, theme } from './theme.ts'

/** A row of an interval plot: an estimate between its limits, and what stands at the right. */
export interface IntervalRow extends Row {
  /** Name of the row, at the left. */
  configuration: string
  value: number | null
  lower: number | null
  upper: number | null
  /** How the point is drawn; a row without a value says why in its label. */
  mark: 'filled' | 'hollow' | 'crossed' | 'baseline' | 'none'
  /** Text at the right. */
  label: string
}

/** A single run under its row. */
export interface RunTick extends Row {
  configuration: string
  value: number
  /** Whether the run is in the estimate. */
  counts: boolean
}

export interface IntervalPlot {
  rows: IntervalRow[]
  runs?: RunTick[]
  /** Title of the axis. */
  unit: string
  /** A value to compare with, drawn as a dashed line: 1 for ratios. */
  reference?: number
}

const gap = 10

/**
 * One row a configuration, on a linear axis that begins at zero: the estimate as a shape, its
 * interval as a line, single runs as ticks below, text in a column at the right.
 */
export function drawIntervals(plot: IntervalPlot, width: number): TopLevelSpec {
  const { rows, runs = [], unit, reference } = plot
  const numbers = [...rows, ...runs]
    .flatMap(row => [row.value, row.upper])
    .filter(value => typeof value === 'number')
  const domain = [0, Math.max(...numbers, reference ?? 0) * 1.02 || 1]
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: unit,
    scale: { domain, nice: false },
    axis: { tickCount: width < 480 ? 4 : 6 },
  })
  const y = { field: 'configuration', type: 'nominal' as const, sort: null, title: null }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height: (runs.length > 0 ? 38 : 30) * rows.length,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: { left: 0, top: 2, bottom: 2, right: 2 },
    datasets: { rows, runs },
    data: { name: 'rows' },
    layer: [
      ...(reference === undefined ? [] : [referenceLine(x('reference'), reference)]),
      ...(runs.length === 0 ? [] : [runTicks(x('value'), y)]),
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { y, x: x('lower'), x2: { field: 'upper' }, color: markColour },
      },
      {
        transform: [{ filter: "indexof(['filled', 'hollow', 'baseline'], datum.mark) >= 0" }],
        mark: { type: 'point', size: 80, opacity: 1, strokeWidth: 1.5 },
        encoding: {
          y,
          x: x('value'),
          stroke: markColour,
          fill: {
            condition: [
              { test: "datum.mark === 'hollow'", value: 'var(--paper)' },
              { test: "datum.mark === 'baseline'", value: colours.baseline },
            ],
            value: colours.mark,
          },
        },
      },
      {
        transform: [{ filter: "datum.mark === 'crossed'" }],
        mark: {
          type: 'point',
          shape: 'M-1,-1L1,1M-1,1L1,-1',
          size: 60,
          strokeWidth: 2,
          color: colours.danger,
        },
        encoding: { y, x: x('value') },
      },
      {
        mark: { type: 'text', align: 'left', dx: gap },
        encoding: { y, x: { value: 'width' }, text: { field: 'label', type: 'nominal' } },
      },
    ],
    config: theme,
  }
}

const markColour = {
  condition: [
    { test: "datum.mark === 'crossed'", value: colours.danger },
    { test: "datum.mark === 'baseline'", value: colours.baseline },
  ],
  value: colours.mark,
}

function referenceLine<X>(x: X, reference: number) {
  return {
    data: { values: [{ reference }] },
    mark: { type: 'rule' as const, color: colours.baseline, strokeDash: [4, 3] },
    encoding: { x },
  }
}

function runTicks<X, Y>(x: X, y: Y) {
  const color = {
    condition: { test: '!datum.counts', value: colours.danger },
    value: colours.muted,
  }
  return {
    data: { name: 'runs' },
    mark: { type: 'tick' as const, thickness: 1, size: 9, opacity: 0.55, yOffset: 12 },
    encoding: { y, x, color },
  }
}
