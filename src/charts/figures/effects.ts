import type { Effect } from '../../efficiency/comparison/effects.ts'
import { describeEstimand } from '../../efficiency/describe-estimand.ts'
import { type Efficiency, effectsOf, type Metric } from '../../efficiency/efficiency.ts'
import {
  decimalsAlone,
  formatContrast,
  formatDifference,
  formatDifferenceRange,
  formatSigned,
} from '../../format/estimate.ts'
import { formatPValue, notSignificant } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import { significance } from '../../statistics/significance.ts'
import { type Figure, tell, toSentence, withoutDescription } from '../figure.ts'
import { drawRows, type IntervalRow, type Line, type RunTick } from '../plot/row-plot.ts'
import { toRatioRow } from './ratios.ts'

/** Forest of factor effects: what switching one level does, averaged over matched pairs. */
export function toEffectsFigure(efficiency: Efficiency, metric: Metric, workload: string): Figure {
  const effects = effectsOf(efficiency, metric.id, workload)
  const scale = scaleOf(effects)
  const rows = effects.map(effect => toEffectRow(effect, nameEffect(effect, efficiency), scale))
  const pairs = effects.flatMap(effect => toTicks(effect, efficiency, scale))
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  const estimand = describeEstimand(efficiency, [metric.id], workload)
  const warning = [sayReversals(effects, efficiency), ...estimand].join(' ').trimEnd()
  const ticks = pairs.length > 0 ? ' Ticks: single pairs.' : ''
  return {
    subtitle: print(
      `${metric.label}: ${scale ? `difference (${scale.label})` : 'ratio'} for switching one factor from its baseline level, all else equal. ${label}: ${description}. Below ${scale ? 0 : 1} is ${metric.better === 'lower' ? 'better' : 'worse'}.`,
    ),
    caption: print(
      effects.length > 0
        ? `Points and lines: ${efficiency.assumption.words[scale ? 'difference' : 'effect']}.${ticks} Hollow, n.s.: not distinguishable from no effect at 5 %, after Holm’s adjustment over these rows.${warning}`
        : 'No two configurations that differ in one factor have enough runs to be compared.',
    ),
    description: print(rows.map(row => `${row.configuration}: ${row.label}`).join('; ')),
    sentences: rows.map(toSentence),
    tables: { rows: withoutDescription(rows), pairs: withoutDescription(pairs) },
    origins: effects,
    spec: width => {
      const panel = scale
        ? { title: scale.label, rows, runs: pairs, reference: 0 }
        : { title: 'ratio to the baseline level', rows, runs: pairs, reference: 1 }
      return drawRows({ lines: toLines(effects, efficiency), panels: [panel] }, width)
    },
  }
}

/** By what it depends on: the rows whose average hides that the direction does. */
function sayReversals(effects: Effect[], efficiency: Efficiency): string {
  const reversed = effects.filter(effect => effect.reversedBy.length > 0)
  const byCause = new Map<string, Effect[]>()
  for (const effect of reversed) {
    const cause = JSON.stringify(effect.reversedBy)
    byCause.set(cause, [...(byCause.get(cause) ?? []), effect])
  }
  return [...byCause.values()]
    .map(those => {
      const [factors] = those.map(effect => nameReversals(effect, efficiency))
      const names = those.map(effect => nameEffect(effect, efficiency))
      return ` The direction depends on ${factors}, which the average hides: ${names.join('; ')}.`
    })
    .join('')
}

/** `Controller`, `AIO mode × IOThread` */
export function nameReversals({ reversedBy }: Effect, { study }: Efficiency): string {
  const labelOf = (factor: string) => study.manifest.factors[factor]?.label ?? factor
  return reversedBy.map(factors => factors.map(labelOf).join(' × ')).join(', ')
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

/** Of differences, where values may be below zero; ratios have none. */
function scaleOf(effects: readonly Effect[]): Scale | undefined {
  const signed = effects.filter(({ isSigned }) => isSigned)
  const [first] = signed
  const values = signed.map(({ difference }) => difference.value)
  return first && scaleFor(values, first.unit)
}

function toEffectRow(effect: Effect, name: string, scale: Scale | undefined): IntervalRow {
  const { ratio, difference, pValue } = effect
  const differs = pValue < significance
  if (!scale && ratio) return toRatioRow(name, ratio, pValue, differs)
  const { divisor } = scale ?? { divisor: 1 }
  const decimals = decimalsAlone(difference, { divisor })
  const number = formatSigned(difference.value, { divisor }, decimals)
  const p = formatPValue(pValue)
  const range = formatDifferenceRange(difference, effect.unit)
  return {
    configuration: name,
    value: difference.value / divisor,
    lower: difference.lower / divisor,
    upper: difference.upper / divisor,
    p: pValue,
    mark: differs ? 'filled' : 'hollow',
    label: differs ? number : print(notSignificant),
    ...tell(
      name,
      `${formatDifference(difference, effect.unit)} ${range}, ${p}${differs ? '' : ', not distinguishable'}`,
    ),
  }
}

/** The single pairs below an average of several. */
function toTicks(effect: Effect, efficiency: Efficiency, scale: Scale | undefined): RunTick[] {
  const { factors } = efficiency.study.manifest
  const configuration = nameEffect(effect, efficiency)
  if (effect.pairs.length < 2) return []
  return effect.pairs.map(pair => {
    const { others, ratio, difference } = pair
    const name = Object.entries(others)
      .map(([factor, level]) => factors[factor]?.levels[level]?.label ?? level)
      .join(' · ')
    return {
      configuration,
      pair: name,
      value: scale ? difference.value / scale.divisor : (ratio?.value ?? 1),
      counts: true,
      description: print(
        `${configuration} with ${name}: ${scale ? formatDifference(difference, effect.unit) : formatContrast(pair, effect.unit)}`,
      ),
    }
  })
}

function nameEffect({ factor, to, pairs }: Effect, { study }: Efficiency): string {
  const { label, levels } = study.manifest.factors[factor] ?? { label: factor, levels: {} }
  const count = pairs.length > 1 ? ` (${pairs.length} pairs)` : ''
  return `${label}: ${levels[to]?.label ?? to}${count}`
}
