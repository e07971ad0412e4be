import type { Unit } from '../../model/quantity.ts'
import { runsOf, type Series } from '../../statistics/comparison/contrast.ts'
import { significance } from '../../statistics/significance.ts'
import { geometricMean } from '../../statistics/summary/geometric-mean.ts'
import { mean } from '../../statistics/summary/mean.ts'
import { median } from '../../statistics/summary/median.ts'
import type { Cell, Measured, Metric } from '../cells.ts'
import { toSides } from '../comparison/compare-cells.ts'
import {
  comparePairs,
  matchPairs,
  type Pair,
  sortPairs,
  whyNotCompared,
} from '../comparison/pairs.ts'
import type { Compared, Estimate } from '../estimate.ts'

/** Two levels of one factor, of which one is what the other is compared with. */
export interface Step {
  factor: string
  from: string
  to: string
}

/** One metric under one workload: a row for each cell that both campaigns have. */
export interface CampaignTable {
  metric: Metric
  workload: string
  unit: Unit
  rows: CampaignRow[]
  /** Over the rows that are compared; missing of a single one, and where values may be below zero. */
  mean?: MeanRow
}

export interface CampaignRow {
  /** The levels of all other factors: `psync · 4k`; empty where there are none. */
  label: string
  pair: Pair
  from: Side
  to: Side
  /** Missing where either side has too few runs, and `why` says so. */
  compared?: Compared
  why?: string
  /** Adjusted by Holm over the rows of the table. */
  pValue?: number
  /** Whether the adjusted p-value is below 5 %. */
  differs: boolean
}

/** One cell: the estimate that is compared, or the mean of too few runs for one. */
export interface Side {
  estimate: Estimate
  value: number
  n: number
}

/** Geometric means over the rows that are compared, and their ratio. */
export interface MeanRow {
  from: number
  to: number
  /** How many rows. */
  rows: number
  /** `to` ÷ `from`; with its interval where the assumption allows one over cells. */
  ratio: number
  compared?: Compared
}

/** Every metric under every workload, for the cells that have runs on both sides. */
export function compareCampaigns(
  measured: Measured,
  step: Step,
  isAsked: (metric: string, workload: string) => boolean = () => true,
): CampaignTable[] {
  return Object.keys(measured.study.manifest.workloads).flatMap(workload => {
    const pairs = matchCampaigns(measured, step, workload)
    return measured.metrics
      .filter(({ id }) => isAsked(id, workload))
      .flatMap(metric => toTable(measured, metric, workload, pairs) ?? [])
  })
}

/** The cells of both campaigns that differ in nothing else, and were run in both. */
export function matchCampaigns(
  measured: Measured,
  { factor, from, to }: Step,
  workload: string,
): Pair[] {
  return matchPairs(measured, workload, { [factor]: [to] }, { [factor]: [from] }).filter(
    ({ left, right }) => hasRuns(left) && hasRuns(right),
  )
}

/** Cells that were run in one campaign alone: they are told, and enter nothing. */
export function findAlone(measured: Measured, step: Step, level: string): Cell[] {
  const matched = new Set(
    Object.keys(measured.study.manifest.workloads).flatMap(workload =>
      matchCampaigns(measured, step, workload).flatMap(({ left, right }) => [left, right]),
    ),
  )
  return measured.cells.filter(
    cell => cell.configuration.levels[step.factor] === level && hasRuns(cell) && !matched.has(cell),
  )
}

function hasRuns({ runs, excluded }: Cell): boolean {
  return runs.length + excluded.length > 0
}

function toTable(
  measured: Measured,
  metric: Metric,
  workload: string,
  pairs: readonly Pair[],
): CampaignTable | undefined {
  const rows = pairs.flatMap(pair => toRow(measured, metric, pair) ?? [])
  const unit = rows[0]?.pair.left.results[metric.id]?.unit
  if (unit === undefined) return undefined
  const compared = rows.flatMap(row => row.compared ?? [])
  const adjusted = new Map(
    measured.assumption.adjust(compared).map((pValue, at) => [compared[at], pValue]),
  )
  const judged = rows.map(row => {
    const pValue = row.compared && adjusted.get(row.compared)
    return pValue === undefined ? row : { ...row, pValue, differs: pValue < significance }
  })
  const own = toMean(measured, metric, judged)
  return { metric, workload, unit, rows: judged, ...(own && { mean: own }) }
}

function toRow(measured: Measured, { id }: Metric, pair: Pair): CampaignRow | undefined {
  const sides = toSides(pair, id)
  if (!sides || runsOf(sides.left).length + runsOf(sides.right).length === 0) return undefined
  const { usable, leftOut } = sortPairs([pair], id, measured)
  const compared = comparePairs(usable, id, measured)
  const why = whyNot(pair) ?? (compared ? undefined : (leftOut[0]?.reason ?? tooFew(measured)))
  return {
    label: toLabel(pair, measured),
    pair,
    from: toSide(sides.right, measured),
    to: toSide(sides.left, measured),
    ...(compared && { compared }),
    ...(why !== undefined && { why }),
    differs: false,
  }
}

function whyNot({ left, right }: Pair): string | undefined {
  return whyNotCompared(right) ?? whyNotCompared(left)
}

function tooFew({ assumption }: Measured): string {
  return `too few runs for an interval${assumption.name === 'nothing' ? ', expected 4 and 4' : ''}`
}

function toLabel({ others }: Pair, { study }: Measured): string {
  const { factors } = study.manifest
  return Object.entries(others)
    .map(([factor, level]) => factors[factor]?.levels[level]?.label ?? level)
    .join(' · ')
}

function toSide(series: Series, { assumption }: Measured): Side {
  const values = runsOf(series)
  const estimate = assumption.summarise(values, series.isSigned)
  const middle = assumption.name === 'nothing' ? median : mean
  const value = estimate.state === 'estimated' ? estimate.interval.value : middle(values)
  return { estimate, value, n: values.length }
}

/** Of cells that both campaigns have alone: one that only one has would move the mean by itself. */
function toMean(
  measured: Measured,
  { id }: Metric,
  rows: readonly CampaignRow[],
): MeanRow | undefined {
  const used = rows.filter(({ compared }) => compared?.ratio)
  const isAbove = used.every(({ from, to }) => from.value > 0 && to.value > 0)
  const isSigned = used.some(({ pair }) => pair.left.results[id]?.series.isSigned)
  if (used.length < 2 || !isAbove || isSigned) return undefined
  const [from, to] = (['from', 'to'] as const).map(side =>
    geometricMean(used.map(row => row[side].value)),
  ) as [number, number]
  const { usable } = sortPairs(
    used.map(({ pair }) => pair),
    id,
    measured,
  )
  const compared = usable.length === used.length ? comparePairs(usable, id, measured) : undefined
  const ratio = compared?.ratio?.value ?? to / from
  return { from, to, rows: used.length, ratio, ...(compared && { compared }) }
}
