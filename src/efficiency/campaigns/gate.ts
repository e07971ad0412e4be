import type { Unit } from '../../model/quantity.ts'
import { holm } from '../../statistics/comparison/holm.ts'
import { significance } from '../../statistics/significance.ts'
import { parseAmount } from '../../study/manifest/unit-value.ts'
import type { Measured } from '../cells.ts'
import { type Bound, holdAgainst } from '../claims/hold-against.ts'
import { toContrast } from '../comparison/compare-cells.ts'
import type { CampaignRow, CampaignTable } from './compare-campaigns.ts'

/** A change that must not be: `context-switches in iops > +5 %`. */
export interface Gate {
  /** As it was written. */
  text: string
  metric: string
  /** All where none is named. */
  workload?: string
  /** On which side of the bound the change must not lie. */
  relation: '<' | '>'
  /** A share of the old value, of 1, or an amount in base units; either may be below zero. */
  bound: { value: number; unit: '%' | Unit }
}

/**
 * `failed`: the change lies beyond the bound, and chance does not explain it. `passed`: it lies on this
 * side of it, and chance does not explain that. `inconclusive`: the runs do not tell.
 */
export type Outcome = 'failed' | 'passed' | 'inconclusive'

/** What a gate comes to in one cell. */
export interface GatedRow {
  table: CampaignTable
  row: CampaignRow
  outcome: Outcome
  /** Of the outcome: of a failure adjusted over the cells of the gate. Missing where nothing was tested. */
  pValue?: number
}

/** What a gate comes to: failed where any cell is, passed where all are. */
export interface JudgedGate {
  gate: Gate
  outcome: Outcome
  rows: GatedRow[]
}

const form = /^\s*(\S+)(?:\s+in\s+(\S+))?\s+([<>])\s*([+-]?)\s*([\d.]+\s*\S+)\s*$/

/** Parse a gate; undefined where it is not of the form. */
export function parseGate(text: string): Gate | undefined {
  const [, metric, workload, relation, sign, written = ''] =
    form.exec(text.replaceAll('\u2212', '-')) ?? []
  const amount = parseAmount(written)
  if (metric === undefined || amount === undefined) return undefined
  return {
    text: text.trim(),
    metric,
    ...(workload !== undefined && { workload }),
    relation: relation as Gate['relation'],
    bound: {
      value: sign === '-' ? -amount.value : amount.value,
      unit: amount.unit === '1' ? '%' : amount.unit,
    },
  }
}

/**
 * Hold a gate against each cell by itself. A cell fails where the 95 % interval of its change lies wholly
 * beyond the bound, with its p-value adjusted by Holm over the cells, so that many cells are no reason to
 * fail. That a gate passes is said of all cells together, which needs no adjustment (Berger 1982).
 */
export function judgeGate(
  gate: Gate,
  tables: readonly CampaignTable[],
  measured: Measured,
): JudgedGate {
  const meant = tables.filter(
    ({ metric, workload }) => metric.id === gate.metric && (gate.workload ?? workload) === workload,
  )
  const tested = meant.flatMap(table =>
    table.rows.map(row => ({ table, row, ...test(gate, table, row, measured) })),
  )
  const beyond = adjust(tested.map(({ beyond }) => beyond))
  const rows = tested.map(({ table, row, within }, index): GatedRow => {
    const [out, inside] = [beyond[index] ?? 1, within ?? 1]
    if (out < significance) return { table, row, outcome: 'failed', pValue: out }
    const outcome = inside < significance ? 'passed' : 'inconclusive'
    return { table, row, outcome, ...(row.compared && { pValue: inside }) }
  })
  const outcomes = rows.map(({ outcome }) => outcome)
  const isPassed = rows.length > 0 && outcomes.every(outcome => outcome === 'passed')
  const outcome = outcomes.includes('failed') ? 'failed' : isPassed ? 'passed' : 'inconclusive'
  return { gate, outcome, rows }
}

/** Twice the one-sided p-values, which are below 5 % where the 95 % interval lies on that side. */
function test(
  { relation, bound }: Gate,
  { metric, unit }: CampaignTable,
  { pair, compared }: CampaignRow,
  { assumption }: Measured,
): { beyond?: number; within?: number } {
  const isShare = bound.unit === '%'
  if (!compared || (isShare ? !compared.ratio : bound.unit !== unit)) return {}
  const at: Bound = isShare
    ? { of: 'ratio', value: 1 + bound.value }
    : { of: 'difference', value: bound.value }
  const sides = holdAgainst(toContrast([pair], metric.id), at, assumption)
  if (!sides) return {}
  const [beyond, within] =
    relation === '>' ? [sides.above, sides.below] : [sides.below, sides.above]
  return { beyond: Math.min(1, 2 * beyond), within: Math.min(1, 2 * within) }
}

/** Over the cells that were tested; undefined stays so. */
function adjust(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const tested = holm(pValues.filter(pValue => pValue !== undefined))
  let next = 0
  return pValues.map(pValue => (pValue === undefined ? undefined : tested[next++]))
}
