import type { Ratio } from '../statistics/geometric-mean-ratio.ts'
import { logContrast, type Term } from '../statistics/log-contrast.ts'
import { matchedRatio } from '../statistics/matched-ratio.ts'
import { compareCells, ratiosOfRounds } from './compare-cells.ts'
import type { Cell, Efficiency } from './efficiency.ts'
import { valuesOf } from './values-of.ts'

/** Levels by factor; of a factor that is not named, any. `{aio: ['native', 'io_uring']}` */
export type Selection = { [factor: string]: readonly string[] }

/** Two cells of one workload that are compared. */
export interface Pair {
  left: Cell
  right: Cell
  /** The levels that both have. */
  others: { [factor: string]: string }
}

export function isSelected(cell: Cell, selection: Selection): boolean {
  return Object.entries(selection).every(([factor, levels]) =>
    levels.includes(cell.configuration.levels[factor] ?? ''),
  )
}

/**
 * Each cell of the left selection with each of the right one, all else equal: factors that not
 * both of them name must have the same level in both cells. Pairs of which a side is impossible
 * are none.
 */
export function matchPairs(
  { cells }: Efficiency,
  workload: string,
  left: Selection,
  right: Selection,
): Pair[] {
  const possible = cells.filter(
    cell => cell.workload === workload && cell.state.state !== 'impossible',
  )
  const free = (factor: string) => factor in left && factor in right
  return possible
    .filter(cell => isSelected(cell, left))
    .flatMap(a =>
      possible
        .filter(b => a !== b && isSelected(b, right) && isMatch(a, b, free))
        .map(b => ({ left: a, right: b, others: sharedLevels(a, free) })),
    )
}

function isMatch(a: Cell, b: Cell, free: (factor: string) => boolean): boolean {
  return Object.entries(a.configuration.levels).every(
    ([factor, level]) => free(factor) || b.configuration.levels[factor] === level,
  )
}

function sharedLevels({ configuration }: Cell, free: (factor: string) => boolean): Pair['others'] {
  return Object.fromEntries(
    Object.entries(configuration.levels).filter(([factor]) => !free(factor)),
  )
}

/** Why a cell supports no comparison of this metric; undefined where it does. */
export function whyUnusable(cell: Cell, metric: string): string | undefined {
  if (cell.state.state === 'impossible') return cell.state.reason
  if (cell.state.state === 'not-run') return 'not run'
  if (cell.load.state === 'missed') return 'its load was missed'
  const values = valuesOf(cell.results[metric]?.points ?? [])
  if (values.length === 0) return 'nothing recorded'
  if (values.some(value => value <= 0)) return 'a value of zero'
  if (values.length < 3) return `${values.length} usable runs, expected 3 at least`
  return undefined
}

/** The cell of a pair that cannot be compared, and why. */
export function findUnusable(
  { left, right }: Pair,
  metric: string,
): { cell: Cell; reason: string } | undefined {
  for (const cell of [left, right]) {
    const reason = whyUnusable(cell, metric)
    if (reason !== undefined) return { cell, reason }
  }
  return undefined
}

/** Ratio of left to right, averaged over pairs that can all be compared. */
export function averageRatio(
  pairs: readonly Pair[],
  metric: string,
  { study }: Efficiency,
): Ratio | undefined {
  const [only] = pairs
  if (!only) return undefined
  const { assume } = study.manifest
  if (pairs.length === 1) return compareCells(only.left, only.right, metric, assume)?.ratio
  if (assume === 'round-drift') {
    const rounds = ratiosOfRounds(pairs, metric)
    return rounds.length < 3 ? undefined : matchedRatio(rounds)
  }
  const valuesIn = (cell: Cell) => valuesOf(cell.results[metric]?.points ?? [])
  return logContrast(
    [...toWeights(pairs)].map(([cell, weight]): Term => ({ values: valuesIn(cell), weight })),
  )
}

/** A cell may be in several pairs: its weights add up, so that its noise is counted once. */
function toWeights(pairs: readonly Pair[]): Map<Cell, number> {
  const weights = new Map<Cell, number>()
  const add = (cell: Cell, weight: number) =>
    weights.set(cell, (weights.get(cell) ?? 0) + weight / pairs.length)
  for (const { left, right } of pairs) {
    add(left, 1)
    add(right, -1)
  }
  return weights
}
