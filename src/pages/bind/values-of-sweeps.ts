import { isSelected } from '../../efficiency/comparison/pairs.ts'
import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { findHighest } from '../../efficiency/sweeps/highest.ts'
import { findKnee } from '../../efficiency/sweeps/knee.ts'
import { decimalsAlone } from '../../format/estimate.ts'
import { formatNumber } from '../../format/number.ts'
import { print } from '../../format/printed.ts'
import { scaleFor, withSymbol } from '../../format/scale.ts'
import { cellLink, summaryPath, toHref } from '../../model/site-paths.ts'
import {
  type Attributes,
  BindError,
  bindLevels,
  bindWorkload,
  expectDecision,
  refuseOthers,
} from './bind.ts'
import { bindCurve, bindLimit, bindLines } from './bind-lines.ts'
import type { BoundValue } from './bound-value.ts'

/** What sentences say of a sweep over numbers. */
export const valuesOfSweeps: {
  [name: string]: (efficiency: Efficiency, attributes: Attributes) => BoundValue
} = { knee: toKneeValue, highest: toHighestValue }

const measures = ['throughput', 'latency', 'workload']

/**
 * `:knee{workload=iops along=depth numjobs=1}`: the level at which throughput ÷ latency is highest, as `depth 8`;
 * where others may be it as well, it asks for `undecided` and names them.
 */
function toKneeValue(efficiency: Efficiency, attributes: Attributes): BoundValue {
  const { factors } = efficiency.study.manifest
  refuseOthers(attributes, [...measures, 'along', 'undecided', ...Object.keys(factors)])
  const { throughput, latency } = bindCurve(efficiency, attributes)
  const { along } = bindLines(efficiency, attributes)
  const { levels = {}, numbers = {} } = factors[along] ?? {}
  const numberOf = ({ configuration }: Cell) => numbers[configuration.levels[along] ?? ''] ?? 0
  const nameOf = ({ configuration }: Cell) =>
    levels[configuration.levels[along] ?? '']?.label ?? configuration.label
  const { cells, workload } = bindCells(efficiency, attributes)
  const line = [...cells].sort((a, b) => numberOf(a) - numberOf(b))
  const what = `knee of ${latency.label} over ${throughput.label} in ${workload}`
  if (new Set(line.map(numberOf)).size < line.length) {
    throw new BindError(
      'several-lines',
      `Unexpected ${what} of several lines, expected a level of each other factor, such as ${Object.keys(
        factors,
      )
        .filter(name => name !== along)
        .map(name => `${name}=…`)
        .join(' ')}`,
    )
  }
  const knee = findKnee(efficiency, line, throughput.id, latency.id)
  if (!knee) {
    throw new BindError(
      'no-knee',
      `Unexpected ${what}, expected three levels with both metrics at least; measure more or take the sentence out`,
    )
  }
  const others = (knee.possible ?? line).filter(cell => cell !== knee.cell).map(nameOf)
  expectDecision(attributes, others.length === 0, {
    what,
    from: 'other levels',
    found: `${nameOf(knee.cell)}${others.length > 0 ? ` or ${others.join(', ')}` : ''}`,
  })
  const doubt = others.length > 0 ? ` (or ${others.join(', ')})` : ''
  return {
    href: toHref(summaryPath(efficiency.study.id, workload), 'estimates'),
    text: print(`${nameOf(knee.cell)}${doubt}`),
    of: what,
    title: `${throughput.label} ÷ ${latency.label} is highest there${knee.isAtEnd ? ', at the end of what was measured' : ''}`,
    value: numberOf(knee.cell),
  }
}

/**
 * `:highest{under="1 ms" latency=latency-p99 workload=iops}`: the most throughput of all cells, or of those
 * with the levels that are named, whose 95 % interval of a latency keeps a limit.
 */
function toHighestValue(efficiency: Efficiency, attributes: Attributes): BoundValue {
  const { factors } = efficiency.study.manifest
  refuseOthers(attributes, [...measures, 'under', ...Object.keys(factors)])
  const { throughput, latency } = bindCurve(efficiency, attributes)
  const limit = bindLimit(attributes.under ?? '')
  const { cells, workload } = bindCells(efficiency, attributes)
  const cell = findHighest(cells, throughput.id, { metric: latency.id, value: limit })
  const { estimate, unit = 'IO/s' } = cell?.results[throughput.id] ?? {}
  if (!cell || estimate?.state !== 'estimated') {
    throw new BindError(
      'none-under',
      `Unexpected sentence on the most ${throughput.label} in ${workload} with ${latency.label} under ${attributes.under}, expected a cell whose interval keeps that, found none; take the sentence out`,
    )
  }
  const { interval } = estimate
  const scale = scaleFor([interval.value], unit)
  const number = formatNumber(interval.value / scale.divisor, decimalsAlone(interval, scale))
  return {
    href: cellLink(efficiency, cell),
    text: withSymbol(number, scale),
    of: `${throughput.label}, ${cell.configuration.label}`,
    title: `the most with ${latency.label} under ${attributes.under}: ${cell.configuration.label}`,
    value: interval.value,
  }
}

/** The cells of a workload that have the levels which are named. */
function bindCells(efficiency: Efficiency, attributes: Attributes) {
  const { factors } = efficiency.study.manifest
  const workload = bindWorkload(efficiency, attributes)
  const levels = bindLevels(efficiency, attributes, Object.keys(factors))
  const selection = Object.fromEntries(
    Object.entries(levels).map(([name, level]) => [name, [level]]),
  )
  const cells = efficiency.cells.filter(
    cell =>
      cell.workload === workload && cell.state.state === 'measured' && isSelected(cell, selection),
  )
  return { cells, workload }
}
