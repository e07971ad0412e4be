import type { CampaignRow, CampaignTable } from '../../efficiency/campaigns/compare-campaigns.ts'
import { type Row, toCsv } from '../../format/csv.ts'
import { runsOf } from '../../statistics/comparison/contrast.ts'
import type { Comparison } from './report.ts'

/** A row a cell and metric, in base units and unrounded, with the ends of lines that a terminal has. */
export function printCsv({ tables }: Comparison): string {
  const csv = toCsv(tables.flatMap(table => table.rows.map(row => toCsvRow(table, row))))
  return csv.replaceAll('\r\n', '\n')
}

function toCsvRow({ metric, workload, unit }: CampaignTable, row: CampaignRow): Row {
  const { from, to, compared, pair, pValue, differs, why } = row
  return {
    workload,
    metric: metric.id,
    ...pair.others,
    unit,
    better: metric.better,
    old: from.n > 0 ? from.value : null,
    new: to.n > 0 ? to.value : null,
    ratio: compared?.ratio?.value ?? null,
    ratio_lower: compared?.ratio?.lower ?? null,
    ratio_upper: compared?.ratio?.upper ?? null,
    difference: compared?.difference.value ?? null,
    difference_lower: compared?.difference.lower ?? null,
    difference_upper: compared?.difference.upper ?? null,
    level: (compared?.ratio ?? compared?.difference)?.level ?? null,
    p: compared?.pValue ?? null,
    p_adjusted: pValue ?? null,
    differs: compared ? differs : null,
    old_runs: from.n,
    new_runs: to.n,
    why: why ?? null,
  }
}

/** All of the comparison, with the value of each run. */
export function printJson(comparison: Comparison): string {
  const { measured, shown, environment, loads, order, tables, gates } = comparison
  const [old, next] = shown
  return `${JSON.stringify(
    {
      old,
      new: next,
      assume: measured.assumption.name,
      environment,
      loads,
      order,
      tables: tables.map(table => ({
        metric: table.metric.id,
        workload: table.workload,
        unit: table.unit,
        better: table.metric.better,
        rows: table.rows.map(row => toJsonRow(table, row)),
        ...(table.mean && { geometricMean: table.mean }),
      })),
      gates: gates.map(({ gate, outcome, rows }) => ({
        gate: gate.text,
        outcome,
        cells: rows.map(({ table, row, ...judged }) => ({
          workload: table.workload,
          levels: row.pair.others,
          ...judged,
        })),
      })),
    },
    null,
    1,
  )}\n`
}

function toJsonRow({ metric }: CampaignTable, row: CampaignRow) {
  const { pair, from, to, compared, pValue, differs, why } = row
  const side = (
    { value, n, estimate }: CampaignRow['from'],
    cell: CampaignRow['pair']['left'],
  ) => ({
    ...(n > 0 && { value }),
    ...(estimate.state === 'estimated' && { interval: estimate.interval }),
    runs: runsOf(cell.results[metric.id]?.series ?? { values: new Float64Array() }),
  })
  return {
    levels: pair.others,
    old: side(from, pair.right),
    new: side(to, pair.left),
    ...(compared && { ...compared, adjusted: pValue, differs }),
    ...(why !== undefined && { why }),
  }
}
