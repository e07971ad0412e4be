import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import type { Row } from '../../format/csv.ts'
import { decimalsFor, formatNumber } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import { type Bin, mergeBins } from '../../statistics/percentile/histogram.ts'
import { percentileOfBins } from '../../statistics/percentile/percentile-of-bins.ts'

/** Fewer I/Os than this behind a percentile say nothing of it: the line ends before. */
export const leastBehind = 10
/** Percentiles that tables and marks name. */
export const shown = [50, 90, 99, 99.9, 99.99, 99.999]

/** Completion latency of all I/Os of some configurations, from the bins of their runs together. */
export interface Distribution {
  cell: Cell
  bins: Bin[]
  count: number
}

/** Cells that have bins; those without are named in the caption. */
export function toDistributions(cells: Cell[]): Distribution[] {
  return cells.flatMap(cell => {
    const missed = cell.load.state === 'held' ? cell.load.missedRuns : []
    const runs = cell.runs.filter(run => !missed.includes(run.id))
    const bins = mergeBins(runs.map(run => run.load?.bins ?? []))
    const count = bins.reduce((sum, bin) => sum + bin[1], 0)
    return count === 0 ? [] : [{ cell, bins, count }]
  })
}

export function toScale(found: Distribution[]): Scale {
  return scaleFor(
    found.map(({ bins }) => percentileOfBins(bins, 50) ?? 0),
    's',
  )
}

/** How many nines: 90 % is 1, 99 % is 2. */
export function ninesOf(percent: number): number {
  return -Math.log10(1 - percent / 100)
}

/** The last percentile that has enough I/Os behind it. */
export function lastPercent(count: number): number {
  return 100 * (1 - Math.min(0.5, leastBehind / count))
}

/** `99.9`, without the digits that a share of so many I/Os does not have. */
export function sayPercent(percent: number): string {
  return String(Number(percent.toPrecision(percent > 99 ? 5 : 3)))
}

/** Words and table that both drawings share. */
export function describeLatency(
  efficiency: Efficiency,
  cells: Cell[],
  found: Distribution[],
  scale: Scale,
) {
  const { label = '', description = '' } =
    efficiency.study.manifest.workloads[cells[0]?.workload ?? ''] ?? {}
  const rows = found.map(item => toCountRow(item, scale))
  const without = cells.filter(cell => !found.some(item => item.cell === cell))
  const missing =
    without.length > 0
      ? ` Without bins: ${without.map(cell => cell.configuration.label).join(', ')}.`
      : ''
  return {
    subtitle: print(`Completion latency. ${label}: ${description}. Lower is better.${missing}`),
    description: print(rows.map(sayRow).join('; ')),
    tables: { percentiles: rows },
    origins: found.map(({ cell }) => cell),
  }
}

/** The percentiles that enough I/Os stand behind. */
function toCountRow({ cell, bins, count }: Distribution, scale: Scale): Row {
  const known = shown.filter(percent => percent <= lastPercent(count))
  const columns = known.map(percent => [
    `p${percent} (${scale.symbol})`,
    (percentileOfBins(bins, percent) ?? 0) / scale.divisor,
  ])
  return { configuration: cell.configuration.label, ios: count, ...Object.fromEntries(columns) }
}

/** `psync: ios 32 000, p50 (µs) 110` */
function sayRow({ configuration, ...rest }: Row): string {
  const words = Object.entries(rest).map(([name, value]) => {
    const decimals = name === 'ios' ? 0 : decimalsFor(Number(value))
    return `${name} ${typeof value === 'number' ? formatNumber(value, decimals) : value}`
  })
  return `${configuration}: ${words.join(', ')}`
}
