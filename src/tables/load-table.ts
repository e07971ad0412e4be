import type { Cell, Efficiency } from '../efficiency/efficiency.ts'
import { formatNumber, formatPercent } from '../format/number.ts'
import { print } from '../format/printed.ts'
import { scaleFor } from '../format/scale.ts'
import { type CellView, type TableView, toColumn, toSortable, word } from './table.ts'

/** Target and achieved load of every cell that has a target, of one workload or of all. */
export function toLoadTable(efficiency: Efficiency, workload?: string): TableView {
  const proven = efficiency.cells.filter(
    cell =>
      (cell.load.state === 'held' || cell.load.state === 'missed') &&
      isOf(cell, workload, efficiency),
  )
  const { workloads } = efficiency.study.manifest
  const [only, ...others] = [...new Set(proven.map(cell => cell.workload))]
  const subject = only && others.length === 0 ? `${workloads[only]?.label}: declared` : 'Declared'
  return {
    caption: print(
      `${subject} load against achieved load: ${countHeld(proven)}. A cell holds its load when more than half of its runs are inside the tolerance; a run that is not is set aside. A worst interval beyond it shows how uneven the load was within a run, as does the share of intervals inside the tolerance. The mean of a log is held against the total of its run; the largest deviation is shown.`,
    ),
    notes: [],
    groups: [],
    columns: [
      ...(others.length > 0 ? [{ ...toColumn('Workload'), numeric: false }] : []),
      toColumn('Target'),
      toColumn('Worst run', 'achieved'),
      toColumn('Worst run', 'deviation'),
      toColumn('Worst interval', 'deviation'),
      toColumn('Intervals', 'inside'),
      toColumn('Log', 'against total'),
      toColumn('Tolerance'),
      { ...toColumn('Load'), numeric: false },
    ],
    rows: proven.map(cell => ({
      heading: print(cell.configuration.label),
      baseline: false,
      origin: cell,
      cells: toLoadCells(efficiency, cell).slice(others.length > 0 ? 0 : 1),
    })),
  }
}

/** Of one workload, of the loads of a ladder, or of all. */
function isOf(cell: Cell, workload: string | undefined, { study }: Efficiency): boolean {
  if (workload === undefined) return true
  const { rungs = [] } = study.manifest.workloads[workload]?.ladder ?? {}
  return cell.workload === workload || rungs.some(({ id }) => id === cell.workload)
}

/** `held`, or how many runs were set aside for not holding it. */
function toVerdict(load: { state: string; missedRuns: string[]; achieved: unknown[] }): string {
  const { state, missedRuns, achieved } = load
  if (missedRuns.length === 0) return state
  return `${state}, ${missedRuns.length} of ${achieved.length} runs not`
}

function countHeld(cells: Cell[]): string {
  const missed = cells.filter(cell => cell.load.state === 'missed').length
  if (missed === 0) return `all ${cells.length} cells held it`
  return `${cells.length - missed} of ${cells.length} cells held it; the others are left out of comparisons`
}

function toLoadCells(efficiency: Efficiency, cell: Cell): CellView[] {
  const { load } = cell
  if (load.state !== 'held' && load.state !== 'missed') return []
  const scale = scaleFor([load.target.value], load.target.unit)
  const rate = (value: number, decimals: number) =>
    `${formatNumber(value / scale.divisor, decimals)} ${scale.symbol}`
  const { label = '' } = efficiency.study.manifest.workloads[cell.workload] ?? {}
  return [
    { ...word(label), numeric: false },
    { ...word(rate(load.target.value, 0)), value: toSortable(load.target.value) },
    {
      ...word(rate(load.target.value * (1 + load.worstRun), 1)),
      value: toSortable(load.target.value * (1 + load.worstRun)),
    },
    word(formatPercent(load.worstRun, 2, true)),
    word(load.worstInterval === undefined ? 'n/r' : formatPercent(load.worstInterval, 2, true)),
    word(load.insideShare === undefined ? 'n/r' : formatPercent(load.insideShare)),
    word(load.worstLog === undefined ? 'n/r' : formatPercent(load.worstLog, 2, true)),
    word(`±${formatPercent(load.tolerance, 0)}`),
    { ...word(toVerdict(load)), numeric: false },
  ]
}
