import { nameReversals } from '../../charts/figures/effects.ts'
import { type Effect, type Switch, toEffect } from '../../efficiency/comparison/effects.ts'
import type { Cell, Compared, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import {
  formatChange,
  formatChangeRange,
  formatDifference,
  formatDifferenceRange,
} from '../../format/estimate.ts'
import { decimalsFor, formatBareP, formatNumber } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import { type Scale, scaleFor } from '../../format/scale.ts'
import type { Unit } from '../../model/quantity.ts'
import { cellLink } from '../../model/site-paths.ts'
import { effectAnchor, nameSwitch } from '../../tables/effect-names.ts'
import type { Section, SectionGroup } from './section.ts'

/** A table for each metric, and in it for each effect every pair behind it, with both its cells. */
export function toEffectSections(efficiency: Efficiency, asked: Switch[]): Section[] {
  return efficiency.metrics.flatMap(metric => {
    const ofMetric = asked.filter(question => question.metric === metric.id)
    const effects = ofMetric.flatMap(question => toEffect(efficiency, question) ?? [])
    return effects.length === 0 ? [] : [toEffectSection(efficiency, metric, effects)]
  })
}

function toEffectSection(efficiency: Efficiency, metric: Metric, effects: Effect[]): Section {
  const cells = effects.flatMap(({ pairs }) => pairs.flatMap(({ left, right }) => [left, right]))
  const results = cells.flatMap(cell => cell.results[metric.id] ?? [])
  const scale = scaleFor(
    results.flatMap(({ estimate }) =>
      estimate.state === 'estimated' ? [estimate.interval.value] : [],
    ),
    results[0]?.unit ?? '1',
  )
  const unit = scale.label === '' ? '' : `, ${scale.label}`
  return {
    id: `effects.${metric.id}`,
    heading: print(`${metric.label}: pairs behind effects`),
    words: print(
      'Each row is a pair of configurations that differ in nothing else; the average is over all of them, and its p is that of this effect alone.',
    ),
    first: print(metric.label),
    columns: [
      `From${unit}`,
      `To${unit}`,
      'Difference',
      efficiency.assumption.words.intervals,
      'Change',
      `${efficiency.assumption.words.intervals}, %`,
      'p',
    ].map(heading => ({ heading: print(heading) })),
    groups: effects.map(effect => toEffectGroup(efficiency, effect, scale)),
  }
}

function toEffectGroup(efficiency: Efficiency, effect: Effect, scale: Scale): SectionGroup {
  const { metric } = effect
  return {
    id: effectAnchor(effect),
    heading: print(nameSwitch(effect, efficiency)),
    notes: toNotes(effect, efficiency),
    leftOut: toLeftOut(effect, efficiency),
    rows: [
      ...effect.pairs.map(pair => ({
        heading: print(nameLevels(pair.others, efficiency)),
        total: false,
        cells: [
          toEstimateCell(efficiency, pair.right, metric, scale),
          toEstimateCell(efficiency, pair.left, metric, scale),
          ...toContrastCells(pair, effect.unit),
        ],
      })),
      ...(effect.pairs.length === 1
        ? []
        : [
            {
              heading: print('Average'),
              total: true,
              cells: [nothing, nothing, ...toContrastCells(effect, effect.unit)],
            },
          ]),
    ],
  }
}

const nothing = { text: print(''), href: '' }

function toNotes(effect: Effect, efficiency: Efficiency): Printed | undefined {
  return effect.reversedBy.length > 0
    ? print(
        `The direction depends on ${nameReversals(effect, efficiency)}: the average hides that.`,
      )
    : undefined
}

/** Each reason once, at the cell that it begins with. */
function toLeftOut({ leftOut }: Effect, efficiency: Efficiency): SectionGroup['leftOut'] {
  const cells = new Map(leftOut.map(({ cell, reason }) => [reason, cell]))
  return [...cells].map(([reason, cell], at) => ({
    text: print(reason),
    href: cellLink(efficiency, cell),
    end: at === cells.size - 1 ? '.' : '; ',
  }))
}

function nameLevels(levels: { [factor: string]: string }, { study }: Efficiency): string {
  const labels = Object.entries(levels).map(
    ([factor, level]) => study.manifest.factors[factor]?.levels[level]?.label ?? level,
  )
  return labels.length === 0 ? 'the only one' : labels.join(' · ')
}

function toEstimateCell(efficiency: Efficiency, cell: Cell, metric: string, scale: Scale) {
  const estimate = cell.results[metric]?.estimate
  const href = cellLink(efficiency, cell)
  if (estimate?.state !== 'estimated') return { text: print('none'), href }
  const value = estimate.interval.value / scale.divisor
  return { text: formatNumber(value, decimalsFor(value)), href }
}

function toContrastCells({ difference, ratio, pValue }: Compared, unit: Unit) {
  return [
    formatDifference(difference, unit),
    formatDifferenceRange(difference, unit),
    ratio ? formatChange(ratio.value) : '—',
    ratio ? formatChangeRange(ratio) : '',
    formatBareP(pValue),
  ].map(text => ({ text: print(text), href: '' }))
}
