import type { GateName, GateRow } from '../../study/manifest/gates.ts'
import type { Change, Study } from '../../study/study.ts'
import type { Cell, Metric, Result } from '../cells.ts'

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
}

export type Judge = (at: Case) => string | undefined

/** What some of the rules find, by name. */
export type Judges = { [name in GateName]?: Judge }

export interface Gate extends GateRow {
  name: GateName
  /** What it doubts, in words; undefined where there is nothing to doubt. */
  judge: Judge
}
