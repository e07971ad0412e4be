import type { Place } from '../model/place.ts'
import type { NoReading, Reading } from '../model/reading.ts'

/**
 * What the parsers give. Records keep a tool's own words and units; `study` translates them.
 * They are plain JSON, so that a digest can be stored.
 */
export type Record =
  | FioJob
  | FioLog
  | FioHistogram
  | FioJobFile
  | SysbenchFileio
  | PerfStat
  | CpuTime
  | SystemRates
  | ProcSnapshot
  | BlockStats
  | CpuSamples
  | Capture

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
  /** Keys that a direction with I/Os does not have, though each report of fio has them: `read/runtime`. */
  lacks?: string[]
  /** What fio says the job used: `usr_cpu`, `sys_cpu` (% of one CPU) and `ctx`. */
  usage: (Reading | NoReading)[]
  /** Share of I/Os by completion time, where not 0: `latency_us/250`, of more than the step before. */
  shares?: Reading[]
  /** Jobs behind a `stonewall` or with `new_group` have a higher number. */
  group?: number
  /** Number of its process or thread, which only the text says. */
  process?: string
  /** The client that ran the job, under `--client`. */
  host?: string
  steadyState?: { criterion: string; attained: boolean }
  /** When the job began, in ms since 1970 (UTC); fio 3.38 and later say it. */
  startedAt?: number
  /** When fio wrote the report, in ms since 1970 (UTC). */
  reportedAt?: number
  /** The same moment as text in the zone of the machine, `Sun Nov 22 23:21:08 2026`. */
  reportedAtLocal?: string
}

export interface FioDirection {
  /** `read`, `write`, `trim`, `mixed`, or what a patched fio calls it. */
  direction: string
  /** I/Os; fio before 2.17 and the terse format do not say them. */
  completed?: Reading
  transferred: Reading
  runtime: Reading
  /** I/Os a second as fio computed it: rounded in old and terse reports, absent where `completed` is exact. */
  iops?: Reading
  latencies: FioLatency[]
}

export interface FioLatency {
  /** `slat`: submission; `clat`: completion; `lat`: both. */
  part: 'slat' | 'clat' | 'lat'
  mean: Reading
  deviation?: Reading
  /** The shortest and the longest of all; JSON says them. */
  extremes?: [least: Reading, most: Reading]
  /** In the order of the file; `name` is the percentile, such as `99.000000`. */
  percentiles: Reading[]
  /** json+ only: [what fio calls the bin: its middle, I/Os in it], in the unit of the mean. */
  bins: [edge: number, count: number][]
}

/** A time series that fio logged: one line per I/O, or per interval under `log_avg_msec`. */
export interface FioLog {
  kind: 'fio-log'
  place: Place
  /** From the file's name, as nothing inside says it: `iops`, `bw`, `lat`, `clat`, `slat`. */
  measure?: string
  columns: number
  /**
   * [ms since start, value in the tool's unit, direction: 0 read, 1 write, 2 trim]; empty for
   * a log of single I/Os, which is reduced to `reduced`.
   */
  samples: [time: number, value: number, direction: number][]
  /** A line per I/O, put into bins of less than 1/64 of the value while reading. */
  reduced?: {
    direction: number
    completed: number
    last: number
    bins: [edge: number, count: number][]
  }[]
}

/** Latency by time that fio logged as counts a bin (`write_hist_log`). */
export interface FioHistogram {
  kind: 'fio-histogram'
  place: Place
  /** `us` with 19 groups of bins (fio 2.x), `ns` with 29 (fio 3.x). */
  unit: 'us' | 'ns'
  /** Bins with I/Os in them, added up over the log; a time series a direction would be the lines. */
  directions: { direction: number; lines: number; bins: [edge: number, count: number][] }[]
}

export interface FioJobFile {
  kind: 'fio-job-file'
  place: Place
  /** A name may come twice. Options before the first section have an empty name. */
  sections: { name: string; line: number; options: { [option: string]: string } }[]
  /** Files that it takes in, and variables of the environment that it needs. */
  includes: string[]
  variables: string[]
}

/** One run of `sysbench fileio`. */
export interface SysbenchFileio {
  kind: 'sysbench-fileio'
  place: Place
  /** `sysbench-1.0.20` */
  tool: string
  /** What it says that it was told, by option: `file-test-mode: rndrd`. */
  options: { [option: string]: string }
  /** Under its names: `reads/s`, `total time`, `95th percentile`; none where it was cut off. */
  results: Reading[]
  /** `--report-interval`: MiB/s up to a second, and the line that says it. */
  intervals: { end: number; read: number; written: number; line: number }[]
  /** The first `FATAL` that it printed. */
  error?: string
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
  /** `-r`: how many runs the counts are the mean of. */
  runs?: number
  /** CPU time of the command, `seconds user` and `seconds sys`, which the text format says. */
  cpuTimes?: Reading[]
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
  /** Which part of the machine, as perf names it: `S0-D0-C1`, `CPU3`, `fio-1234`. */
  aggregate?: string
  /** How many CPUs are in that part. */
  cpus?: number
  /** `-G`, `--for-each-cgroup`: of which group of processes. */
  cgroup?: string
  /** `-I`: seconds from the start to the end of the interval; the count is that of the interval. */
  interval?: number
  /** `-r`: standard error of the mean, in %. */
  variance?: Reading
  /** `CPUs utilized`, of perf's clocks: the count by the time that went by. */
  utilized?: Reading
}

/** CPU time by mode, of one CPU or of all, averaged over the samples of mpstat. */
export interface CpuTime {
  kind: 'cpu-time'
  place: Place
  /** `1`, or `all` */
  cpu: string
  /** Of `all`, where it is told: how many CPUs the percentages are the mean of. */
  cpus?: number
  samples: number
  /** Seconds from first to last sample, both included; undefined where mpstat does not tell. */
  seconds?: number
  /** Mean percentage of each mode: `usr`, `nice`, `sys`, `irq`, `soft`, `steal`, `idle`, … */
  modes: Reading[]
}

/** What sysstat or vmstat says of a device, a process or the system: means over its samples. */
export interface SystemRates {
  kind: 'system-rates'
  place: Place
  /** `iostat`, `pidstat`, `vmstat` */
  tool: string
  /** `sda`, `fio (1234)`, `system` */
  subject: string
  samples: number
  /** Under the tool's column headings: `r/s`, `cswch/s`. */
  rates: Reading[]
}

/** Counters since boot (`/proc/stat`) or since its start (`/proc/PID/stat`): one snapshot. */
export interface ProcSnapshot {
  kind: 'proc-snapshot'
  place: Place
  /** `system`, `cpu1`, `fio (1234)` */
  subject: string
  counters: Reading[]
}

/** What a disk of a guest has asked of QEMU since it was attached: one snapshot. */
export interface BlockStats {
  kind: 'block-stats'
  place: Place
  /** The device's name, or that of the node below it. */
  device: string
  /** `rd_operations`, `wr_operations` (IO), `rd_bytes`, `wr_bytes` (B) */
  counters: Reading[]
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
