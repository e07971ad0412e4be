import { type Effect, type Switch, toEffect } from '../../efficiency/comparison/effects.ts'
import { isSelected } from '../../efficiency/comparison/pairs.ts'
import {
  type Cell,
  type Compared,
  type Efficiency,
  effectsOf,
} from '../../efficiency/efficiency.ts'
import { nameLevel } from '../../efficiency/name-interval.ts'
import { type SpreadWay, type Summary, toSpread } from '../../efficiency/spread.ts'
import { count } from '../../format/count.ts'
import {
  decimalsOf,
  formatContrast,
  formatContrastRange,
  formatContrastSpan,
  formatDifference,
  formatDifferenceRange,
} from '../../format/estimate.ts'
import { formatNumber, formatPercent, formatPValue } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import { scaleFor, withSymbol } from '../../format/scale.ts'
import type { Unit } from '../../model/quantity.ts'
import { summaryPath, toHref } from '../../model/site-paths.ts'
import { significance } from '../../statistics/significance.ts'
import { effectLink, nameSwitch } from '../../tables/effect-names.ts'
import {
  type Attributes,
  BindError,
  bindLevels,
  bindMetric,
  bindWorkload,
  expect,
  expectDecision,
  refuseOthers,
} from './bind.ts'
import type { BoundValue } from './bound-value.ts'

/** Numbers of sentences that were computed over several cells of a study. */
export const valuesOverCells: {
  [name: string]: (efficiency: Efficiency, attributes: Attributes) => BoundValue
} = { spread: toSpreadValue, effect: toEffectValue, range: toRangeValue, count: toCountValue }

/**
 * `:spread{metric=… workload=…}`: median coefficient of variation over cells, or `of=largest`;
 * `within=rounds` after what all cells of a round share was taken out; `given=covariate` after
 * what goes with the study's covariate was, too, and `of=explained` how much that is.
 */
function toSpreadValue(efficiency: Efficiency, attributes: Attributes): BoundValue {
  refuseOthers(attributes, ['metric', 'workload', 'of', 'within', 'given'])
  const metric = bindMetric(efficiency, attributes)
  const workload = bindWorkload(efficiency, attributes)
  const way = bindWay(attributes)
  const ofs = ['median', 'largest', ...(way === 'residual' ? ['explained'] : [])]
  const of = expect({ of: 'median', ...attributes }, 'of', ofs)
  const spread = toSpread(efficiency, metric.id, workload)
  const share = of === 'explained' ? spread.explained : spread[way]?.[of as keyof Summary]
  if (share === undefined) {
    throw new BindError(
      'no-spread',
      `Unexpected sentence on the spread of ${metric.label} in ${workload}, expected a cell with three runs at least${ways[way].needs}, found none; measure more or take the sentence out`,
    )
  }
  return {
    href: toHref(summaryPath(efficiency.study.id, workload), 'spread'),
    text: formatPercent(share),
    of: metric.label,
    title: `${metric.label}: ${of === 'explained' ? 'share explained of the variance' : `${of} coefficient of variation`} ${ways[way].title} of ${count(spread.cells.length, 'cell')}`,
    value: share,
  }
}

/** How a spread is told in a title, and what it needs. */
const ways: { [way in SpreadWay]: { title: string; needs: string } } = {
  overRuns: { title: 'over the runs', needs: '' },
  withinRounds: { title: 'within rounds', needs: ' in a study with `assume: round-drift`' },
  residual: {
    title: 'at equal covariate',
    needs: ' in a study with a `covariate` that is another metric',
  },
}

function bindWay(attributes: Attributes): SpreadWay {
  if ('given' in attributes) {
    expect(attributes, 'given', ['covariate'])
    return 'residual'
  }
  if (!('within' in attributes)) return 'overRuns'
  expect(attributes, 'within', ['rounds'])
  return 'withinRounds'
}

/**
 * `:effect{factor=aio to=threads metric=… workload=…}`: the change for switching a factor from
 * its baseline level (or `from`), averaged over matched pairs; other factors may be held,
 * `interval` shows that of the change, and `in=units` tells it in the unit of the metric.
 */
