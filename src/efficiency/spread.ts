import { coefficientOfVariation } from '../statistics/summary/coefficient-of-variation.ts'
import { geometricMean } from '../statistics/summary/geometric-mean.ts'
import { median } from '../statistics/summary/median.ts'
import type { Cell, Measured, Result } from './cells.ts'
import { type Series, toResiduals } from './residual-spread.ts'
import { valuesOf, valuesOfRounds } from './values-of.ts'

/** How much the runs of each cell vary under one workload; every figure is a share of 1. */
export interface Spread {
  /** Cells with three runs or more that count, in order. */
  cells: CellSpread[]
  /** Missing where no cell has three runs. */
  overRuns?: Summary
  /** Missing too where the study does not assume a drift from round to round. */
  withinRounds?: Summary
  /** Missing too where the study names no covariate, and of the covariate itself. */
  residual?: Summary
  /** Share of the variance inside cells that goes with the covariate. */
  explained?: number
}

/** The ways in which a spread is told. */
export const spreadWays = ['overRuns', 'withinRounds', 'residual'] as const
export type SpreadWay = (typeof spreadWays)[number]

type CellSpread = { cell: Cell } & { [way in SpreadWay]?: number }

/** Of the variations of all cells. */
export type Summary = { median: number; largest: number }

/**
 * Coefficients of variation over the runs of a metric, and the median and the largest of them.
 * A cell that missed its load tells nothing of how well a held load repeats, so it is not among
 * them.
 *
 * Where rounds drift, a run is also put into proportion: divided by the geometric mean of the
 * other cells in its round. What a slow hour does to all of them falls out, and what is left is
 * the noise of a comparison within a round. Where the study names a covariate, the residual is
 * what is left of that (of the runs themselves, where rounds do not drift) at equal covariate.
 */
export function toSpread(efficiency: Measured, metric: string, workload: string): Spread {
  const { covariate } = efficiency.study.manifest
  const { hasDrift } = efficiency.assumption
  const held = efficiency.cells.filter(
    cell => cell.workload === workload && cell.load.state !== 'missed',
  )
  const seriesOf = (metric: string) => {
    const series = new Map(held.map(cell => [cell, valuesOfRounds(cell.results[metric])]))
    return hasDrift ? putIntoProportion(series) : series
  }
  const series = seriesOf(metric)
  const residuals =
    covariate !== undefined && covariate !== metric
      ? toResiduals(series, seriesOf(covariate))
      : undefined
  const cells = held.flatMap((cell): CellSpread[] => {
    const overRuns = variationOf(cell.results[metric])
    if (overRuns === undefined) return []
    const withinRounds = hasDrift ? variation([...(series.get(cell)?.values() ?? [])]) : undefined
    const residual = variation(residuals?.cells.get(cell) ?? [])
    return [
      {
        cell,
        overRuns,
        ...(withinRounds !== undefined && { withinRounds }),
        ...(residual !== undefined && { residual }),
      },
    ]
  })
  return {
    cells,
    ...Object.fromEntries(spreadWays.flatMap(way => summarise(way, cells))),
    ...(residuals && { explained: residuals.explained }),
  }
}

/** Standard deviation ÷ mean over the runs in the estimate; of fewer than three there is none. */
export function variationOf(result: Result | undefined): number | undefined {
  return variation(valuesOf(result?.points ?? []))
}

function variation(values: number[]): number | undefined {
  if (values.length < 3 || values.every(value => value === 0)) return undefined
  return coefficientOfVariation(values)
}

/** Each value divided by the geometric mean of those other cells that have all the same rounds. */
function putIntoProportion(series: ReadonlyMap<Cell, Series>): ReadonlyMap<Cell, Series> {
  return new Map(
    [...series].map(([cell, own]) => {
      const others = [...series].flatMap(([other, values]) =>
        other !== cell && [...own.keys()].every(round => values.has(round)) ? [values] : [],
      )
      const inProportion = [...own].map(([round, value]): [string, number] => [
        round,
        value / geometricMean(others.map(values => values.get(round) ?? Number.NaN)),
      ])
      return [cell, new Map(others.length > 0 ? inProportion : [])]
    }),
  )
}

function summarise(way: SpreadWay, cells: CellSpread[]): [SpreadWay, Summary][] {
  const variations = cells.flatMap(cell => cell[way] ?? [])
  if (variations.length === 0) return []
  return [[way, { median: median(variations), largest: Math.max(...variations) }]]
}
