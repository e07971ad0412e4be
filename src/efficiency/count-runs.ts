import type { Measured } from './cells.ts'

/** How many runs of a study there are to compute with. */
export interface RunCount {
  /** Neither left out nor off their load. */
  usable: number
  /** By the repeats that the study plans, or those that were read where it plans none. */
  expected: number
  /** Off their load. */
  missed: number
}

/** The runs of these workloads, of all where none are given; of a ladder, those of its loads. */
export function countRuns({ study, cells }: Measured, workloads?: string[]): RunCount {
  const known = study.manifest.workloads
  const meant = (workloads ?? Object.keys(known)).flatMap(workload => {
    const rungs = known[workload]?.ladder?.rungs
    return rungs ? rungs.filter(({ isIdle }) => !isIdle).map(({ id }) => id) : [workload]
  })
  const runs = study.runs.filter(({ workload }) => meant.includes(workload))
  const possible = cells.filter(
    ({ workload, state }) => meant.includes(workload) && state.state !== 'impossible',
  )
  const missed = possible.flatMap(({ load }) => ('missedRuns' in load ? load.missedRuns : []))
  return {
    usable: runs.filter(run => run.excluded === undefined && !missed.includes(run.id)).length,
    expected: Math.max(possible.length * (study.manifest.repeats ?? 0), runs.length),
    missed: missed.length,
  }
}
