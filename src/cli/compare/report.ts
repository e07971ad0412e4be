import type { OneAfterOther } from '../../efficiency/campaigns/campaign-order.ts'
import {
  type CampaignRow,
  type CampaignTable,
  findAlone,
  type MeanRow,
  type Side,
  type Step,
} from '../../efficiency/campaigns/compare-campaigns.ts'
import type { JudgedGate } from '../../efficiency/campaigns/gate.ts'
import type { LoadDifference, LoadRate } from '../../efficiency/campaigns/load-differences.ts'
import type { Measured } from '../../efficiency/cells.ts'
import {
  formatChange,
  formatChangeRange,
  formatContrast,
  formatContrastRange,
} from '../../format/estimate.ts'
import { decimalsFor, formatBareP, formatNumber } from '../../format/number.ts'
import { open, type Printed, print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import type { Environment } from './environment.ts'

/** All that a comparison of two campaigns came to. */
export interface Comparison {
  measured: Measured
  step: Step
  /** What the caller typed, old and new. */
  shown: [string, string]
  environment: Environment
  loads: { differences: LoadDifference[]; rates: LoadRate[]; targets: string[] }
  /** Missing where runs of both were made in turn. */
  order?: OneAfterOther
  tables: CampaignTable[]
  gates: JudgedGate[]
  /** Whether what cannot be told fails a gate. */
  isStrict: boolean
}

/** A table as it is laid out: of one metric, or of one workload where that has one cell. */
export interface Section {
  title: Printed
  rows: SectionRow[]
  /** What is to be known of single rows. */
  notes: string[]
}

export interface SectionRow {
  name: string
  /** In the order of `columns`. */
  cells: Printed[]
}

export const columns = ['old', 'new', 'change', '95 % interval', 'p', 'n']

/** Stands for a change that is not significant. */
const notTold = '~'

/** A table a metric; where a workload has one cell, the metrics of it are the rows of one table. */
export function toSections({ tables, measured }: Comparison): Section[] {
  const workloads = [...new Set(tables.map(({ workload }) => workload))]
  return workloads.flatMap(workload => {
    const own = tables.filter(table => table.workload === workload)
    const cells = new Set(own.flatMap(({ rows }) => rows.map(({ pair }) => pair.left.id)))
    if (cells.size > 1) return own.map(table => withRuns(toMetricSection(table)))
    const [label = ''] = own.flatMap(({ rows }) => rows.map(row => row.label))
    const { label: name = workload } = measured.study.manifest.workloads[workload] ?? {}
    const isSame = name.toLowerCase() === workload.toLowerCase()
    const title = [isSame ? workload : `${workload} (${name})`, label].filter(Boolean).join(', ')
    return withRuns({
      title: print(title),
      rows: own.flatMap(toRowOfMetric),
      notes: notesOf(own),
    })
  })
}

/** Where all rows have as many runs, they are told once, above them. */
function withRuns(section: Section): Section {
  const at = columns.indexOf('n')
  const counts = section.rows.map(({ cells }) => open(cells[at] ?? print(''))).filter(Boolean)
  const [first] = counts
  if (first === undefined || counts.some(count => count !== first)) return section
  return {
    ...section,
    title: print(`${section.title}, ${first} runs`),
    rows: section.rows.map(({ name, cells }) => ({
      name,
      cells: cells.map((cell, index) => (index === at ? print('') : cell)),
    })),
  }
}

function toMetricSection(table: CampaignTable): Section {
  const { metric, workload, rows, mean } = table
  const scale = scaleOf(table)
  const unit = scale.label === '' ? '' : `, ${scale.label}`
  return {
    title: print(`${metric.id} in ${workload}${unit} (${metric.better} is better)`),
    rows: [
      ...rows.map(row => ({ name: row.label, cells: toCells(row, table, scale) })),
      ...(mean ? [{ name: 'geomean', cells: toMeanCells(mean, scale) }] : []),
    ],
    notes: notesOf([table]),
  }
}

function toRowOfMetric(table: CampaignTable): SectionRow[] {
  const scale = scaleOf(table)
  const name = scale.label === '' ? table.metric.id : `${table.metric.id}, ${scale.label}`
  return table.rows.map(row => ({ name, cells: toCells(row, table, scale) }))
}

function scaleOf({ rows, unit }: CampaignTable): Scale {
  return scaleFor(
    rows.flatMap(({ from, to }) => [from.value, to.value]).filter(Number.isFinite),
    unit,
  )
}

function toCells(
  { from, to, compared, pValue, differs }: CampaignRow,
  { unit }: CampaignTable,
  scale: Scale,
): Printed[] {
  return [
    toValue(from, scale),
    toValue(to, scale),
    compared ? (differs ? formatContrast(compared, unit) : print(notTold)) : toPoint(from, to),
    compared ? formatContrastRange(compared, unit) : print(''),
    pValue === undefined ? print('') : formatBareP(pValue),
    print(`${from.n}+${to.n}`),
  ]
}

/** With three digits at least, as what stands beside it tells how sure they are. */
function toNumber(value: number, { divisor }: Scale): Printed {
  const own = value / divisor
  return formatNumber(own, Math.max(0, decimalsFor(own)))
}

/** `(-42.3 %)`: of too few runs, so that nothing says whether it is more than chance. */
function toPoint(from: Side, to: Side): Printed {
  const ratio = to.value / from.value
  return Number.isFinite(ratio) && ratio > 0 ? print(`(${formatChange(ratio)})`) : print('-')
}

/** `2.01 ±1.2%`: how far the 95 % interval of the side reaches, at its longer end. */
function toValue({ estimate, value, n }: Side, scale: Scale): Printed {
  if (n === 0) return print('none')
  const number = toNumber(value, scale)
  if (estimate.state !== 'estimated' || value <= 0) return number
  const { lower, upper } = estimate.interval
  const half = (100 * Math.max(value - lower, upper - value)) / value
  return print(`${number} ±${formatNumber(half, half < 9.95 ? 1 : 0)}%`)
}

function toMeanCells({ from, to, ratio, compared }: MeanRow, scale: Scale): Printed[] {
  const [a, b] = [from, to].map(value => toNumber(value, scale))
  const isTold = !compared || compared.pValue < 0.05
  return [
    a ?? print(''),
    b ?? print(''),
    isTold ? formatChange(ratio) : print(notTold),
    compared?.ratio ? formatChangeRange(compared.ratio) : print(''),
    compared ? formatBareP(compared.pValue) : print(''),
    print(''),
  ]
}

function notesOf(tables: readonly CampaignTable[]): string[] {
  return [...new Set(tables.flatMap(({ rows }) => rows.flatMap(({ why }) => why ?? [])))]
}

/** Cells of one campaign that have no partner in the other, as sentences. */
export function tellAlone({ measured, step }: Comparison): string[] {
  return [step.from, step.to].flatMap(level => {
    const cells = findAlone(measured, step, level)
    if (cells.length === 0) return []
    const names = cells.map(({ id }) => id.slice(level.length + 1))
    const shown = names.slice(0, 6).join(', ')
    const more = names.length > 6 ? ` and ${names.length - 6} more` : ''
    return `Only in ${level}, so in no comparison and no mean: ${shown}${more}.`
  })
}
