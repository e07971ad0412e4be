import type { Cell, Metric } from '../cells.ts'

/**
 * Why the latency of a cell is no performance: at a fixed load, latency = I/Os in flight ÷ rate
 * (Little 1961), so that between cells that may have unequal numbers in flight it tells who keeps
 * more of them, and not who is slower.
 *
 * @param row all cells of the workload
 * @returns undefined where load or metric are others, or where all may have as many in flight
 */
export function whyDepthDecides(metric: Metric, cell: Cell, row: Cell[]): string | undefined {
  const isFixed = cell.load.state === 'held' || cell.load.state === 'missed'
  if (!isFixed || !metric.isLatency) return undefined
  const depths = [...new Set(row.flatMap(depthsOf))].sort((a, b) => a - b)
  return depths.length > 1
    ? `at a fixed load it follows the number of I/Os in flight, which may be ${depths.slice(0, -1).join(', ')} or ${depths.at(-1)}`
    : undefined
}

/** I/Os that its runs may have in flight, over all jobs. */
function depthsOf({ runs }: Cell): number[] {
  return runs.flatMap(({ load }) => load?.asked?.inFlight ?? [])
}
