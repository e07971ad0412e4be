import { toContrast } from './compare-cells.ts'
import type { Cell, Compared, Efficiency } from './efficiency.ts'
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

/** Why a cell is in no comparison, of whatever metric; undefined where its values decide. */
export function whyNotCompared({ state, load }: Cell): string | undefined {
  if (state.state === 'impossible') return state.reason
  if (state.state === 'not-run') return 'not run'
  return load.state === 'missed' ? 'its load was missed' : undefined
}

/** Why a cell supports no comparison of this metric; undefined where it does. */
function whyUnusable(cell: Cell, metric: string): string | undefined {
  const reason = whyNotCompared(cell)
  if (reason !== undefined) return reason
  const { points = [], series } = cell.results[metric] ?? {}
  const values = valuesOf(points)
  if (values.length === 0) return 'nothing recorded'
  if (!series?.isSigned && values.some(value => value <= 0)) return 'a value of zero'
  if (values.length < 3) return `${values.length} usable runs, expected 3 at least`
  return undefined
}

/** A pair that cannot be compared, and why. */
export interface LeftOut {
  pair: Pair
  reason: string
}

/**
 * The pairs that can be compared, and the others. But for log-normal runs, an average over pairs is
 * made repeat by repeat, so that each pair must have all repeats that most pairs have.
 */
export function sortPairs(
  pairs: readonly Pair[],
  metric: string,
  { assumption }: Efficiency,
): { usable: Pair[]; leftOut: LeftOut[] } {
  const judged = pairs.map(pair => ({ pair, reason: findReason(pair, metric) }))
  const able = judged.filter(({ reason }) => reason === undefined).map(({ pair }) => pair)
  const isByRound = assumption.isByRound && able.length > 1
  const rounds = isByRound ? findRounds(able, metric) : []
  const lacks = (pair: Pair) => rounds.find(round => ratioIn(round, pair, metric) === undefined)
  return {
    usable: able.filter(pair => lacks(pair) === undefined),
    leftOut: judged.flatMap(({ pair, reason }) => {
      const lacking = reason === undefined ? lacks(pair) : undefined
      const ids = `${pair.left.id} and ${pair.right.id}`
      const why = lacking === undefined ? reason : `${ids}: not both in repeat ${lacking}`
      return why === undefined ? [] : [{ pair, reason: why }]
    }),
  }
}

function findReason({ left, right }: Pair, metric: string): string | undefined {
  for (const cell of [left, right]) {
    const reason = whyUnusable(cell, metric)
    if (reason !== undefined) return `${cell.id}: ${reason}`
  }
  return undefined
}

/** Repeats that more than half of the pairs have on both sides. */
function findRounds(pairs: readonly Pair[], metric: string): string[] {
  const repeats = pairs.flatMap(({ left }) =>
    (left.results[metric]?.points ?? []).map(point => point.repeat),
  )
  return [...new Set(repeats)].filter(repeat => {
    const whole = pairs.filter(pair => ratioIn(repeat, pair, metric) !== undefined)
    return whole.length > pairs.length / 2
  })
}

/** Of one repeat; undefined where a side has none that counts. */
function ratioIn(repeat: string, { left, right }: Pair, metric: string): number | undefined {
  const [above, below] = [left, right].map(
    cell =>
      cell.results[metric]?.points.find(point => point.repeat === repeat && point.counts)?.quantity
        .value,
  )
  return above === undefined || below === undefined ? undefined : above / below
}

/** Left against right, averaged over pairs that can all be compared (see `sortPairs`). */
export function comparePairs(
  pairs: readonly Pair[],
  metric: string,
  { assumption }: Efficiency,
): Compared | undefined {
  return pairs.length === 0 ? undefined : assumption.compare(toContrast(pairs, metric))
}
