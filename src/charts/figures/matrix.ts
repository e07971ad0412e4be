import { nameBaseline } from '../../efficiency/comparison/compare-cells.ts'
import { describeEstimand } from '../../efficiency/describe-estimand.ts'
import {
  type Described,
  describeEstimates,
  sayTooFew,
} from '../../efficiency/describe-estimates.ts'
import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { formatChange, formatContrast } from '../../format/estimate.ts'
import { decimalsFor, formatNumber, notSignificant } from '../../format/number.ts'
import { open, type Printed, print } from '../../format/printed.ts'
import { type Figure, tell, toSentence } from '../figure.ts'
import { type Measure, toMeasure } from '../measure.ts'
import { type Block, drawMatrix, type MatrixCell } from '../plot/matrix-plot.ts'
import type { IntervalRow } from '../plot/row-plot.ts'
import { heat } from '../theme.ts'

export interface MatrixLayout {
  rows: string
  /** Factors whose levels are combined into columns; those of neither get a block for each level. */
  columns: string[]
  /** What stands in a cell: the estimate, or its change against the baseline. */
  show: 'estimate' | 'change'
}

/**
 * Factor by factor, with the number in the cell and words where there is none. The tint shows
 * in which fifth of the (logarithmic) range a number lies; it adds nothing that is not written.
 */
export function toMatrix(
  efficiency: Efficiency,
  metric: Metric,
  workload: string,
  layout: MatrixLayout,
): Figure {
  const { manifest } = efficiency.study
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const measure = toMeasure(cells, metric)
  const items = cells.map((cell, index) => toItem(cell, measure.rows[index], metric, layout.show))
  const toned = giveTones(items)
  const { label = '', description = '' } = manifest.workloads[workload] ?? {}
  const baseline = nameBaseline(cells)
  const what =
    layout.show === 'change' ? `${metric.label}, change against ${baseline}` : measure.name
  const nameOf = (factor: string) => manifest.factors[factor]?.label ?? factor
  const others = Object.keys(manifest.factors).filter(
    factor => factor !== layout.rows && !layout.columns.includes(factor),
  )
  return {
    subtitle: print(
      `${what}. ${label}: ${description}. ${metric.better === 'lower' ? 'Lower' : 'Higher'} is better.`,
    ),
    caption: print(
      [
        `Rows: ${nameOf(layout.rows)}; columns: ${layout.columns.map(nameOf).join(', ')}${others.length > 0 ? `; a block for each level of ${others.map(nameOf).join(' and ')}` : ''}.`,
        layout.show === 'change'
          ? `Numbers: ${efficiency.assumption.words.ratioName}, as change. n.s.: not distinguishable from the baseline at 5 %, after Holm’s adjustment over all cells.`
          : sayNumbers(describeEstimates(cells, [metric.id], efficiency.assumption)),
        ...describeEstimand(efficiency, [metric.id], workload),
        sayRuns(cells, metric),
        sayTones(toned, measure, layout.show),
        `Outlined: the baseline.`,
      ].join(' '),
    ),
    description: print(items.map(item => item.description).join('; ')),
    sentences: items.map(({ row, said }) => toSentence({ ...row, said })),
    tables: { cells: items.map(item => toTableRow(item, efficiency, metric)) },
    origins: cells,
    spec: width => drawMatrix(toBlocks(toned, efficiency, layout, others), width),
  }
}

interface Item {
  cell: Cell
  text: Printed
  /** What the tint is chosen by: the value, or the ratio. */
  value?: number
  row: IntervalRow
  said: Printed
  description: Printed
}

function toItem(
  cell: Cell,
  row: IntervalRow | undefined,
  metric: Metric,
  show: MatrixLayout['show'],
): Item {
  if (!row) throw new Error(cell.id)
  const { said, description } = row
  const words = { cell, row, text: row.label, said, description }
  if (row.mark === 'none') return words
  if (row.mark === 'crossed') return { ...words, text: print('load missed') }
  const number = print(String(row.number ?? ''))
  if (show === 'estimate') {
    const text = row.mark === 'hollow' ? print(`(${number})`) : number
    return { ...words, text, value: row.value ?? 0 }
  }
  if (cell.isBaseline) return { ...words, text: print('baseline'), value: 1 }
  const comparison = cell.results[metric.id]?.comparison
  if (!comparison) return { ...words, text: print('not compared') }
  const change = formatContrast(comparison, cell.results[metric.id]?.unit ?? '1')
  return {
    ...words,
    text: comparison.differs ? change : print(notSignificant),
    ...(comparison.ratio && { value: comparison.ratio.value }),
    ...tell(
      row.configuration,
      `${said}, ${change} against the baseline${comparison.differs ? '' : ', not distinguishable'}`,
    ),
  }
}

