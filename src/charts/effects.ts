import type { Effect } from '../efficiency/effects.ts'
import { toEffects } from '../efficiency/effects.ts'
import type { Efficiency, Metric } from '../efficiency/efficiency.ts'
import { formatChange } from '../format/estimate.ts'
import { type Figure, withoutDescription } from './figure.ts'
import { toRatioRow } from './ratios.ts'
import { drawRows, type Line, type RunTick } from './row-plot.ts'

/** Forest of factor effects: what switching one level does, averaged over matched pairs. */
export function toEffectsFigure(efficiency: Efficiency, metric: Metric, workload: string): Figure {
  const effects = toEffects(efficiency, metric, workload)
  const rows = effects.map(effect =>
    toRatioRow(nameEffect(effect, efficiency), effect.ratio, effect.pValue, effect.pValue < 0.05),
  )
  const pairs = effects.flatMap(effect => toTicks(effect, efficiency))
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const warning = sayReversals(effects, efficiency)
  const ticks = pairs.length > 0 ? ' Ticks: single pairs.' : ''
  return {
    subtitle: `${metric.label}: ratio for switching one factor from its baseline level, all else equal. ${label}: ${description}. Below 1 is ${metric.better === 'lower' ? 'better' : 'worse'}.`,
    caption:
      effects.length > 0
        ? `Points and lines: ${efficiency.assumption.words.effect}.${ticks} Hollow and marked ~: not distinguishable from no effect at 5 %, after Holm’s adjustment over these rows.${warning}`
        : 'No two configurations that differ in one factor have enough runs to be compared.',
    description: rows.map(row => `${row.configuration}: ${row.label}`).join('; '),
    sentences: rows.map(row => row.description),
    tables: { rows: withoutDescription(rows), pairs: withoutDescription(pairs) },
    origins: effects,
    spec: width => {
      const panel = { title: 'ratio to the baseline level', rows, runs: pairs, reference: 1 }
      return drawRows({ lines: toLines(effects, efficiency), panels: [panel] }, width)
    },
  }
}

/** By what it depends on: the rows whose average hides that the direction does. */
function sayReversals(effects: Effect[], efficiency: Efficiency): string {
  const reversed = effects.filter(effect => effect.reversedBy.length > 0)
  const causes = [...new Set(reversed.map(effect => nameReversals(effect, efficiency)))]
  return causes
    .map(factors => {
      const those = reversed.filter(effect => nameReversals(effect, efficiency) === factors)
      const names = those.map(effect => nameEffect(effect, efficiency))
      return ` The direction depends on ${factors}, which the average hides: ${names.join('; ')}.`
    })
    .join('')
}

/** `Controller`, `AIO mode × IOThread` */
export function nameReversals({ reversedBy }: Effect, { study }: Efficiency): string {
  const labelOf = (factor: string) => study.manifest.factors[factor]?.label ?? factor
  return reversedBy.map(factors => factors.split(' × ').map(labelOf).join(' × ')).join(', ')
}

/** A heading for each factor, below it its levels. */
function toLines(effects: Effect[], efficiency: Efficiency): Line[] {
  const { factors } = efficiency.study.manifest
  return Object.entries(factors).flatMap(([factor, { label, levels }]) => {
    const members = effects.filter(effect => effect.factor === factor)
    const from = levels[members[0]?.from ?? '']?.label ?? ''
    const rows = members.map((effect): Line => {
      const count = effect.pairs.length === 1 ? '1 pair' : `${effect.pairs.length} pairs`
      const text = `${levels[effect.to]?.label ?? effect.to} (${count})`
      return { key: nameEffect(effect, efficiency), text, kind: 'row' }
    })
    const heading: Line = {
      key: `heading ${factor}`,
      text: `${label} (against ${from})`,
      kind: 'heading',
    }
    return rows.length === 0 ? [] : [heading, ...rows]
  })
}

/** The single pairs below an average of several. */
function toTicks(effect: Effect, efficiency: Efficiency): RunTick[] {
  const { factors } = efficiency.study.manifest
  const configuration = nameEffect(effect, efficiency)
  if (effect.pairs.length < 2) return []
  return effect.pairs.map(({ others, ratio }) => {
    const pair = Object.entries(others)
      .map(([factor, level]) => factors[factor]?.levels[level]?.label ?? level)
      .join(' · ')
    return {
      configuration,
      pair,
      value: ratio.value,
      counts: true,
      description: `${configuration} with ${pair}: ${formatChange(ratio.value)}`,
    }
  })
}

function nameEffect({ factor, to, pairs }: Effect, { study }: Efficiency): string {
  const { label, levels } = study.manifest.factors[factor] ?? { label: factor, levels: {} }
  const count = pairs.length > 1 ? ` (${pairs.length} pairs)` : ''
  return `${label}: ${levels[to]?.label ?? to}${count}`
}
