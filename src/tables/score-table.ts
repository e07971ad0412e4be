import { describeFormula, describeScores, formatRanks } from '../charts/figures/scores.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import type { Score, Scoring } from '../efficiency/scores/scores.ts'
import type { NamedScoring } from '../efficiency/scores/scorings.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { formatNumber } from '../format/number.ts'
import { print } from '../format/printed.ts'
import type { Interval } from '../statistics/interval/interval.ts'
import { describeImpossible, isPossible } from './footnotes.ts'
import { type CellView, type RowView, type TableView, toColumn, word } from './table.ts'

/** Scores with their formula and interval, the ranks that are possible, and each metric's own part. */
export function toScoreTable(
  efficiency: Efficiency,
  scorings: readonly [NamedScoring, ...NamedScoring[]],
): TableView {
  const [{ label, workload, scoring: first }] = scorings
  const { label: name = workload } = efficiency.study.manifest.workloads[workload] ?? {}
  const without = scorings.flatMap(({ scoring }) => scoring.without.map(({ cell }) => cell))
  const isOfKinds = scorings.some(({ kind }) => kind !== undefined)
  const remarks = [
    `${label}, ${lowerFirst(name)}: ${describeFormula(first)}.`,
    ...scorings.map(scoring => describeScores(scoring, efficiency.assumption)),
    ...describeImpossible(without),
  ]
  const isEmpty = scorings.every(({ scoring }) => scoring.scores.length === 0)
  if (isEmpty) remarks.push('No combination has a score.')
  const results = [
    toColumn('Ranks', 'possible'),
    toColumn('Score', 'reference = 100'),
    toColumn(undefined, efficiency.assumption.words.intervals),
    ...first.metrics.map(({ metric }) => toColumn(metric.label, 'by it alone')),
  ]
  const toReason = (reason: string) => ({ ...word(reason), numeric: false })
  const toMissing = (reason: string) => [
    word('—'),
    toReason(reason),
    ...results.slice(2).map(() => word('')),
  ]
  const ofKind = ({ kind }: NamedScoring) =>
    kind === undefined ? [] : [{ ...word(kind), numeric: false }]
  return {
    caption: print(remarks.filter(Boolean).join(' ')),
    notes: [],
    groups: [],
    columns: [
      ...(isOfKinds ? [{ ...toColumn('Compared among'), numeric: false }] : []),
      ...(isEmpty ? [{ ...toColumn('Why not'), numeric: false }] : results),
    ],
    rows: scorings.flatMap(named => [
      ...named.scoring.scores.map(score => toScoreRow(score, named.scoring, ofKind(named))),
      ...named.scoring.without
        .filter(({ cell }) => isPossible(cell))
        .map(({ cell, reason }) => ({
          heading: print(cell.configuration.label),
          baseline: false,
          origin: cell,
          cells: [...ofKind(named), ...(isEmpty ? [toReason(reason)] : toMissing(reason))],
        })),
    ]),
  }
}

function toScoreRow(
  { cell, interval, ranks, components }: Score,
  { reference }: Scoring,
  kind: CellView[],
): RowView {
  const range = ({ lower, upper }: Interval) =>
    cell === reference ? '' : `${formatNumber(lower, 0)}–${formatNumber(upper, 0)}`
  return {
    heading: print(cell.configuration.label),
    baseline: cell === reference,
    origin: cell,
    cells: [
      ...kind,
      { ...word(formatRanks(ranks)), value: String(ranks.lower) },
      word(formatNumber(interval.value, 0)),
      { ...word(range(interval)), quiet: true },
      ...components.map(part => {
        const limits = range(part)
        return word(`${formatNumber(part.value, 0)}${limits && ` [${limits}]`}`)
      }),
    ],
  }
}
