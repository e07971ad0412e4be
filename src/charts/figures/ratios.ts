import { nameBaseline } from '../../efficiency/comparison/compare-cells.ts'
import { describeEstimand } from '../../efficiency/describe-estimand.ts'
import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import { formatChange, formatChangeRange } from '../../format/estimate.ts'
import { formatPValue, notSignificant } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { type Figure, tell, toSentence, withoutDescription } from '../figure.ts'
import { toLines } from '../plot/group-lines.ts'
import { drawRows, type IntervalRow } from '../plot/row-plot.ts'

/**
 * Ratio to the baseline, each with its own interval, around a line at 1. Whether two intervals
 * overlap is no test; the interval of the ratio is.
 */
export function toRatios(
  efficiency: Efficiency,
  metric: Metric,
  workload: string,
  group?: string,
): Figure {
  const all = efficiency.cells.filter(cell => cell.workload === workload)
  const cells = all.filter(cell => !cell.isBaseline)
  const baseline = nameBaseline(all)
  const rows = cells.map(cell => toComparedRow(cell, metric.id))
  const { label = '', description = '' } = efficiency.study.manifest.workloads[workload] ?? {}
  return {
    subtitle: print(
      `${metric.label}, ratio to ${baseline}. ${label}: ${description}. Below 1 is ${metric.better === 'lower' ? 'better' : 'worse'}.`,
    ),
    caption: print(
      rows.some(row => row.value !== null)
        ? `${[...describeEstimand(efficiency, [metric.id], workload), ''].join(' ')}Points and lines: ${efficiency.assumption.words.ratio}. Hollow, n.s.: not distinguishable from ${baseline} at 5 %, after Holm’s adjustment over these rows.`
        : `No row could be compared with ${baseline}, so there is neither point nor line.`,
    ),
    description: print(rows.map(row => `${row.configuration}: ${row.label}`).join('; ')),
    sentences: rows.map(toSentence),
    tables: { rows: withoutDescription(rows) },
    origins: cells,
    spec: width => {
      const panel = { title: `ratio to ${baseline}`, rows, reference: 1 }
      return drawRows({ lines: toLines(efficiency, cells, group), panels: [panel] }, width)
    },
  }
}

function toComparedRow(cell: Cell, metric: string): IntervalRow {
  const configuration = cell.configuration.label
  const comparison = cell.results[metric]?.comparison
  if (comparison) {
    const { ratio, pValue, differs } = comparison
    if (ratio) return toRatioRow(configuration, ratio, pValue, differs)
  }
  const label = whyNot(cell)
  return {
    configuration,
    value: null,
    lower: null,
    upper: null,
    mark: 'none',
    label: print(label),
    ...tell(configuration, label),
  }
}

function whyNot({ state, load }: Cell): string {
  if (state.state === 'impossible') return 'not possible'
  if (state.state === 'not-run') return 'not run'
  return load.state === 'missed' ? 'load missed' : 'not compared'
}

/** A ratio as a row: hollow, and marked so, where it cannot be told from 1. */
export function toRatioRow(
  configuration: string,
  ratio: Interval,
  pValue: number,
  differs: boolean,
): IntervalRow {
  const change = `${formatChange(ratio.value)} ${formatChangeRange(ratio)}`
  const p = formatPValue(pValue)
  return {
    configuration,
    value: ratio.value,
    lower: ratio.lower,
    upper: ratio.upper,
    p: pValue,
    change,
    mark: differs ? 'filled' : 'hollow',
    label: differs ? formatChange(ratio.value) : print(notSignificant),
    ...tell(configuration, `${change}, ${p}${differs ? '' : ', not distinguishable'}`),
  }
}
