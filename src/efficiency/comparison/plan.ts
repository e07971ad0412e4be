import type { Printed } from '../../format/printed.ts'
import { perRound, present, runsOf } from '../../statistics/comparison/contrast.ts'
import { roundsForChange, roundsForWidth } from '../../statistics/comparison/rounds-needed.ts'
import { significance } from '../../statistics/significance.ts'
import { median } from '../../statistics/summary/median.ts'
import { variance } from '../../statistics/summary/variance.ts'
import type { Measured, Metric } from '../cells.ts'
import { findBaseline, toContrast } from './compare-cells.ts'

/** How many rounds a metric under a workload needs, at the spread that it has. */
export interface Plan {
  metric: Metric
  workload: string
  /** Median, over the cells, of the standard deviation of the log of a ratio to the baseline. */
  spread: number
  /** How many comparisons with the baseline there are. */
  family: number
  /** Rounds there are, at most. */
  rounds: number
  /** Until a change is known to so much at either side; missing where 10 000 rounds do not do. */
  forWidth?: number
  /** Until a true change of that size is significant, in four of five studies. */
  forChange?: number
  /** The same of one among all comparisons of the family, at Holm's first step. */
  forFamily?: number
}

/**
 * What the spread of a study asks of the next one. It is that of single rounds where runs are
 * compared within rounds, and of two runs elsewhere.
 *
 * @param change a share, such as 0.05
 * @returns undefined where the baseline is compared with nothing by a ratio
 */
export function toPlan(
  { cells, assumption }: Measured,
  metric: Metric,
  workload: string,
  change: number,
): Plan | undefined {
  const row = cells.filter(cell => cell.workload === workload)
  const others = row.filter(cell => cell.results[metric.id]?.comparison?.ratio)
  if (others.length === 0) return undefined
  const deviations = others.flatMap(cell => {
    const baseline = findBaseline(cell, row)
    if (!baseline) return []
    const contrast = toContrast([{ left: cell, right: baseline }], metric.id)
    return assumption.isByRound
      ? Math.sqrt(variance(present(perRound(contrast))))
      : Math.sqrt(contrast.reduce((sum, { series }) => sum + variance(present(series.logs)), 0))
  })
  const known = deviations.filter(Number.isFinite)
  if (known.length === 0) return undefined
  const spread = median(known)
  const size = Math.log(1 + change)
  const [forWidth, forChange] = [roundsForWidth(spread, size), roundsForChange(spread, size)]
  const forFamily = roundsForChange(spread, size, significance / others.length)
  return {
    metric,
    workload,
    spread,
    family: others.length,
    rounds: Math.max(...row.flatMap(({ results }) => countRounds(results[metric.id]))),
    ...(forWidth !== undefined && { forWidth }),
    ...(forChange !== undefined && { forChange }),
    ...(forFamily !== undefined && { forFamily }),
  }
}

function countRounds(result: Measured['cells'][number]['results'][string] | undefined): number {
  return result ? runsOf(result.series).length : 0
}

/** `A change in IOPS known to ±5 % needs 7 rounds at this spread`, as a part of a sentence. */
export function describePlan({ forWidth }: Plan, change: Printed): string {
  return forWidth === undefined
    ? `±${change} needs more than 10 000 rounds`
    : `±${change} needs ${forWidth} rounds`
}
