import { nameReversals } from '../charts/effects.ts'
import { describeFormula } from '../charts/scores.ts'
import { toEffects } from '../efficiency/effects.ts'
import type { Efficiency, Metric } from '../efficiency/efficiency.ts'
import type { Scoring } from '../efficiency/scores.ts'
import { formatChange, formatChangeRange } from '../format/estimate.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { formatNumber, formatPercent, formatPValue } from '../format/number.ts'
import { nameSwitch } from './effect-section.ts'
import { describeImpossible, isPossible } from './footnotes.ts'
import { type TableView, word } from './table-view.ts'

/** Scores with their formula, interval, and how much the ranks are worth. */
export function toScoreTable(
  efficiency: Efficiency,
  { label, workload, scoring }: { label: string; workload: string; scoring: Scoring },
): TableView {
  const { label: name = workload } = efficiency.study.manifest.workloads[workload] ?? {}
  const column = (heading: string, unit: string) => ({ heading, unit, numeric: true })
  const without = scoring.without.map(({ cell }) => cell)
  const remarks = [
    `${label}, ${lowerFirst(name)}: ${describeFormula(scoring)}.`,
    'A rank holds in the share of 2000 resamplings given; ranks under other weights are those with each metric alone or left out.',
    ...describeImpossible(without),
  ]
  return {
    caption: remarks.join(' '),
    notes: [],
    groups: [],
    columns: [
      column('Rank', ''),
      column('Score', '0 to 100'),
      column('95 %', 'of resamplings'),
      column('Rank holds', 'of resamplings'),
      column('Ranks', 'other weights'),
    ],
    rows: [
      ...scoring.scores.map(score => ({
        heading: score.cell.configuration.label,
        baseline: score.cell.isBaseline,
        origin: score.cell,
        cells: [
          word(toRank(score.rank, scoring)),
          word(formatNumber(score.value, 0)),
          {
            ...word(`${formatNumber(score.lower, 0)}–${formatNumber(score.upper, 0)}`),
            quiet: true,
          },
          word(formatPercent(score.rankHolds, 0)),
          word([...new Set(score.ranksUnderOtherWeights)].join('–')),
        ],
      })),
      ...scoring.without
        .filter(({ cell }) => isPossible(cell))
        .map(({ cell, reason }) => ({
          heading: cell.configuration.label,
          baseline: false,
          origin: cell,
          cells: [word('—'), { ...word(reason), numeric: false }, word(''), word(''), word('')],
        })),
    ],
  }
}

function toRank(rank: number, { scores }: Scoring): string {
  const shared = scores.filter(score => score.rank === rank).length
  return shared > 1 ? `${rank} =` : String(rank)
}

/** Effect of each level, averaged over matched pairs, and the range of the pairs. */
export function toEffectTable(efficiency: Efficiency, metric: Metric, workload: string): TableView {
  const { manifest } = efficiency.study
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const effects = toEffects(efficiency, metric, workload)
  const reversals = effects.map(effect => nameReversals(effect, efficiency))
  const isReversed = reversals.some(Boolean)
  const remark = isReversed ? ' A factor named under “reversed by” decides the direction.' : ''
  return {
    caption: `${metric.label}: what switching one factor from its baseline level changes, all else equal. ${label}: ${description}. Each change: ${efficiency.assumption.words.effect}. p: Holm-adjusted over the table.${remark}`,
    notes: [],
    groups: [],
    columns: [
      { heading: 'Change', unit: '', numeric: true },
      { heading: efficiency.assumption.words.intervals, unit: '%', numeric: true },
      { heading: 'p', unit: '', numeric: true },
      { heading: 'Pairs', unit: '', numeric: true },
      { heading: 'Smallest to largest', unit: 'single pair', numeric: true },
      ...(isReversed ? [{ heading: 'Reversed by', unit: '', numeric: false }] : []),
    ],
    rows: effects.map((effect, index) => {
      const single = effect.pairs.map(pair => pair.ratio.value)
      return {
        heading: nameSwitch(effect, efficiency),
        baseline: false,
        origin: effect,
        cells: [
          word(effect.pValue < 0.05 ? formatChange(effect.ratio.value) : '~'),
          { ...word(formatChangeRange(effect.ratio)), quiet: true },
          word(formatPValue(effect.pValue).replace('p = ', '').replace('p ', '')),
          word(String(effect.pairs.length)),
          word(`${formatChange(Math.min(...single))} to ${formatChange(Math.max(...single))}`),
          ...(isReversed ? [{ ...word(reversals[index] ?? ''), numeric: false }] : []),
        ],
      }
    }),
  }
}
