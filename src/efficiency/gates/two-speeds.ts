import { formatNumber, formatPercent } from '../../format/number.ts'
import { median } from '../../statistics/summary/median.ts'
import type { Cell } from '../cells.ts'
import { valuesOf } from '../values-of.ts'
import { type Case, type Judges, once } from './gate.ts'

/** Fewer cells than this do not tell how close runs of one speed lie. */
const fewestCells = 4
/** A group is one where it lies three times as far from the other as its own runs from each other. */
const apart = 3
/** Groups that lie closer than this are no two speeds: a rate that is held moves by less. */
const matters = 0.05
/** From one run in so many on, a second speed is nothing rare. */
const rare = 20
/** With as many runs, nine in ten cells have seen a second speed that one run in five has. */
const enough = 12

/**
 * Runs that lie in two groups, as on a machine with a second speed that few rounds see. No interval
 * from so few runs is to be trusted then (see the coverage of bimodal runs on the method page); and
 * where other cells show it, a cell with few runs may not have seen it.
 *
 * Of numbers without a second speed it doubts 1 or 2 in 1 000 with three runs and none with six, where
 * cells spread alike; where their spreads are apart by a factor of 1.6, 12 and 1 in 1 000.
 */
export const speedGates = {
  'two-speeds': at => {
    const { splits, few, all } = findSplits(at)
    const own = splits.get(at.cell)
    if (!own) return undefined
    if (own.few > 0) {
      return `its runs lie in two groups, ${own.few} of ${own.n} apart from the others by more than ${formatNumber(at.limit, 0)} times what the closer half of runs usually spans: its interval may hold neither`
    }
    return own.n < enough && few > all / rare
      ? `${formatPercent(few / all, 0)} of the runs of other configurations lie in a second group, and ${own.n} runs of this one may not have met it`
      : undefined
  },
} satisfies Judges

/** How the runs of each cell of a workload split, and of all of them together. */
const findSplits = once(
  at => {
    const row = at.cells.filter(
      ({ workload, load }) => workload === at.cell.workload && load.state !== 'missed',
    )
    const values = row.map(cell => ({ cell, values: valuesIn(cell, at) }))
    const told = values.filter(({ values }) => values.length >= 3 && values.every(isAbove))
    const usual = median(told.map(({ values }) => tightestHalf(toShares(values))))
    const isTold = told.length >= fewestCells && usual > 0
    const splits = (isTold ? told : []).map(({ cell, values }) => {
      return [cell, { n: values.length, few: countFew(values, at.limit * usual) }] as const
    })
    return {
      splits: new Map(splits),
      few: splits.reduce((sum, [, split]) => sum + split.few, 0),
      all: splits.reduce((sum, [, { n }]) => sum + n, 0),
    }
  },
  ({ cell, metric, limit }) => JSON.stringify([cell.workload, metric.id, limit]),
)

/** What is net of something may be about zero, where no proportion means anything. */
function isAbove(value: number): boolean {
  return value > 0
}

function valuesIn(cell: Cell, { metric }: Case): number[] {
  return valuesOf(cell.results[metric.id]?.points ?? [])
}

/** In order, and in proportion to the middle one. */
function toShares(values: readonly number[]): number[] {
  const centre = Math.abs(median(values))
  return values.map(value => value / centre).sort((a, b) => a - b)
}

/**
 * What the closest half of the values spans: a second group of fewer is not in it. The closest two of
 * three span half as much as a standard deviation, and count twice; of more, the half spans about one.
 */
function tightestHalf(sorted: readonly number[]): number {
  const size = Math.floor(sorted.length / 2)
  const spans = sorted.slice(size).map((value, index) => value - (sorted[index] ?? Number.NaN))
  return Math.min(...spans) * (size === 1 ? 2 : 1)
}

/** How many values are in the smaller of two groups; 0 where all are in one. */
function countFew(values: readonly number[], least: number): number {
  const sorted = toShares(values)
  const at = (index: number) => sorted[index] ?? Number.NaN
  const gaps = sorted.slice(1).map((value, index) => ({ gap: value - at(index), index }))
  const widest = gaps.reduce((a, b) => (b.gap > a.gap ? b : a), { gap: 0, index: 0 })
  const below = widest.index + 1
  const inside = Math.max(at(widest.index) - at(0), at(sorted.length - 1) - at(below))
  if (!(widest.gap > Math.max(least, matters)) || widest.gap < apart * inside) return 0
  return Math.min(below, sorted.length - below)
}
