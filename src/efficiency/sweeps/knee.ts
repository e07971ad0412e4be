import { type Series, toSeries } from '../../statistics/comparison/contrast.ts'
import { significance } from '../../statistics/significance.ts'
import { mean } from '../../statistics/summary/mean.ts'
import type { Cell, Measured } from '../cells.ts'
import { whyNotCompared } from '../comparison/pairs.ts'

/** Where more load buys less throughput than it costs latency. */
export interface Knee {
  /** The cell whose throughput ÷ latency is highest. */
  cell: Cell
  /**
   * All cells that may be it, in their order: those whose throughput ÷ latency is not significantly lower.
   * Missing where there are too few runs to tell.
   */
  possible?: Cell[]
  /** Whether it is the first or the last cell, so that the knee may lie outside of what was measured. */
  isAtEnd: boolean
}

/**
 * The knee of a curve of latency over throughput: the cell with the greatest power, throughput ÷ latency
 * (Kleinrock 1979, Power and deterministic rules of thumb). For an M/M/1 queue that is half of what it can
 * do, for a closed loop the number of I/Os in flight at which it saturates; scales of axes play no part.
 *
 * Each other cell is compared with the best one, run by run as the study compares them, at the level of all
 * comparisons together (Bonferroni), so that the true best is among `possible` in 95 of 100 studies.
 *
 * @param cells of one line, from the lowest load up
 * @returns undefined of fewer than three cells that have both metrics and held their load
 */
export function findKnee(
  { assumption }: Pick<Measured, 'assumption'>,
  cells: readonly Cell[],
  throughput: string,
  latency: string,
): Knee | undefined {
  const known = cells.flatMap(cell => {
    const power = toPower(cell, throughput, latency)
    return power ? { cell, power, level: mean(presentLogs(power)) } : []
  })
  if (known.length < 3) return undefined
  const best = known.reduce((a, b) => (b.level > a.level ? b : a))
  const others = known.filter(item => item !== best)
  const isAtEnd = best === known[0] || best === known.at(-1)
  const judged = others.map(({ cell, power }) => ({
    cell,
    compared: assumption.compare([
      { series: best.power, weight: 1 },
      { series: power, weight: -1 },
    ]),
  }))
  if (judged.some(({ compared }) => !compared)) return { cell: best.cell, isAtEnd }
  const lower = judged.filter(
    ({ compared }) => (compared?.pValue ?? 1) * others.length < significance,
  )
  const possible = known
    .map(({ cell }) => cell)
    .filter(cell => lower.every(({ cell: other }) => other !== cell))
  return { cell: best.cell, possible, isAtEnd }
}

function toPower(cell: Cell, throughput: string, latency: string): Series | undefined {
  const [rate, time] = [cell.results[throughput]?.series, cell.results[latency]?.series]
  if (!rate || !time || whyNotCompared(cell) !== undefined) return undefined
  const power = toSeries(rate.values.map((value, round) => value / (time.values[round] ?? 0)))
  return presentLogs(power).length > 0 ? power : undefined
}

function presentLogs({ logs }: Series): number[] {
  return [...logs].filter(Number.isFinite)
}
