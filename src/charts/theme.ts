import type { Config } from 'vega-lite'

export const fontSize = 13

/**
 * Colours are the page's own custom properties, so one SVG serves light, dark and print.
 * The axis names the categories; colour only tells the baseline from the others.
 */
export const colours = {
  mark: 'var(--series-1)',
  baseline: 'var(--ink-2)',
  muted: 'var(--ink-3)',
  danger: 'var(--danger)',
  ink: 'var(--ink-1)',
  quiet: 'var(--ink-2)',
  paper: 'var(--paper)',
  tint: 'var(--rule-1)',
}

/** Colours of several series, in this order; at most four in a drawing. */
export const series = [1, 2, 3, 4].map(number => `var(--series-${number})`)

/** What doubles the colour of a series: shapes of points, dashes of lines. */
export const shapes = ['circle', 'square', 'triangle-up', 'diamond']
export const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
]

/** Tints from weak to strong, all of them behind `ink`. */
export const heat = [1, 2, 3, 4, 5].map(step => `var(--heat-${step})`)

/** For an SVG that stands alone: the light values of the page's properties. */
export const lightColours: { [property: string]: string } = {
  '--paper': '#ffffff',
  '--surface': '#f5f6f7',
  '--ink-1': '#1b1d21',
  '--ink-2': '#4d525a',
  '--ink-3': '#6b7079',
  '--rule-1': '#e3e5e8',
  '--rule-2': '#8a9099',
  '--series-1': '#2d64df',
  '--series-2': '#c47c59',
  '--series-3': '#05502b',
  '--series-4': '#741a5e',
  '--danger': '#a1242b',
  '--heat-1': '#e9f1fd',
  '--heat-2': '#cfe0fb',
  '--heat-3': '#b0cbf7',
  '--heat-4': '#8db3f2',
  '--heat-5': '#6a9bec',
}

export const theme: Config = {
  background: undefined,
  font: 'inherit',
  // Only marks of data are named, each by its `description`.
  mark: { aria: false },
  view: { stroke: null },
  axis: {
    aria: false,
    labelColor: 'var(--ink-2)',
    titleColor: 'var(--ink-2)',
    labelFontSize: fontSize,
    titleFontSize: fontSize,
    titleFontWeight: 400,
    grid: false,
    domainColor: 'var(--rule-2)',
    tickColor: 'var(--rule-2)',
    labelLimit: 220,
  },
  axisX: {
    grid: true,
    gridColor: 'var(--rule-1)',
    domain: false,
    ticks: false,
    labelPadding: 6,
    titlePadding: 8,
    titleAnchor: 'start',
    labelFlush: 14,
  },
  axisY: { domain: false, ticks: false, labelPadding: 8 },
  legend: { aria: false },
  text: { fontSize, fill: colours.ink },
}
