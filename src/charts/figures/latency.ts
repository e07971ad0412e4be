import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { decimalsFor, formatNumber } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import type { Scale } from '../../format/scale.ts'
import { percentileOfBins } from '../../statistics/percentile/percentile-of-bins.ts'
import { nameTools } from '../../study/tool-words.ts'
import type { Figure } from '../figure.ts'
import { toFacets } from '../plot/facets.ts'
import { drawLines, type Series } from '../plot/line-plot.ts'
import { toAxis } from '../plot/plane.ts'
import {
  type Distribution,
  describeLatency,
  lastPercent,
  leastBehind,
  ninesOf,
  sayPercent,
  shown,
  toDistributions,
  toScale,
} from './distributions.ts'

/** Points of a line, between which it is straight. */
const steps = 150

/**
 * Latency over percentiles, whose axis has as much room for 99 % to 99.9 % as for 90 % to 99 %.
 * The lines end where fewer than ten I/Os lie behind.
 */
export function toPercentiles(efficiency: Efficiency, cells: Cell[]): Figure {
  const found = toDistributions(cells)
  const scale = toScale(found)
  const facets = toFacets(found, efficiency, item => toPercentileSeries(item, scale))
  const values = facets.flatMap(({ series }) =>
    series.flatMap(({ points }) => points.map(p => p.y)),
  )
  const longest = Math.max(1, ...found.map(({ count }) => ninesOf(lastPercent(count))))
  const behind = found.map(({ cell, count }) => {
    const percent = lastPercent(count)
    return `${cell.configuration.label} to p${sayPercent(percent)} of ${formatNumber(count, 0)} I/Os`
  })
  return {
    ...describeLatency(efficiency, cells, found, scale),
    caption: print(
      `Lines: percentiles of all I/Os of the runs together, from ${nameTools(found.flatMap(({ cell }) => cell.runs))}’s bins. Both axes are logarithmic: the upper one in latency, the lower one in the share of slower I/Os. Each line ends where ${leastBehind} I/Os lie behind it: ${behind.join('; ')}.`,
    ),
    spec: width =>
      drawLines(
        {
          facets,
          x: {
            title: 'percentile of I/Os',
            domain: [0, longest],
            isLog: false,
            values: shown.map(ninesOf).filter(nines => nines <= longest + 1e-9),
            labelExpr: "format(100 * (1 - pow(10, -datum.value)), '.6~g') + '\u2009%'",
          },
          y: toAxis(`completion latency (${scale.symbol})`, values, true),
          height: Math.min(300, Math.round(width * 0.7)),
        },
        width,
      ),
  }
}

/** The share of I/Os that were at most so slow. */
export function toCdf(efficiency: Efficiency, cells: Cell[]): Figure {
  const found = toDistributions(cells)
  const scale = toScale(found)
  const facets = toFacets(found, efficiency, item => toCdfSeries(item, scale))
  const values = facets.flatMap(({ series }) =>
    series.flatMap(({ points }) => points.map(p => p.x)),
  )
  const counts = found.map(
    ({ cell, count }) => `${cell.configuration.label} ${formatNumber(count, 0)}`,
  )
  return {
    ...describeLatency(efficiency, cells, found, scale),
    caption: print(
      `Lines: share of all I/Os of the runs together that took at most so long, from ${nameTools(found.flatMap(({ cell }) => cell.runs))}’s bins; points: 50, 90, 99 % and so on. The latency axis is logarithmic. I/Os: ${counts.join('; ')}.`,
    ),
    spec: width =>
      drawLines(
        {
          facets,
          x: toAxis(`completion latency (${scale.symbol})`, values, true),
          y: { title: 'share of I/Os (%)', domain: [0, 100], isLog: false },
          height: Math.min(300, Math.round(width * 0.7)),
        },
        width,
      ),
  }
}

function toPercentileSeries({ cell, bins, count }: Distribution, scale: Scale): Series {
  const last = ninesOf(lastPercent(count))
  const at = (percent: number) => (percentileOfBins(bins, percent) ?? 0) / scale.divisor
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const nines = (last * step) / steps
    return { x: nines, y: at(100 * (1 - 10 ** -nines)) }
  })
  const marked = shown
    .filter(percent => percent <= lastPercent(count))
    .map(percent => ({
      x: ninesOf(percent),
      y: at(percent),
      description: sayPoint(cell, percent, at(percent), scale, count),
    }))
  return { name: cell.configuration.label, points, marked }
}

function toCdfSeries({ cell, bins, count }: Distribution, scale: Scale): Series {
  const at = (percent: number) => (percentileOfBins(bins, percent) ?? 0) / scale.divisor
  const percents = Array.from({ length: steps + 1 }, (_, step) => (100 * step) / steps)
  const marked = shown
    .filter(percent => percent <= Math.min(99.9, lastPercent(count)))
    .map(percent => ({
      x: at(percent),
      y: percent,
      description: sayPoint(cell, percent, at(percent), scale, count),
    }))
  return {
    name: cell.configuration.label,
    points: percents.map(percent => ({ x: at(percent), y: percent })),
    marked,
  }
}

function sayPoint(
  cell: Cell,
  percent: number,
  value: number,
  scale: Scale,
  count: number,
): Printed {
  const behind = Math.round(count * (1 - percent / 100))
  return print(
    `${cell.configuration.label}, p${percent}: ${formatNumber(value, decimalsFor(value))} ${scale.symbol}, ${formatNumber(behind, 0)} of ${formatNumber(count, 0)} I/Os slower`,
  )
}
