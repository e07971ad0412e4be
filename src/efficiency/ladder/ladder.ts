import type { Rate } from '../metrics/counted-rate.ts'

/** A cost under several loads: what was counted a second at each, round by round. */
export interface Ladder {
  /** What is read off the line through the loads. */
  part: LadderPart
  /** From the lowest load up. */
  rungs: LadderRung[]
  /** Names of the rounds, in the order of the study. */
  rounds: readonly string[]
}

export type LadderPart = 'slope' | 'idle' | 'top'

/** One load of a ladder in one cell. */
export interface LadderRung {
  /** Of its workload or reference. */
  id: string
  label: string
  /** Whether the cell held the load, or was counted at rest: only then it is in the line. */
  isHeld: boolean
  /** By round, the runs that count. */
  steps: ReadonlyMap<string, Step>
}

/** Work a second and count a second, of one run. */
export interface Step {
  load: Rate
  rate: Rate
}
