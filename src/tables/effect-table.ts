import { nameReversals } from '../charts/figures/effects.ts'
import type { Assumption } from '../efficiency/comparison/assumption.ts'
import type { Effect } from '../efficiency/comparison/effects.ts'
import { describeNoiseFloor } from '../efficiency/comparison/noise-floor.ts'
import { describeEstimand } from '../efficiency/describe-estimand.ts'
import { type Efficiency, effectsOf, type Metric } from '../efficiency/efficiency.ts'
import { decimalsOf, formatChange, formatChangeRange, formatSigned } from '../format/estimate.ts'
import { formatBareP, notSignificant } from '../format/number.ts'
import { type Printed, print } from '../format/printed.ts'
import { type Scale, scaleFor } from '../format/scale.ts'
import { significance } from '../statistics/significance.ts'
import { nameSwitch } from './effect-names.ts'
import { type CellView, type TableView, toColumn, toNotes, word } from './table.ts'

/** Effect of each level, averaged over matched pairs, and the range of the pairs. */
export function toEffectTable(efficiency: Efficiency, metric: Metric, workload: string): TableView {
  const { manifest } = efficiency.study
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const effects = effectsOf(efficiency, metric.id, workload)
  const isReversed = effects.some(({ reversedBy }) => reversedBy.length > 0)
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
    caption: print(
      `${metric.label}: what switching one factor from its baseline level changes, all else equal. ${[`${label}: ${description}.`, ...describeEstimand(efficiency, [metric.id], workload)].join(' ')} ${describeEffects(efficiency.assumption, isSigned)} p: Holm-adjusted over the table; n.s.: not significant at 5 %. “Pairs alike”: p of “all pairs have one effect”; below ${significance} the average is of pairs that differ.${remark}`,
    ),
    notes: toNotes(describeNoiseFloor(efficiency, [metric], workload)),
    groups: [],
    columns: [
      toColumn('Difference', scale.label),
      toColumn(efficiency.assumption.words.intervals),
      toColumn('Change'),
      toColumn(efficiency.assumption.words.intervals, '%'),
      toColumn('p'),
      toColumn('Pairs'),
      toColumn('Smallest to largest', isSigned ? `single pair, ${scale.label}` : 'single pair'),
      toColumn('Pairs alike', 'p'),
      ...(isReversed ? [{ ...toColumn('Reversed by'), numeric: false }] : []),
    ],
    rows: effects.map(effect => {
      const isClear = effect.pValue < significance
      return {
        heading: print(nameSwitch(effect, efficiency)),
        baseline: false,
        origin: effect,
        cells: [
          told(isClear, formatSigned(effect.difference.value, scale, decimals)),
          { ...word(toRange(effect, scale, decimals)), quiet: true },
          effect.ratio ? told(isClear, formatChange(effect.ratio.value)) : word('—'),
          { ...word(effect.ratio ? formatChangeRange(effect.ratio) : ''), quiet: true },
          word(formatBareP(effect.pValue)),
          word(String(effect.pairs.length)),
          word(toPairRange(effect, isSigned, scale, decimals)),
          word(effect.heterogeneity === undefined ? '—' : formatBareP(effect.heterogeneity)),
          ...(isReversed ? [{ ...word(nameReversals(effect, efficiency)), numeric: false }] : []),
        ],
      }
    }),
  }
}

/** What is significant; of what is not, that it is not. */
function told(isClear: boolean, text: Printed): CellView {
  return isClear ? word(text) : { ...word(notSignificant), quiet: true }
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
