import { pooledSlope } from '../statistics/regression/pooled-slope.ts'
import type { Cell } from './cells.ts'

/** Values of a cell, above zero, by round. */
export type Series = ReadonlyMap<string, number>

/** What a covariate leaves of the variation of a metric. */
export interface Residuals {
  /** Share of the variance of the metric's logs, inside cells, that goes with the covariate's. */
  explained: number
  /** Values of each cell as they would be, had the covariate stayed at the cell's own mean. */
  cells: ReadonlyMap<Cell, number[]>
}

/**
 * Takes out of each cell's values what goes with a covariate of the same runs: the logs of both
 * are regressed inside cells, with one slope for all of them (an analysis of covariance). Cells
 * keep their means, so it can say why runs differ, and nothing of why cells do.
 *
 * The slope has used up one degree of freedom of all cells together; the values are spread by as
 * much as that makes good.
 *
 * @returns nothing where no cell has three runs, or where the covariate never moves
 */
export function toResiduals(
  metric: ReadonlyMap<Cell, Series>,
  covariate: ReadonlyMap<Cell, Series>,
): Residuals | undefined {
  const groups = [...metric].flatMap(([cell, values]) => {
    const pairs = [...values].flatMap(([round, value]) => {
      const given = covariate.get(cell)?.get(round)
      return given === undefined ? [] : [{ x: Math.log(given), y: Math.log(value) }]
    })
    return pairs.length < 3 ? [] : [{ cell, pairs }]
  })
  const fit = pooledSlope(groups.map(({ pairs }) => pairs))
  if (!fit) return undefined
  const degrees = groups.reduce((sum, { pairs }) => sum + pairs.length - 1, 0)
  const widen = Math.sqrt(degrees / (degrees - 1))
  const cells = groups.map(({ cell, pairs }): [Cell, number[]] => {
    const x = pairs.reduce((sum, pair) => sum + pair.x, 0) / pairs.length
    const y = pairs.reduce((sum, pair) => sum + pair.y, 0) / pairs.length
    return [cell, pairs.map(pair => Math.exp(y + widen * (pair.y - y - fit.slope * (pair.x - x))))]
  })
  return { explained: fit.explained, cells: new Map(cells) }
}
