import { divide, type Quantity } from '../model/quantity.ts'
import type { Manifest, Target } from '../study/manifest.ts'
import type { Run } from '../study/study.ts'
import type { LoadProof } from './efficiency.ts'

/**
 * Compare the load of each run with the declared target. A run outside the tolerance is set
 * aside: perf saw a part of it only, and which load that part had is not known. A cell holds
 * its load when more than half of its runs do; the worst interval is told beside it.
 */
export function proveLoad(workload: Manifest['workloads'][string], runs: Run[]): LoadProof {
  const { target, tolerance } = workload
  if (!target) return { state: 'no-target' }
  const achieved = runs.flatMap(run => {
    const quantity = toRate(run, target)
    return quantity ? [{ run: run.id, quantity }] : []
  })
  if (achieved.length === 0) return { state: 'not-measured' }
  const deviation = (quantity: Quantity) => quantity.value / target.value - 1
  const worstRun = furthest(achieved.map(({ quantity }) => deviation(quantity)))
  const missedRuns = achieved
    .filter(({ quantity }) => Math.abs(deviation(quantity)) > tolerance.value)
    .map(({ run }) => run)
  const intervals = runs.flatMap(run => toIntervals(run, target))
  return {
    state: missedRuns.length < achieved.length / 2 ? 'held' : 'missed',
    target,
    tolerance: tolerance.value,
    achieved,
    missedRuns,
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
