import { coefficientOfVariation, median } from '../statistics/moments.ts'
import type { Cell, Efficiency, Result } from './efficiency.ts'
import { valuesOf } from './values-of.ts'

/** How much the runs of each cell vary under one workload. */
export interface Spread {
  /** Cells with three runs or more that count, in order; variation as a share of 1. */
  cells: { cell: Cell; variation: number }[]
  /** Missing where no cell has three runs. */
  median?: number
  largest?: number
}

/**
 * Coefficients of variation over the runs of a metric, and the median and the largest of them.
 * A cell that missed its load tells nothing of how well a held load repeats, so it is not among
 * them.
 */
export function toSpread({ cells }: Efficiency, metric: string, workload: string): Spread {
  const varied = cells
    .filter(cell => cell.workload === workload && cell.load.state !== 'missed')
    .flatMap(cell => {
      const variation = variationOf(cell.results[metric])
      return variation === undefined ? [] : [{ cell, variation }]
    })
  const variations = varied.map(({ variation }) => variation)
  if (variations.length === 0) return { cells: [] }
  return { cells: varied, median: median(variations), largest: Math.max(...variations) }
}

/** Standard deviation ÷ mean over the runs in the estimate; of fewer than three there is none. */
export function variationOf(result: Result | undefined): number | undefined {
  const values = valuesOf(result?.points ?? [])
  if (values.length < 3 || values.every(value => value === 0)) return undefined
  return coefficientOfVariation(values)
}