function toEffectValue(efficiency: Efficiency, attributes: Attributes): BoundValue {
  const { factors, baseline } = efficiency.study.manifest
  const factor = expect(attributes, 'factor', Object.keys(factors))
  const others = Object.keys(factors).filter(name => name !== factor)
  const options = ['factor', 'from', 'to', 'metric', 'workload', 'undecided', 'interval', 'in']
  refuseOthers(attributes, [...options, ...others])
  const levels = Object.keys(factors[factor]?.levels ?? {})
  const to = expect(attributes, 'to', levels)
  const from = expect({ from: baseline[factor], ...attributes }, 'from', levels)
  const metric = bindMetric(efficiency, attributes)
  const workload = bindWorkload(efficiency, attributes)
  const where = bindLevels(efficiency, attributes, others)
  const asked: Switch = { factor, from, to, metric: metric.id, workload, where }
  const name = `${metric.label}, ${nameSwitch(asked, efficiency)}`
  const effect = findEffect(efficiency, asked)
  if (!effect) {
    throw new BindError(
      'no-effect',
      `Unexpected effect on ${name} in ${workload}, expected a pair of cells that differ in nothing else, each with 3 usable runs and its load held, found none; measure them or take the sentence out`,
    )
  }
  const { pValue, pairs, unit } = effect
  const found = formatPValue(pValue)
  const what = `effect on ${name} in ${workload}`
  expectDecision(attributes, pValue < significance, { what, from: 'none', found: `${found}` })
  return {
    href: effectLink(efficiency, asked),
    asks: [asked],
    text: print(
      `${toChangeText(effect, unit, attributes, name)}${tellPairs(effect, attributes, 'text')}`,
    ),
    of: name,
    title: `${name}: ${titleOf(effect, unit)}, ${formatPValue(pValue)}, over ${count(pairs.length, 'pair')}${tellPairs(effect, attributes, 'title')}`,
    value: plainValueOf(effect, attributes),
  }
}

/**
 * ` (10 pairs, +50.6 % to +126 %)`: how many an average is over, and what it hides, in the text where
 * its interval is asked for, and always on asking.
 */
function tellPairs(
  { pairs, unit, heterogeneity, difference }: Effect,
  attributes: Attributes,
  place: 'text' | 'title',
): string {
  if (pairs.length < 2 || (place === 'text' && !('interval' in attributes))) return ''
  const span = formatContrastSpan(
    isInUnits(attributes) ? pairs.map(({ difference }) => ({ difference })) : pairs,
    unit,
    place === 'text' ? { difference } : undefined,
  )
  const p = heterogeneity === undefined ? '' : `, alike with ${formatPValue(heterogeneity)}`
  return place === 'text' ? ` (${pairs.length} pairs, ${span})` : `, single pairs ${span}${p}`
}

/**
 * `+17.0 %`, with `interval` as `+17.0 % [+12.1, +22.0]`; with `in=units` as
 * `+2.31 switches per I/O`.
 */
export function toChangeText(
  contrast: Compared,
  unit: Unit,
  attributes: Attributes,
  name: string,
): Printed {
  const shown = isInUnits(attributes) ? { difference: contrast.difference } : contrast
  if (!isInUnits(attributes) && !contrast.ratio) {
    throw new BindError(
      'no-ratio',
      `Unexpected change in per cent of ${name}, expected a side to compare with that is clear of zero; say the difference with \`in=units\``,
    )
  }
  const change = formatContrast(shown, unit)
  return 'interval' in attributes ? print(`${change} ${formatContrastRange(shown, unit)}`) : change
}

/** `in=units`, the only thing that a change can be told in but per cents. */
function isInUnits(attributes: Attributes): boolean {
  if (!('in' in attributes)) return false
  return expect(attributes, 'in', ['units']) === 'units'
}

/** In per cent and in units, each with its interval. */
export function titleOf({ difference, ratio }: Compared, unit: Unit): string {
  const units = `${formatDifference(difference, unit)}, ${nameLevel(difference.level)} ${formatDifferenceRange(difference, unit)}`
  if (!ratio) return units
  const contrast = { difference, ratio }
  return `${formatContrast(contrast, unit)}, ${nameLevel(ratio.level)} ${formatContrastRange(contrast, unit)} %; ${units}`
}

/** What a change is worth to a machine: the ratio, or the difference in base units. */
export function plainValueOf({ difference, ratio }: Compared, attributes: Attributes): number {
  return ratio && !isInUnits(attributes) ? ratio.value : difference.value
}

