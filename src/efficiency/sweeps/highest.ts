import type { Cell } from '../cells.ts'

/** What a metric must not exceed: `latency-p99`, 0.001 s. */
export interface Limit {
  metric: string
  value: number
}

/**
 * The cell with the most throughput among those that keep a limit: their 95 % interval of it, or the only
 * value that there is, lies at or below. Cells that missed their load are none.
 *
 * @returns undefined where none keeps it
 */
export function findHighest(
  cells: readonly Cell[],
  throughput: string,
  { metric, value }: Limit,
): Cell | undefined {
  return cells
    .filter(cell => {
      const most = upperOf(cell, metric)
      return cell.load.state !== 'missed' && most !== undefined && most <= value
    })
    .flatMap(cell => ({ cell, rate: rateOf(cell, throughput) }))
    .filter((item): item is { cell: Cell; rate: number } => item.rate !== undefined)
    .reduce<{ cell: Cell; rate: number } | undefined>(
      (best, item) => (best && best.rate >= item.rate ? best : item),
      undefined,
    )?.cell
}

/** Of too few runs for an interval, the largest of them. */
function upperOf({ results }: Cell, metric: string): number | undefined {
  const { estimate, points = [] } = results[metric] ?? {}
  if (estimate?.state === 'estimated') return estimate.interval.upper
  return points.length > 0 ? Math.max(...points.map(({ quantity }) => quantity.value)) : undefined
}

function rateOf({ results }: Cell, metric: string): number | undefined {
  const { estimate, points = [] } = results[metric] ?? {}
  if (estimate?.state === 'estimated') return estimate.interval.value
  const values = points.map(({ quantity }) => quantity.value)
  return values.length > 0
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : undefined
}
