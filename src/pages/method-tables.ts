import type { Efficiency } from '../efficiency/efficiency.ts'
import { gates } from '../efficiency/gates.ts'
import { type TableView, word } from './table-view.ts'

/** How each metric of a study is computed from one run: the formulas that the code itself gives. */
export function toMetricTable({ study, metrics }: Efficiency): TableView {
  return toProseTable(
    `The metrics of ${study.name}, each computed from one run.`,
    ['What was looked at', 'Formula', 'Better'],
    metrics.map(({ label, scope, formula, better }) => [
      label,
      study.manifest.scopes[scope ?? '']?.description ?? 'fio’s own report',
      formula,
      better,
    ]),
  )
}

/** The rules that raise doubts, as the code asks them, with the limits of the study. */
export function toGateTable({ study }: Efficiency): TableView {
  return toProseTable(
    'Quality gates, with their limits.',
    ['What it asks', 'Limit'],
    gates.map(({ name, asks, limit }) => [name, asks, String(study.manifest.gates[name] ?? limit)]),
  )
}

/** A table of words, of which the first stands at the left of its row. */
function toProseTable(caption: string, columns: string[], rows: string[][]): TableView {
  return {
    caption,
    notes: [],
    groups: [],
    prose: true,
    columns: columns.map(heading => ({ heading, unit: '', numeric: false })),
    rows: rows.map(([heading = '', ...cells]) => ({
      heading,
      baseline: false,
      cells: cells.map(text => ({ ...word(text), numeric: false })),
    })),
  }
}
