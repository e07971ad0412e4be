import type { Message } from '../message/message.ts'
import type { FileRef, Source } from '../model/place.ts'
import type { BaseUnit, Missing, Quantity } from '../model/quantity.ts'
import type { FioJobFile } from '../parse/record.ts'
import type { LoadTool } from './load-tool.ts'
import type { Manifest } from './manifest/manifest.ts'

/** A study after reading: what was planned, what was found, in base units. */
export interface Study {
  /** Name of its folder, such as `linux-io-engines`. */
  id: string
  /** How the folder is named to readers, such as `data/linux-io-engines`. */
  name: string
  manifest: Manifest
  /** All combinations of levels, in the order of the manifest. */
  configurations: Configuration[]
  runs: Run[]
  references: Reference[]
  captures: HostCapture[]
  /** Job files of fio, wherever in the archives they lie. */
  jobFiles: { file: FileRef; sections: FioJobFile['sections'] }[]
  /**
   * Where private values were taken out, size and hash are those of what is published: with the
   * original's, what was taken out could be guessed until the hash fits.
   */
  archives: { path: string; bytes: number; sha256: string; isRedacted?: true }[]
  /** The published archive of what lies loose in the study's folder. */
  looseFiles?: { bytes: number; sha256: string }
  ingest: IngestedEntry[]
  messages: Message[]
}

export interface Configuration {
  /** `virtio-blk.native.on`: the levels, joined. */
  id: string
  label: string
  levels: { [factor: string]: string }
}

/** One repeat of one configuration under one workload. */
export interface Run {
  /** `psync.iops.r3` */
  id: string
  configuration: string
  workload: string
  repeat: string
  /** The tool that made its load. */
  generator: LoadTool
  /** Missing where its report could not be used; then `excluded` says why. */
  load?: Load
  counters: { [scope: string]: Counters }
  /** The files of the run, for the reader who wants to look. */
  files: FileRef[]
  excluded?: { rule: string; reason: string }
}

/** Runs after a check, less what it found wrong, and what it says of that. */
export interface CheckedRuns {
  runs: Run[]
  messages: Message[]
}

/** A measurement to compare with, such as an idle machine: of all, or of one configuration. */
export interface Reference {
  id: string
  configuration?: string
  repeat: string
  counters: { [scope: string]: Counters }
}

/** What a load generator did, over all jobs and directions of the run. */
export interface Load {
  /** With its version: `fio-3.33`. */
  tool: string
  /** Options of the first job, as typed. */
  options: { [option: string]: string }
  /** What these ask for, where they say it; its reader knows what they mean. */
  asked?: Asked
  completed: Quantity<'IO'>
  transferred: Quantity<'B'>
  /** The tool's own measured time, without its ramp; of loads one after another, all of it. */
  duration: Quantity<'s'>
  /** Where all of it went one way, that; where it went several ways, each of them apart. */
  directions?: Direction | { [direction in Direction]?: DirectedLoad }
  /** Seconds before that in which it did I/O that it does not report. */
  ramp?: number
  /** Several loads one after another, as one work: it has costs, and no rate or latency. */
  isInTurn?: true
  /** Mean completion latency over all I/Os. */
  latency?: Quantity<'s'>
  /** The same from the start of submission: with it, if a controller holds the CPU meanwhile. */
  totalLatency?: Quantity<'s'>
  /**
   * `p50`, `p99`, … of completion latency: from bins, or as the tool printed them of its only job
   * and direction.
   */
  percentiles?: { [percentile: string]: Quantity<'s'> }
  /** Completion latency of all I/Os, in s, where the tool wrote bins. */
  bins?: [seconds: number, count: number][]
  /** Latencies that are set aside, and why: its report contradicts them, or they are of other work too. */
  setAside?: { latency?: string; totalLatency?: string }
  /** When it ran, as ms since 1970, where the report says when it was written. */
  window?: [start: number, end: number]
  /** What the machine's clock shows above UTC, in ms, where the report says both. */
  zone?: number
  /** IO/s or B/s in each interval that it logged. */
  intervals?: Intervals
  /** The tool's own verdict on its steady state, of the first job that was asked for one: `iops:2%`. */
  steadyState?: { criterion: string; attained: boolean }
}

/** What a load generator was told to do, whichever it is. */
export interface Asked {
  /** I/Os of all jobs together that may be in flight. */
  inFlight?: number
  /** Bytes of an I/O. */
  ioSize?: number
  seconds?: number
}

/** What an I/O does to the storage. */
export type Direction = 'read' | 'write' | 'trim'

/** What a load did in one direction, over the time of all of it. */
export type DirectedLoad = Pick<
  Load,
  'completed' | 'transferred' | 'latency' | 'totalLatency' | 'percentiles' | 'bins' | 'setAside'
>

export interface Intervals {
  unit: 'IO/s' | 'B/s'
  seconds: number
  values: number[]
  /** When each ended, in seconds after the tool began to measure. */
  ends?: number[]
  /** As the tool has them: its name for the log, its unit in ours, and the line of each, if not its number. */
  written: { log: string; unit: string; size: number; lines?: number[] }
  /** The log, or the first of several whose values were added up. */
  source: Source
  /** How many were added up, where each job and direction has a log of its own, also in one file. */
  logs: number
}

/** What was counted in one scope, by perf's name of the event or ours of the time. */
export type Counters = { [count: string]: Counted | Missing }

export interface Counted extends CountedWindow {
  /** Share of that time that the counter really ran, of 1. Below 1 the amount is perf's estimate. */
  running: number
  /** How long it was counted is not known: it can be divided by another such count or by work, and by no time. */
  isUntimed?: true
  /** It holds the whole run of the tool, and what that did before and after: the work is all of it. */
  holdsRun?: true
  /** Each window, where it was counted in several inside the run: the amount is that of all. */
  windows?: CountedWindow[]
}

export interface CountedWindow {
  amount: Quantity<BaseUnit>
  /** How long it was counted. */
  window: Quantity<'s'>
  /** The least and the most seconds that this can be, where perf tells it to few digits. */
  between?: [least: number, most: number]
  /** Where the counting lies in time, as ms since 1970, to the second, where that is known. */
  span?: [start: number, end: number]
  /** What each thread has of it, where perf counted by thread: several may have one name. */
  threads?: { name: string; amount: Quantity<BaseUnit> }[]
}

export interface HostCapture {
  host: string
  repeat?: string
  /** Whose machine it is, where each configuration has one of its own. */
  configuration?: string
  file: FileRef
  text: string
}

/** What a host said in some repeats and not in others. */
export interface Change {
  /** `Kernel of The host` */
  what: string
  /** The only configuration that it touches; all, where not given. */
  configuration?: string
  values: { repeat: string; value: string }[]
}

/** What became of one file of an archive. */
export interface IngestedEntry {
  archive: string
  path: string
  bytes: number
  sha256: string
  format: string
  /** The tool that wrote it, where the file says: `fio-3.33`. */
  tool?: string
  use: 'run' | 'reference' | 'capture' | 'method' | 'not-needed' | 'not-recognised'
  /** What it was used for, or why not. */
  detail: string
}
