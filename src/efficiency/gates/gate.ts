import { formatNumber, percentSign } from '../../format/number.ts'
import type { GateName, GateRow } from '../../study/manifest/gates.ts'
import type { Change, Study } from '../../study/study.ts'
import type { Amount, Cell, Metric, Result } from '../cells.ts'
import type { Clocks } from './other-clocks.ts'

/** What a rule is shown: one metric of one cell, and the study around it. */
export interface Case extends Around {
  cell: Cell
  metric: Metric
  result: Result
  limit: number
}

export interface Around {
  metrics: Metric[]
  study: Study
  cells: Cell[]
  changes: readonly Change[]
  clocks: Clocks
}

/** What a rule finds: words, words about one number, or nothing to doubt. */
export type Found = string | Amount | undefined

export type Judge = (at: Case) => Found

/** What some of the rules find, by name. */
export type Judges = { [name in GateName]?: Judge }

export interface Gate extends GateRow {
  name: GateName
  judge: Judge
}

/**
 * What a rule asks of all cells, found once for all of them.
 *
 * @param keyOf tells what the answer depends on, besides the cells
 */
export function once<T>(find: (at: Case) => T, keyOf: (at: Case) => string): (at: Case) => T {
  const known = new WeakMap<readonly Cell[], Map<string, { found: T }>>()
  return at => {
    const own = known.get(at.cells) ?? new Map<string, { found: T }>()
    known.set(at.cells, own)
    const key = keyOf(at)
    const answer = own.get(key) ?? { found: find(at) }
    own.set(key, answer)
    return answer.found
  }
}

/** `aboutShare('the runs vary by ', 0.11, '')`: words about a share, in whole per cents. */
export function aboutShare(before: string, value: number, after: string): Amount {
  const number = formatNumber(100 * value, 0)
  return { before, value, number, unit: percentSign, after }
}

/** The words as they are read. */
export function sayFound(found: string | Amount): string {
  if (typeof found === 'string') return found
  const { before, number, unit, after } = found
  return `${before}${number}${unit}${after}`
}
