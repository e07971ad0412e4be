import type { Printed } from '../format/printed.ts'
import type { Source } from '../model/place.ts'
import type { MissingCause, Quantity, Unit } from '../model/quantity.ts'
import type { Series } from '../statistics/comparison/contrast.ts'
import type { Change, Configuration, Run, Study } from '../study/study.ts'
import type { Assumption } from './comparison/assumption.ts'

import type { Compared, Estimate } from './estimate.ts'
import type { Ladder } from './ladder/ladder.ts'

/** A study with the numbers of its cells: what effects and scores are computed from. */
export interface Measured {
  study: Study
  /** What hosts said in some repeats and not in others. */
  changes: readonly Change[]
  /** What is assumed of the runs, and how it follows that they are compared. */
  assumption: Assumption
  metrics: Metric[]
  /** Workloads in order, in each the configurations in order. */
  cells: Cell[]
}

export interface Metric {
  id: string
  /** `Context switches`, without what they are divided by. */
  label: string
  kind: 'cost' | 'performance'
  better: 'lower' | 'higher'
  /** Whether it is time from submission or issue to completion. */
  isLatency?: boolean
  /** How it is computed, in words. */
  formula: string
  /** What was looked at, for costs. */
  scope?: string
  /** Of a cost net of a reference, the metric of the whole: both are shown. */
  whole?: string
}

/** One configuration under one workload. */
export interface Cell {
  /** `psync.iops` */
  id: string
  configuration: Configuration
  workload: string
  isBaseline: boolean
  /** The level of the factor within which study.yaml compares, where it names one. */
  kind?: string
  state: { state: 'measured' } | { state: 'impossible'; reason: string } | { state: 'not-run' }
  /** Usable runs; those set aside are in `excluded`. */
  runs: Run[]
  excluded: Run[]
  load: LoadProof
  /** The workloads and references of its loads, where it is a ladder: each of its runs is a round. */
  rungs?: string[]
  /** What the quality gates say of its numbers. */
  doubts: Doubt[]
  /** By metric. */
  results: { [metric: string]: Result }
}

export type LoadProof =
  | { state: 'no-target' }
  | { state: 'not-measured' }
  | {
      state: 'held' | 'missed'
      target: { value: number; unit: 'IO/s' | 'B/s' }
      tolerance: number
      /** Rate of each run. */
      achieved: { run: string; quantity: Quantity }[]
      /** Runs outside the tolerance. They are shown, but not in the estimates of a held cell. */
      missedRuns: string[]
      /** Largest deviation of a run from the target, of 1, with its sign. */
      worstRun: number
      /** The same for the intervals that the tool logged, the first and last left out. */
      worstInterval?: number
      /** Share of these intervals, of all runs, that lie inside the tolerance, of 1. */
      insideShare?: number
      /** Largest deviation of a run's log from its total, of 1, with its sign. */
      worstLog?: number
      intervals: LoggedLoad[]
    }

/** What the tool's log says of the load of one run. */
export interface LoggedLoad {
  run: string
  /** Of the interval furthest from the target, of 1, with its sign, and where that stands. */
  deviation: number
  source: Source
  /** Intervals inside the tolerance, and all but the first and the last. */
  inside: number
  all: number
  /** Mean of all intervals against the total of its report, of 1, with its sign. */
  againstTotal: number
}

/** A doubt about a number, by the rule that raised it. Nothing is removed for it. */
export interface Doubt {
  gate: string
  /** The metric that it touches; missing where it touches all of the cell. */
  metric?: string
  text: string
  /** What its words are about, where that is one number: of many such doubts the range is told. */
  amount?: Amount
}

/** Words about one number: `the runs vary by `, 0.11, `11`, ` %`. */
export interface Amount {
  before: string
  value: number
  number: Printed
  unit: string
  after: string
}

export interface Result {
  unit: Unit
  points: Point[]
  /** The values that are in the estimate, by round: a round is the runs of one repeat. */
  series: Series
  estimate: Estimate
  /** What was counted at each load, where the cell is a ladder. */
  ladder?: Ladder
  /** Of the runs in the estimate together, where they have bounds of their own. */
  bounds?: Bounds
  /** Usable runs without a value, and why. */
  lacking?: Lack[]
  /** Against the baseline; missing for the baseline itself and where either has no interval. */
  comparison?: Comparison
}

/** A usable run without a value. */
export interface Lack {
  repeat: string
  reason: string
  cause?: MissingCause
}

/** The least and the most that a value can be; no interval of statistics. */
export interface Bounds {
  lower: number
  upper: number
}

/** The value of one run. */
export interface Point {
  run: string
  repeat: string
  quantity: Quantity
  /** Whether the run is in the estimate: not where it missed a load that its cell held. */
  counts: boolean
  /** What else it can be, where perf's seconds are told to few digits or held the tool's start and end. */
  bounds?: Bounds
  /** Whether perf counted the tool from its start to its end, so that it is count ÷ work. */
  holdsRun?: true
  /** Whose rate of work it is divided by, where nothing holds that and perf saw a part of the run. */
  rate?: RateOfWork
  /** How it was computed, where that is not as the formula of the metric says for all runs. */
  formula?: string
  /** In each of several windows inside the run, where it was counted so; n does not count them. */
  windows?: Quantity[]
}

/** Inside perf’s window, by the tool’s log; or the mean of its run, where no log tells that. */
export type RateOfWork = 'in-window' | 'of-run'

/** A cell against the baseline. */
export interface Comparison extends Compared {
  /** Two-sided, adjusted by Holm over the configurations of the workload. */
  pValue: number
  /** Whether the adjusted p-value is below 5 %. */
  differs: boolean
  /**
   * The smallest ratio above 1 that such samples would have shown in four of five studies; missing
   * where values may be below zero.
   */
  smallest?: number
}
