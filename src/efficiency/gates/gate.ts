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
