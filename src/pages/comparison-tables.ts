import { nameReversals } from '../charts/effects.ts'
import { describeFormula } from '../charts/scores.ts'
import type { Assumption } from '../efficiency/assumption.ts'
import { describeEstimand } from '../efficiency/describe-estimand.ts'
import type { Effect } from '../efficiency/effects.ts'
import { type Efficiency, effectsOf, type Metric } from '../efficiency/efficiency.ts'
import type { Scoring } from '../efficiency/scores.ts'
import { decimalsOf, formatChange, formatChangeRange, formatSigned } from '../format/estimate.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { formatBareP, formatNumber, formatPercent } from '../format/number.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { nameSwitch } from './effect-names.ts'
import { describeImpossible, isPossible } from './footnotes.ts'
import { type TableView, word } from './table.ts'

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
  const effects = effectsOf(efficiency, metric.id, workload)
  const reversals = effects.map(effect => nameReversals(effect, efficiency))
  const isReversed = reversals.some(Boolean)
  const remark = isReversed ? ' A factor named under “reversed by” decides the direction.' : ''
  const isSigned = effects.some(effect => effect.isSigned)
  const differences = effects.map(({ difference }) => difference)
  const unit = effects[0]?.unit ?? '1'
  const scale = scaleFor(
    differences.map(({ value }) => value),
    unit,
  )
  const decimals = decimalsOf(differences, scale)
  return {
    caption: `${metric.label}: what switching one factor from its baseline level changes, all else equal. ${[`${label}: ${description}.`, ...describeEstimand(efficiency, [metric.id], workload)].join(' ')} ${describeEffects(efficiency.assumption, isSigned)} p: Holm-adjusted over the table.${remark}`,
    notes: [],
    groups: [],
    columns: [
      { heading: 'Difference', unit: scale.label, numeric: true },
      { heading: efficiency.assumption.words.intervals, unit: '', numeric: true },
      { heading: 'Change', unit: '', numeric: true },
      { heading: efficiency.assumption.words.intervals, unit: '%', numeric: true },
      { heading: 'p', unit: '', numeric: true },
      { heading: 'Pairs', unit: '', numeric: true },
      {
        heading: 'Smallest to largest',
        unit: isSigned ? `single pair, ${scale.label}` : 'single pair',
        numeric: true,
      },
      ...(isReversed ? [{ heading: 'Reversed by', unit: '', numeric: false }] : []),
    ],
    rows: effects.map((effect, index) => {
      const isClear = effect.pValue < 0.05
      return {
        heading: nameSwitch(effect, efficiency),
        baseline: false,
        origin: effect,
        cells: [
          word(isClear ? formatSigned(effect.difference.value, scale, decimals) : '~'),
          { ...word(toRange(effect, scale, decimals)), quiet: true },
          word(effect.ratio ? (isClear ? formatChange(effect.ratio.value) : '~') : '—'),
          { ...word(effect.ratio ? formatChangeRange(effect.ratio) : ''), quiet: true },
          word(formatBareP(effect.pValue)),
          word(String(effect.pairs.length)),
          word(toPairRange(effect, isSigned, scale, decimals)),
          ...(isReversed ? [{ ...word(reversals[index] ?? ''), numeric: false }] : []),
        ],
      }
    }),
  }
}

/** Of costs above zero a change is of ratios; of those that may be below it, of averages. */
function describeEffects({ words }: Assumption, isSigned: boolean): string {
  const { effect, difference } = words
  const each = `Each difference: ${difference}.`
  return isSigned
    ? `${each} Each change: the same of the averages of both sides, as a ratio with Fieller’s interval; none where the side below the line is not clear of zero.`
    : `${each} Each change: ${effect}; p is that of the change.`
}

/** `[+1.30, +3.32]`, in the scale of the column. */
function toRange({ difference: { lower, upper } }: Effect, scale: Scale, decimals: number): string {
  return `[${formatSigned(lower, scale, decimals)}, ${formatSigned(upper, scale, decimals)}]`
}

/** From the smallest to the largest pair: in per cent, or in the column's scale where values may be below zero. */
function toPairRange({ pairs }: Effect, isSigned: boolean, scale: Scale, decimals: number): string {
  const told = pairs.flatMap(({ difference, ratio }) => {
    if (isSigned)
      return { value: difference.value, text: formatSigned(difference.value, scale, decimals) }
    return ratio ? { value: ratio.value, text: formatChange(ratio.value) } : []
  })
  const order = told.sort((a, b) => a.value - b.value)
  const ends = [order.at(0), order.at(-1)].flatMap(end => end?.text ?? [])
  return ends.join(' to ')
}
