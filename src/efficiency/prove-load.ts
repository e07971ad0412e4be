import { divide, type Quantity } from '../model/quantity.ts'
import type { Manifest, Target } from '../study/manifest.ts'
import type { Run } from '../study/study.ts'
import type { LoadProof } from './efficiency.ts'

/**
 * Compare the load of each run with the declared target. A cell holds its load when every run
 * is inside the tolerance; the worst interval is told beside it.
 */
export function proveLoad(workload: Manifest['workloads'][string], runs: Run[]): LoadProof {
  const { target, tolerance } = workload
  if (!target) return { state: 'no-target' }
  const achieved = runs.flatMap(run => {
    const quantity = toRate(run, target)
    return quantity ? [{ run: run.id, quantity }] : []
  })
  if (achieved.length === 0) return { state: 'not-measured' }
  const worstRun = furthest(achieved.map(({ quantity }) => quantity.value / target.value - 1))
  const intervals = runs.flatMap(run => toIntervals(run, target))
  return {
    state: Math.abs(worstRun) <= tolerance.value ? 'held' : 'missed',
    target,
    tolerance: tolerance.value,
    achieved,
    worstRun,
    ...(intervals.length > 0 && {
      worstInterval: furthest(intervals.map(value => value / target.value - 1)),
    }),
  }
}

function toRate(run: Run, target: Target): Quantity | undefined {
  if (!run.load) return undefined
  const { completed, transferred, duration } = run.load
  return target.unit === 'IO/s' ? divide(completed, duration) : divide(transferred, duration)
}

/** The inner intervals of the log: the first and the last may be cut. */
function toIntervals({ load }: Run, target: Target): number[] {
  if (!load?.intervals) return []
  const { unit, values } = load.intervals
  const blockSize = load.transferred.value / load.completed.value
  const factor = unit === target.unit ? 1 : unit === 'IO/s' ? blockSize : 1 / blockSize
  return values.slice(1, -1).map(value => value * factor)
}

function furthest(deviations: number[]): number {
  return deviations.reduce((worst, next) => (Math.abs(next) > Math.abs(worst) ? next : worst), 0)
}
