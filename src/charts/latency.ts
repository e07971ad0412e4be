import type { Cell, Efficiency } from '../efficiency/efficiency.ts'
import { decimalsFor, formatNumber } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { type Bin, mergeBins, percentileOfBins } from '../statistics/histogram.ts'
import type { Figure, Row } from './figure.ts'
import { drawLines, type Facet, type Series } from './line-plot.ts'
import { toAxis } from './plane.ts'

/** Fewer I/Os than this behind a percentile say nothing of it: the line ends before. */
const leastBehind = 10
const steps = 150
const shown = [50, 90, 99, 99.9, 99.99, 99.999]

/** Completion latency of all I/Os of some configurations, from the bins of their runs together. */
interface Distribution {
  cell: Cell
  bins: Bin[]
  count: number
}

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
    ...describe(efficiency, cells, found, scale),
    caption: `Lines: percentiles of all I/Os of the runs together, from fio’s bins. Both axes are logarithmic: the upper one in latency, the lower one in the share of slower I/Os. Each line ends where ${leastBehind} I/Os lie behind it: ${behind.join('; ')}.`,
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
    ...describe(efficiency, cells, found, scale),
    caption: `Lines: share of all I/Os of the runs together that took at most so long, from fio’s bins; points: 50, 90, 99 % and so on. The latency axis is logarithmic. I/Os: ${counts.join('; ')}.`,
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

/** Cells that have bins; those without are named in the caption. */
function toDistributions(cells: Cell[]): Distribution[] {
  return cells.flatMap(cell => {
    const missed = cell.load.state === 'held' ? cell.load.missedRuns : []
    const runs = cell.runs.filter(run => !missed.includes(run.id))
    const bins = mergeBins(runs.map(run => run.load?.bins ?? []))
    const count = bins.reduce((sum, bin) => sum + bin[1], 0)
    return count === 0 ? [] : [{ cell, bins, count }]
  })
}

function toScale(found: Distribution[]): Scale {
  return scaleFor(
    found.map(({ bins }) => percentileOfBins(bins, 50) ?? 0),
    's',
  )
}

/** How many nines: 90 % is 1, 99 % is 2. */
function ninesOf(percent: number): number {
  return -Math.log10(1 - percent / 100)
}

function lastPercent(count: number): number {
  return 100 * (1 - Math.min(0.5, leastBehind / count))
}

function sayPercent(percent: number): string {
  return String(Number(percent.toPrecision(percent > 99 ? 5 : 3)))
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

function sayPoint(cell: Cell, percent: number, value: number, scale: Scale, count: number): string {
  const behind = Math.round(count * (1 - percent / 100))
  return `${cell.configuration.label}, p${percent}: ${formatNumber(value, decimalsFor(value))} ${scale.symbol}, ${formatNumber(behind, 0)} of ${formatNumber(count, 0)} I/Os slower`
}

/** At most four series share a plane; more are split by the level of the first factor. */
function toFacets(
  found: Distribution[],
  { study: { manifest } }: Efficiency,
  toSeries: (item: Distribution) => Series,
): Facet[] {
  if (found.length <= 4) return [{ series: found.map(toSeries) }]
  const [factor = ''] = Object.keys(manifest.factors)
  const { label = '', levels = {} } = manifest.factors[factor] ?? {}
  return Object.keys(levels).flatMap(level => {
    const members = found.filter(({ cell }) => cell.configuration.levels[factor] === level)
    const rest = ({ cell }: Distribution) => {
      const parts = Object.entries(cell.configuration.levels).filter(([name]) => name !== factor)
      const words = parts.map(
        ([name, other]) => manifest.factors[name]?.levels[other]?.label ?? other,
      )
      return words.join(' · ') || cell.configuration.label
    }
    if (members.length === 0) return []
    const heading = `${label}: ${levels[level]?.label ?? level}`
    return [{ heading, series: members.map(item => ({ ...toSeries(item), name: rest(item) })) }]
  })
}

/** How many series a facet would have at most: more than four must be refused. */
export function countSeries({ study: { manifest } }: Efficiency, cells: Cell[]): number {
  const found = toDistributions(cells)
  if (found.length <= 4) return found.length
  const [factor = ''] = Object.keys(manifest.factors)
  const levels = found.map(({ cell }) => cell.configuration.levels[factor])
  const names = new Set(
    found.map(({ cell }) => JSON.stringify({ ...cell.configuration.levels, [factor]: '' })),
  )
  return Math.max(
    names.size,
    ...levels.map(level => levels.filter(other => other === level).length),
  )
}

function describe(efficiency: Efficiency, cells: Cell[], found: Distribution[], scale: Scale) {
  const { label = '', description = '' } =
    efficiency.study.manifest.workloads[cells[0]?.workload ?? ''] ?? {}
  const rows = found.map(
    ({ cell, bins, count }): Row => ({
      configuration: cell.configuration.label,
      ios: count,
      ...Object.fromEntries(
        shown
          .filter(percent => percent <= lastPercent(count))
          .map(percent => [
            `p${percent} (${scale.symbol})`,
            (percentileOfBins(bins, percent) ?? 0) / scale.divisor,
          ]),
      ),
    }),
  )
  const without = cells.filter(cell => !found.some(item => item.cell === cell))
  const missing =
    without.length > 0
      ? ` Without bins: ${without.map(cell => cell.configuration.label).join(', ')}.`
      : ''
  return {
    subtitle: `Completion latency. ${label}: ${description}. Lower is better.${missing}`,
    description: rows
      .map(
        ({ configuration, ...rest }) =>
          `${configuration}: ${Object.entries(rest)
            .map(
              ([name, value]) =>
                `${name} ${typeof value === 'number' ? formatNumber(value, name === 'ios' ? 0 : decimalsFor(value)) : value}`,
            )
            .join(', ')}`,
      )
      .join('; '),
    tables: { percentiles: rows },
    origins: found.map(({ cell }) => cell),
  }
}
