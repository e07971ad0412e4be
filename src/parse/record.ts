import type { Place } from '../model/place.ts'
import type { NoReading, Reading } from '../model/reading.ts'

/**
 * What the parsers give. Records keep a tool's own words and units; `study` translates them.
 * They are plain JSON, so that a digest can be stored.
 */
export type Record = FioJob | FioLog | FioJobFile | PerfStat | CpuTime | CpuSamples | Capture

/** One entry of `jobs` in fio's JSON: a process, or under `group_reporting` a whole group. */
export interface FioJob {
  kind: 'fio-job'
  place: Place
  /** `fio-3.33` */
  tool: string
  name: string
  /** fio's `error` field; other than 0, the counts are partial. */
  error: number
  /** Global options, overridden by those of the job, as typed. */
  options: { [option: string]: string }
  directions: FioDirection[]
  /** When fio wrote the report, in ms since 1970 (UTC). */
  reportedAt?: number
  /** The same moment as text in the zone of the machine, `Sun Nov 22 23:21:08 2026`. */
  reportedAtLocal?: string
}

export interface FioDirection {
  /** `read`, `write`, `trim`, `mixed`, or what a patched fio calls it. */
  direction: string
  completed: Reading
  transferred: Reading
  runtime: Reading
  latencies: FioLatency[]
}

export interface FioLatency {
  /** `slat`: submission; `clat`: completion; `lat`: both. */
  part: 'slat' | 'clat' | 'lat'
  mean: Reading
  /** In the order of the file; `name` is the percentile, such as `99.000000`. */
  percentiles: Reading[]
  /** json+ only: [upper edge of the bin, I/Os in it], in the unit of the mean. */
  bins: [edge: number, count: number][]
}

/** A time series that fio logged: one line per I/O, or per interval under `log_avg_msec`. */
export interface FioLog {
  kind: 'fio-log'
  place: Place
  /** From the file's name, as nothing inside says it: `iops`, `bw`, `lat`, `clat`, `slat`. */
  measure?: string
  columns: number
  /** [ms since start, value in the tool's unit, direction: 0 read, 1 write, 2 trim] */
  samples: [time: number, value: number, direction: number][]
}

export interface FioJobFile {
  kind: 'fio-job-file'
  place: Place
  sections: { name: string; line: number; options: { [option: string]: string } }[]
}

/** One block of `perf stat`, in whichever of its formats. */
export interface PerfStat {
  kind: 'perf-stat'
  place: Place
  /** What the heading of the text format says was counted: `CPU(s) 1`, `process id '5794'`. */
  target?: string
  /** From `# started on …`, without a zone, as typed. */
  startedOn?: string
  /** Seconds; only the text format says them. */
  elapsed?: Reading
  counts: PerfCount[]
}

export interface PerfCount {
  /** As perf spells it, modifiers included: `cycles:u`. */
  event: string
  count: Reading | NoReading
  /** Nanoseconds that the counter was counting, over all CPUs or threads added up. */
  runTime?: Reading
  /** Share of the time in %, below 100 when multiplexed; the count is scaled already. */
  running: number
}

/** CPU time by mode, of one CPU or of all, averaged over the samples of mpstat. */
export interface CpuTime {
  kind: 'cpu-time'
  place: Place
  /** `1`, or `all` */
  cpu: string
  samples: number
  /** Seconds from first to last sample, both included; undefined where mpstat does not tell. */
  seconds?: number
  /** Mean percentage of each mode: `usr`, `nice`, `sys`, `irq`, `soft`, `steal`, `idle`, … */
  modes: Reading[]
}

/** Where a profile found each thread: in user mode or in the kernel. */
export interface CpuSamples {
  kind: 'cpu-samples'
  place: Place
  threads: { thread: number; name: string; user: Reading; kernel: Reading }[]
}

/** Text kept as it is: what a host says of itself. */
export interface Capture {
  kind: 'capture'
  place: Place
  text: string
}
