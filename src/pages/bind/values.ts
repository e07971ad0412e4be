import { nameRanks } from '../../charts/figures/scores.ts'
import type { Cell, Efficiency, Metric, Point } from '../../efficiency/efficiency.ts'
import { nameInterval, nameLevel } from '../../efficiency/name-interval.ts'
import type { NamedScoring } from '../../efficiency/scores/scorings.ts'
import { toValue } from '../../efficiency/values-of.ts'
import { decimalsAlone, formatRange } from '../../format/estimate.ts'
import { decimalsFor, formatNumber, formatPValue } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { type Scale, scaleFor, withSymbol } from '../../format/scale.ts'
import { cellLink } from '../../model/site-paths.ts'
import {
  type Attributes,
  BindError,
  bindCell,
  bindMetric,
  bindScorings,
  expect,
  expectDecision,
  refuseOthers,
} from './bind.ts'
import type { BoundValue } from './bound-value.ts'
import { valuesOfSweeps } from './values-of-sweeps.ts'
import { plainValueOf, titleOf, toChangeText, valuesOverCells } from './values-over-cells.ts'

type Bind = (efficiency: Efficiency, attributes: Attributes) => BoundValue

/** The directives that put a number into a sentence. */
export const valueDirectives: { [name: string]: Bind } = {
  /** `:value{metric=context-switches workload=iops engine=psync}`; `interval` shows that too. */
  value: (efficiency, attributes) => {
    const { metric, cell, common } = bind(efficiency, attributes, ['run', 'interval'])
    if (attributes.run) return toRunValue(metric, cell, attributes, common)
    const result = cell.results[metric.id]
    if (result?.estimate.state === 'one-run') return toOnlyValue(metric, cell, common)
    if (result?.estimate.state !== 'estimated') throw noEstimate(metric, cell)
    const { interval, kind } = result.estimate
    const scale = scaleFor([interval.value], result.unit)
    const decimals = decimalsAlone(interval, scale)
    const number = formatNumber(interval.value / scale.divisor, decimals)
    const text = withSymbol(number, scale)
    const range = formatRange(interval, scale, decimals)
    return {
      ...common,
      text: 'interval' in attributes ? print(`${text} [${range}]`) : text,
      of: nameCell(metric, cell),
      title: `${nameCell(metric, cell)}: ${number} ${scale.label}, ${nameInterval(kind, interval.level)} ${range}${sayWhole(metric, cell, scale)}`,
      value: interval.value,
    }
  },
  /** `:score{score=efficiency workload=iops engine=libaio}` and its `:ranks{…}`. */
  score: (efficiency, attributes) => {
    const { score, scoring, label, common } = bindScore(efficiency, attributes, ['interval'])
    const { value, lower, upper, level } = score.interval
    const number = formatNumber(value, 0)
    const range = `${formatNumber(lower, 0)}–${formatNumber(upper, 0)}`
    const isReference = score.cell === scoring.reference
    const text = 'interval' in attributes && !isReference ? print(`${number} [${range}]`) : number
    const against = scoring.reference?.configuration.label ?? ''
    const title = isReference
      ? `${number}, the reference`
      : `${number}, ${nameLevel(level)} ${range}; ${against} has 100; ${nameRanks(score.ranks)}`
    return { ...common, text, of: label, title, value }
  },
  ranks: (efficiency, attributes) => {
    const { score, scoring, label, common } = bindScore(efficiency, attributes, [])
    const { lower, upper } = score.ranks
    const title = `ranks that it can have among ${scoring.scores.length}, with 95 % those of all at once`
    const text = print(nameRanks(score.ranks))
    return { ...common, text, of: label, title, value: [lower, upper] }
  },
  /** What was written before ranks were intervals. */
  rank: (_, attributes) => {
    const typed = Object.entries(attributes).map(([name, value]) => `${name}=${value}`)
    throw new BindError(
      'rank-without-interval',
      `Unexpected \`:rank\`, a place that such runs cannot give; write the ranks that are possible, \`:ranks{${typed.join(' ')}}\``,
    )
  },
  /** `:ratio{…}` to the baseline, as `1.84`; `:change{…}` as `+84 %`. */
  ratio: (efficiency, attributes) => {
    const { comparison, name, of, title, common } = bindRatio(efficiency, attributes, [])
    const { ratio } = comparison
    if (!ratio) {
      throw new BindError(
        'no-ratio',
        `Unexpected ratio of ${name}, expected a baseline that is clear of zero; say the difference with \`:change\` and \`in=units\``,
      )
    }
    const decimals = decimalsAlone(ratio, { divisor: 1 })
    const number = formatNumber(ratio.value, decimals)
    const range = formatRange(ratio, { divisor: 1, label: '', symbol: '' }, decimals)
    const text = 'interval' in attributes ? print(`${number} [${range}]`) : number
    return { ...common, text, of, title, value: ratio.value }
  },
  change: (efficiency, attributes) => {
    const { comparison, unit, name, of, title, common } = bindRatio(efficiency, attributes, ['in'])
    const text = toChangeText(comparison, unit, attributes, name)
    return { ...common, text, of, title, value: plainValueOf(comparison, attributes) }
  },
  ...valuesOverCells,
  ...valuesOfSweeps,
}