interface Toned extends Item {
  tone: number
}

/** Steps of equal ratio from the lowest to the highest; of equal difference, if not all are above zero. */
function giveTones(items: Item[]): Toned[] {
  const values = items.flatMap(item => item.value ?? [])
  const scale = values.every(value => value > 0) ? Math.log : (value: number) => value
  const [low, high] = [scale(Math.min(...values)), scale(Math.max(...values))]
  const share = (value: number) => (high === low ? 0 : (scale(value) - low) / (high - low))
  return items.map(item => ({
    ...item,
    tone:
      item.value === undefined
        ? 0
        : Math.min(heat.length, 1 + Math.floor(heat.length * share(item.value))),
  }))
}

function toBlocks(
  items: Toned[],
  { study: { manifest } }: Efficiency,
  { rows, columns }: MatrixLayout,
  others: string[],
): Block[] {
  const levelsOf = (factor: string) => Object.keys(manifest.factors[factor]?.levels ?? {})
  const label = (factor: string, level = '') =>
    manifest.factors[factor]?.levels[level]?.label ?? level
  const join = (levels: Levels) =>
    Object.entries(levels)
      .map(([factor, level]) => label(factor, level))
      .join(' · ')
  const heads = combine(columns, levelsOf)
  return combine(others, levelsOf).map(fixed => {
    const grid = levelsOf(rows).map(level => ({
      name: label(rows, level),
      items: heads.flatMap(head => find(items, { ...fixed, [rows]: level, ...head }) ?? []),
    }))
    const isEmpty = (row: (typeof grid)[number]) =>
      row.items.every(item => item.cell.state.state === 'impossible')
    const missing = grid.filter(isEmpty).map(row => row.name)
    return {
      ...(others.length > 0 && { heading: join(fixed) }),
      ...(missing.length > 0 && { remark: `not possible: ${missing.join(', ')}` }),
      columns: heads.map(join),
      together: levelsOf(columns.at(-1) ?? '').length,
      rows: grid
        .filter(row => !isEmpty(row))
        .map(row => ({ name: row.name, cells: row.items.map(toCell) })),
    }
  })
}

function toCell({ text, tone, cell, row, description }: Toned): MatrixCell {
  const { isBaseline } = cell
  return { text: open(text), tone, isBaseline, isDoubtful: row.mark === 'crossed', description }
}

type Levels = { [factor: string]: string }

/** All combinations of levels, the first factor slowest; one empty one of no factor. */
function combine(factors: string[], levelsOf: (factor: string) => string[]): Levels[] {
  return factors.reduce<Levels[]>(
    (all, factor) =>
      all.flatMap(levels => levelsOf(factor).map(level => ({ ...levels, [factor]: level }))),
    [{}],
  )
}

function find(items: Toned[], levels: Levels): Toned | undefined {
  return items.find(({ cell }) =>
    Object.entries(levels).every(([factor, level]) => cell.configuration.levels[factor] === level),
  )
}

/** Brackets mark numbers without an interval. */
function sayNumbers(described: Described): string {
  const { estimate, interval, remarks } = described
  const first = `Numbers${interval ? '' : ', in brackets'}: ${estimate}.`
  return [first, ...remarks, ...sayTooFew(described, 'In brackets')].join(' ')
}

/** `n = 6 in each cell.` */
function sayRuns(cells: Cell[], metric: Metric): string {
  const counts = cells
    .filter(cell => cell.state.state === 'measured')
    .map(cell => cell.results[metric.id]?.points.filter(point => point.counts).length ?? 0)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? `n = ${least} in each cell.` : `n = ${least} to ${most}.`
}

function sayTones(items: Toned[], measure: Measure, show: MatrixLayout['show']): string {
  const values = items.flatMap(item => item.value ?? [])
  if (values.length < 2) return ''
  const say = (value: number) =>
    show === 'change' ? formatChange(value) : formatNumber(value, decimalsFor(value))
  const unit = show === 'change' || !measure.scale.label ? '' : ` ${measure.scale.label}`
  return `Tint: ${heat.length} steps of equal ratio from ${say(Math.min(...values))} (weakest) to ${say(Math.max(...values))}${unit} (strongest).`
}

function toTableRow({ cell, row }: Item, { study: { manifest } }: Efficiency, metric: Metric) {
  const levels = Object.entries(cell.configuration.levels).map(([factor, level]) => [
    factor,
    manifest.factors[factor]?.levels[level]?.label ?? level,
  ])
  const comparison = cell.results[metric.id]?.comparison
  return {
    configuration: cell.configuration.label,
    ...Object.fromEntries(levels),
    value: row.value,
    lower: row.lower,
    upper: row.upper,
    ratio: comparison?.ratio?.value ?? null,
    label: row.label,
  }
}
