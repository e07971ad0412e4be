import { geometricMean } from '../statistics/matched-ratio.ts'
import { coefficientOfVariation, median } from '../statistics/moments.ts'
import type { Cell, Efficiency, Result } from './efficiency.ts'
import { valuesOf, valuesOfRounds } from './values-of.ts'

/** How much the runs of each cell vary under one workload; every figure is a share of 1. */
export interface Spread {
  /** Cells with three runs or more that count, in order. */
  cells: CellSpread[]
  /** Missing where no cell has three runs. */
  overRuns?: Summary
  /** Missing too where the study does not assume a drift from round to round. */
  withinRounds?: Summary
}

interface CellSpread {
  cell: Cell
  overRuns: number
  withinRounds?: number
}

/** Of the variations of all cells. */
export type Summary = { median: number; largest: number }

/**
 * Coefficients of variation over the runs of a metric, and the median and the largest of them.
 * A cell that missed its load tells nothing of how well a held load repeats, so it is not among
 * them.
 *
 * Where rounds drift, a run is also put into proportion: divided by the geometric mean of the
 * other cells in its round. What a slow hour does to all of them falls out, and what is left is
 * the noise of a comparison within a round.
 */
export function toSpread({ cells, study }: Efficiency, metric: string, workload: string): Spread {
  const held = cells.filter(cell => cell.workload === workload && cell.load.state !== 'missed')
  const rounds = new Map(held.map(cell => [cell, valuesOfRounds(cell.results[metric])]))
  const varied = held.flatMap((cell): CellSpread[] => {
    const overRuns = variationOf(cell.results[metric])
    if (overRuns === undefined) return []
    const others = [...rounds].filter(([other]) => other !== cell).map(([, values]) => values)
    const own = rounds.get(cell) ?? new Map()
    const withinRounds =
      study.manifest.assume === 'round-drift' ? variationAmong(own, others) : undefined
    return [{ cell, overRuns, ...(withinRounds !== undefined && { withinRounds }) }]
  })
  return {
    cells: varied,
    ...summarise(
      'overRuns',
      varied.map(({ overRuns }) => overRuns),
    ),
    ...summarise(
      'withinRounds',
      varied.flatMap(({ withinRounds }) => withinRounds ?? []),
    ),
  }
}

/** Standard deviation ÷ mean over the runs in the estimate; of fewer than three there is none. */
export function variationOf(result: Result | undefined): number | undefined {
  const values = valuesOf(result?.points ?? [])
  if (values.length < 3 || values.every(value => value === 0)) return undefined
  return coefficientOfVariation(values)
}

/** As `variationOf`, of the values in proportion to those others that have all the same rounds. */
function variationAmong(
  own: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number>[],
): number | undefined {
  const rounds = [...own.keys()]
  const complete = others.filter(other => rounds.every(round => other.has(round)))
  if (rounds.length < 3 || complete.length === 0) return undefined
  return coefficientOfVariation(
    rounds.map(round => {
      const around = geometricMean(complete.map(other => other.get(round) ?? Number.NaN))
      return (own.get(round) ?? Number.NaN) / around
    }),
  )
}

function summarise(name: 'overRuns' | 'withinRounds', variations: number[]): Partial<Spread> {
  if (variations.length === 0) return {}
  return { [name]: { median: median(variations), largest: Math.max(...variations) } }
}
