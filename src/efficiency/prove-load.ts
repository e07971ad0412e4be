import { divide, type Quantity } from '../model/quantity.ts'
import { mean } from '../statistics/summary/mean.ts'
import type { Manifest, Target } from '../study/manifest/manifest.ts'
import type { Run } from '../study/study.ts'
import type { LoadProof, LoggedLoad } from './cells.ts'
import { toIntervalSource } from './interval-source.ts'

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
    .filter(({ quantity }) => !isInside(quantity.value, target, tolerance.value))
    .map(({ run }) => run)
  const intervals = runs.flatMap(run => toLogged(run, target, tolerance.value) ?? [])
  return {
    state: missedRuns.length < achieved.length / 2 ? 'held' : 'missed',
    target,
    tolerance: tolerance.value,
    achieved,
    missedRuns,
    worstRun,
    intervals,
    ...summarise(intervals),
  }
}

/** Without a division, so that 1030 of 1000 is inside of 3 %. */
function isInside(value: number, target: Target, tolerance: number): boolean {
  return Math.abs(value - target.value) <= tolerance * target.value
}

function summarise(logged: LoggedLoad[]) {
  if (logged.length === 0) return {}
  const total = (of: 'inside' | 'all') => logged.reduce((sum, log) => sum + log[of], 0)
  return {
    worstInterval: furthest(logged.map(({ deviation }) => deviation)),
    insideShare: total('inside') / total('all'),
    worstLog: furthest(logged.map(({ againstTotal }) => againstTotal)),
  }
}

function toRate(run: Run, target: Target): Quantity | undefined {
  if (!run.load) return undefined
  const { completed, transferred, duration } = run.load
  return target.unit === 'IO/s' ? divide(completed, duration) : divide(transferred, duration)
}

/**
 * The inner intervals of the log against the target, as the first and the last may be cut; and the
 * mean of all of them against the total, which shows a log that has holes or is of another run.
 */
function toLogged(run: Run, target: Target, tolerance: number): LoggedLoad | undefined {
  const { id, load } = run
  const rate = toRate(run, target)
  if (!rate || !load?.intervals || load.intervals.values.length < 3) return undefined
  const { unit, values } = load.intervals
  const blockSize = load.transferred.value / load.completed.value
  const factor = unit === target.unit ? 1 : unit === 'IO/s' ? blockSize : 1 / blockSize
  const deviations = values.map(value => (value * factor) / target.value - 1)
  const inner = deviations.slice(1, -1)
  const deviation = furthest(inner)
  return {
    run: id,
    deviation,
    source: toIntervalSource(load.intervals, deviations.indexOf(deviation, 1), 'worst interval'),
    inside: values.slice(1, -1).filter(value => isInside(value * factor, target, tolerance)).length,
    all: inner.length,
    againstTotal: (mean(values) * factor) / rate.value - 1,
  }
}

function furthest(deviations: number[]): number {
  return deviations.reduce((worst, next) => (Math.abs(next) > Math.abs(worst) ? next : worst), 0)
}