function nameCell(metric: Metric, cell: Cell): string {
  return `${metric.label}, ${cell.configuration.label}`
}

/** `, 2.31 with nothing subtracted`, of a cost net of a reference. */
function sayWhole({ whole = '' }: Metric, cell: Cell, scale: Scale): string {
  const gross = toValue(cell.results[whole]?.estimate)
  if (gross === undefined) return ''
  const value = gross / scale.divisor
  return `; ${formatNumber(value, decimalsFor(value))} with nothing subtracted`
}

/** `:value{… run=1}`: one run by itself, where there are too few for an estimate. */
function toRunValue(
  metric: Metric,
  cell: Cell,
  attributes: Attributes,
  common: { href: string },
): BoundValue {
  const { points = [] } = cell.results[metric.id] ?? {}
  const repeat = expect(
    attributes,
    'run',
    points.map(point => point.repeat),
  )
  const point = points.find(point => point.repeat === repeat)
  if (!point) throw noEstimate(metric, cell)
  return toPointValue(metric, cell, point, common)
}

/** Of a cell with one run, which is all that is known of it. */
function toOnlyValue(metric: Metric, cell: Cell, common: { href: string }): BoundValue {
  const point = cell.results[metric.id]?.points.find(({ counts }) => counts)
  if (!point) throw noEstimate(metric, cell)
  return toPointValue(metric, cell, point, common)
}

function toPointValue(
  metric: Metric,
  cell: Cell,
  point: Point,
  common: { href: string },
): BoundValue {
  const { value, unit } = point.quantity
  const scale = scaleFor([value], unit)
  const number = formatNumber(value / scale.divisor, decimalsFor(value / scale.divisor))
  const windows = point.windows ? `, counted in ${point.windows.length} windows` : ''
  return {
    ...common,
    text: withSymbol(number, scale),
    of: nameCell(metric, cell),
    title: `${nameCell(metric, cell)}: ${number} ${scale.label}, repeat ${point.repeat} alone${windows}; no interval`,
    value,
  }
}

function bindRatio(efficiency: Efficiency, attributes: Attributes, more: string[]) {
  const options = ['undecided', 'interval', ...more]
  const { metric, cell, common } = bind(efficiency, attributes, options)
  const { comparison, unit = '1' } = cell.results[metric.id] ?? {}
  if (!comparison) {
    throw new BindError(
      'no-comparison',
      `Unexpected ratio of ${metric.label} for ${cell.id}, expected one that both cells allow; there is none for the baseline itself, for fewer than 3 runs and for a load that was missed`,
    )
  }
  const { differs, pValue } = comparison
  expectDecision(attributes, differs, {
    what: `comparison of ${metric.label} for ${cell.id}`,
    from: 'the baseline',
    found: `${formatPValue(pValue)} after Holm’s adjustment`,
  })
  const name = nameCell(metric, cell)
  const of = `${name}, against the baseline`
  const title = `${of}: ${titleOf(comparison, unit)}`
  return { comparison, unit, name, of, title, common }
}

function bind(efficiency: Efficiency, attributes: Attributes, options: string[]) {
  const factors = Object.keys(efficiency.study.manifest.factors)
  refuseOthers(attributes, ['metric', 'workload', 'baseline', ...factors, ...options])
  const metric = bindMetric(efficiency, attributes)
  const cell = bindCell(efficiency, attributes)
  return { metric, cell, common: { href: cellLink(efficiency, cell) } }
}

function bindScore(efficiency: Efficiency, attributes: Attributes, options: string[]) {
  const factors = Object.keys(efficiency.study.manifest.factors)
  refuseOthers(attributes, ['score', 'workload', 'baseline', ...factors, ...options])
  const cell = bindCell(efficiency, attributes)
  const [first, ...others] = bindScorings(efficiency, attributes)
  const isOf = ({ scoring }: NamedScoring) =>
    [...scoring.scores, ...scoring.without].some(item => item.cell === cell)
  const { label, scoring } = others.find(isOf) ?? first
  const score = scoring.scores.find(item => item.cell === cell)
  const without = scoring.without.find(item => item.cell === cell)
  if (!score) {
    throw new BindError(
      'no-score',
      `Unexpected sentence on the ${label} of ${cell.id}, expected a cell with one, found ${without?.reason}; measure it or take the sentence out`,
    )
  }
  const name = `${label}, ${cell.configuration.label}`
  return { score, scoring, label: name, common: { href: cellLink(efficiency, cell) } }
}

function noEstimate(metric: Metric, cell: Cell): BindError {
  const estimate = cell.results[metric.id]?.estimate
  const why =
    estimate?.state === 'too-few-runs'
      ? `${estimate.n} usable runs, of which no interval can be given`
      : estimate?.state === 'not-recorded'
        ? `nothing recorded (${estimate.reason})`
        : 'no measurement'
  return new BindError(
    'no-estimate',
    `Unexpected sentence on ${metric.label} of ${cell.id}, expected a cell with an estimate, found ${why}; measure it or take the sentence out`,
  )
}
