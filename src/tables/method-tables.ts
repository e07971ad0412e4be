import type { Efficiency } from '../efficiency/efficiency.ts'
import { gates } from '../efficiency/gates/gates.ts'
import { print } from '../format/printed.ts'
import { nameTools, toWords } from '../study/tool-words.ts'
import { type TableView, toColumn, word } from './table.ts'

/** How each metric of a study is computed from one run: the formulas that the code itself gives. */
export function toMetricTable({ study, metrics }: Efficiency): TableView {
  const own = `${nameTools(study.runs)}’s own report`
  return toProseTable(
    `The metrics of ${study.name}, each computed from one run.`,
    ['What was looked at', 'Formula', 'Better'],
    metrics.map(({ label, scope, formula, better }) => [
      label,
      study.manifest.scopes[scope ?? '']?.description ?? own,
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
    gates.map(({ name, asks, limit }) => [
      name,
      asks(toWords(study.runs)),
      String(study.manifest.gates[name] ?? limit),
    ]),
  )
}

/** What was compared: each factor with its levels. */
export function toFactorTable({ study: { manifest } }: Efficiency): TableView {
  return toProseTable(
    `What was varied in ${manifest.title}.`,
    ['Levels'],
    Object.values(manifest.factors).map(({ label, levels }) => [
      label,
      Object.values(levels)
        .map(level => level.label)
        .join(', '),
    ]),
  )
}

/** The loads under which it was compared. */
export function toWorkloadTable({ study: { manifest } }: Efficiency): TableView {
  return toProseTable(
    `The workloads of ${manifest.title}.`,
    ['What it asks for'],
    Object.values(manifest.workloads).map(({ label, description }) => [label, description]),
  )
}

/** A table of words, of which the first stands at the left of its row. */
function toProseTable(caption: string, columns: string[], rows: string[][]): TableView {
  return {
    caption: print(caption),
    notes: [],
    groups: [],
    prose: true,
    columns: columns.map(heading => ({ ...toColumn(heading), numeric: false })),
    rows: rows.map(([heading = '', ...cells]) => ({
      heading: print(heading),
      baseline: false,
      cells: cells.map(text => ({ ...word(text), numeric: false })),
    })),
  }
}