/** As the table of effects shows it, with its p adjusted over the table, where it is in that. */
function findEffect(efficiency: Efficiency, asked: Switch): Effect | undefined {
  const isWhole = Object.keys(asked.where).length === 0
  const family = isWhole ? effectsOf(efficiency, asked.metric, asked.workload) : []
  const { factor, from, to } = asked
  return (
    family.find(item => item.factor === factor && item.from === from && item.to === to) ??
    toEffect(efficiency, asked)
  )
}

/** `:range{metric=… workload=…}`: smallest to largest estimate, of the cells with the levels given. */
function toRangeValue(efficiency: Efficiency, attributes: Attributes): BoundValue {
  const factors = Object.keys(efficiency.study.manifest.factors)
  refuseOthers(attributes, ['metric', 'workload', ...factors])
  const metric = bindMetric(efficiency, attributes)
  const workload = bindWorkload(efficiency, attributes)
  const levels = bindLevels(efficiency, attributes, factors)
  const selection = Object.fromEntries(
    Object.entries(levels).map(([name, level]) => [name, [level]]),
  )
  const chosen = efficiency.cells
    .filter(cell => cell.workload === workload && isSelected(cell, selection))
    .flatMap(cell => toEstimated(cell, metric.id))
    .sort((a, b) => a.interval.value - b.interval.value)
  const [lowest] = chosen
  const highest = chosen.at(-1)
  if (!lowest || !highest || lowest === highest) {
    throw new BindError(
      'no-range',
      `Unexpected range of ${metric.label} in ${workload}, expected two cells with an estimate at least, found ${chosen.length}; measure them or take the sentence out`,
    )
  }
  const scale = scaleFor(
    chosen.map(({ interval }) => interval.value),
    lowest.unit,
  )
  const ends = [lowest.interval, highest.interval]
  // As in a column of a table, where both have the same decimals.
  const decimals = decimalsOf(ends, scale)
  const [from, to] = ends.map(({ value }) => formatNumber(value / scale.divisor, decimals))
  return {
    href: toHref(summaryPath(efficiency.study.id, workload), 'estimates'),
    text: withSymbol(print(`${from}–${to}`), scale),
    of: `${metric.label}, ${scale.label}`,
    title: `${metric.label}, ${scale.label}: from ${lowest.cell.configuration.label} to ${highest.cell.configuration.label}, ${count(chosen.length, 'cell')}`,
    value: [lowest.interval.value, highest.interval.value],
  }
}

/** Cells that missed their load are not among those that a range spans. */
function toEstimated(cell: Cell, metric: string) {
  const result = cell.results[metric]
  return result?.estimate.state === 'estimated' && cell.load.state !== 'missed'
    ? [{ cell, interval: result.estimate.interval, unit: result.unit }]
    : []
}

/** What of a study can be counted; what a page lists in its own appendix is found there. */
const counts: { [of: string]: (efficiency: Efficiency) => number } = {
  configurations: ({ cells }) =>
    new Set(cells.filter(({ runs }) => runs.length > 0).map(cell => cell.configuration.id)).size,
  cells: ({ cells }) => cells.filter(({ runs }) => runs.length > 0).length,
  // A ladder has the runs of its loads.
  runs: ({ cells }) =>
    cells.reduce((total, { runs, rungs }) => total + (rungs ? 0 : runs.length), 0),
  repeats: ({ study }) => new Set(study.runs.map(({ repeat }) => repeat)).size,
  archives: ({ study }) => study.archives.filter(({ path }) => path !== '.').length,
}

/** `:count{of=runs}`: measured configurations, cells, usable runs, repeats, archives. */
function toCountValue(efficiency: Efficiency, attributes: Attributes): BoundValue {
  refuseOthers(attributes, ['of'])
  const of = expect(attributes, 'of', Object.keys(counts))
  const value = counts[of]?.(efficiency) ?? 0
  const { id, manifest } = efficiency.study
  const [workload = ''] = Object.keys(manifest.workloads)
  const isOfCells = of === 'configurations' || of === 'cells'
  return {
    href: isOfCells ? toHref(summaryPath(id, workload), 'estimates') : '#appendix-data',
    text: formatNumber(value, 0),
    of: `${of} of ${efficiency.study.name}`,
    title: `${of} of ${efficiency.study.name}`,
    value,
  }
}
