import { runsOf, type Series } from '../../statistics/comparison/contrast.ts'
import type { Cell, Measured } from '../cells.ts'
import type { Compared } from '../estimate.ts'
import { toContrast, toSides } from './compare-cells.ts'
import { toRounds } from './rounds.ts'

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
  { cells }: Measured,
  workload: string,
  left: Selection,
  right: Selection,
): Pair[] {
  const possible = cells.filter(
    cell => cell.workload === workload && cell.state.state !== 'impossible',
  )
  const free = (factor: string) => factor in left && factor in right
  const others = possible.filter(cell => isSelected(cell, right))
  return possible
    .filter(cell => isSelected(cell, left))
    .flatMap(a =>
      others
        .filter(b => a !== b && isMatch(a, b, free))
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

/** Why a cell is in no comparison, of whatever metric; undefined where its values decide. */
export function whyNotCompared({ state, load }: Cell): string | undefined {
  if (state.state === 'impossible') return state.reason
  if (state.state === 'not-run') return 'not run'
  return load.state === 'missed' ? 'its load was missed' : undefined
}

/** Why these values support no comparison; undefined where they do. */
function whyUnusable(series: Series | undefined): string | undefined {
  const values = series ? runsOf(series) : []
  if (values.length === 0) return 'nothing recorded'
  if (!series?.isSigned && values.some(value => value <= 0)) return 'a value of zero'
  if (values.length < 3) return `${values.length} usable runs, expected 3 at least`
  return undefined
}

/** A pair that cannot be compared, and why. */
export interface LeftOut {
  pair: Pair
  /** The side that the reason begins with. */
  cell: Cell
  reason: string
}

/**
 * The pairs that can be compared, and the others. But for log-normal runs, an average over pairs is
 * made repeat by repeat, so that each pair must have all repeats that most pairs have.
 */
export function sortPairs(
  pairs: readonly Pair[],
  metric: string,
  { assumption, study }: Measured,
): { usable: Pair[]; leftOut: LeftOut[] } {
  const judged = pairs.map(pair => ({ pair, found: findUnusable(pair, metric) }))
  const able = judged.filter(({ found }) => found === undefined).map(({ pair }) => pair)
  const isByRound = assumption.isByRound && able.length > 1
  const rounds = isByRound ? findRounds(able, metric) : []
  const lacks = (pair: Pair) => rounds.find(round => !isIn(round, pair, metric))
  return {
    usable: able.filter(pair => lacks(pair) === undefined),
    leftOut: judged.flatMap(({ pair, found }) => {
      if (found) return [{ pair, ...found }]
      const lacking = lacks(pair)
      if (lacking === undefined) return []
      const ids = `${pair.left.id} and ${pair.right.id}`
      const reason = `${ids}: not both in repeat ${toRounds(study)[lacking]}`
      return [{ pair, cell: pair.left, reason }]
    }),
  }
}

function findUnusable(pair: Pair, metric: string): Omit<LeftOut, 'pair'> | undefined {
  const { left, right } = pair
  if (left.kind !== right.kind) {
    return {
      cell: left,
      reason: `${left.id} and ${right.id}: of other kinds (${left.kind}, ${right.kind}), which study.yaml does not compare`,
    }
  }
  const sides = toSides(pair, metric)
  for (const side of ['left', 'right'] as const) {
    const cell = pair[side]
    const own = cell.results[metric]
    const isNarrowed = own?.ladder && sides && own.series !== sides[side]
    const reason = whyNotCompared(cell) ?? whyUnusable(sides?.[side])
    const over = isNarrowed ? ', over the loads that both held' : ''
    if (reason !== undefined) return { cell, reason: `${cell.id}: ${reason}${over}` }
  }
  return undefined
}

/** Rounds, by their place in the study, that more than half of the pairs have on both sides. */
function findRounds(pairs: readonly Pair[], metric: string): number[] {
  const [first] = pairs
  const count = (first && toSides(first, metric)?.left.values.length) ?? 0
  return Array.from({ length: count }, (_, round) => round).filter(round => {
    const whole = pairs.filter(pair => isIn(round, pair, metric))
    return whole.length > pairs.length / 2
  })
}

/** Whether both sides have a value of this round that counts. */
function isIn(round: number, pair: Pair, metric: string): boolean {
  const { left, right } = toSides(pair, metric) ?? {}
  return [left, right].every(series => !Number.isNaN(series?.values[round] ?? Number.NaN))
}

/** Left against right, averaged over pairs that can all be compared (see `sortPairs`). */
export function comparePairs(
  pairs: readonly Pair[],
  metric: string,
  { assumption }: Measured,
): Compared | undefined {
  return pairs.length === 0 ? undefined : assumption.compare(toContrast(pairs, metric))
}
