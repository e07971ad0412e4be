import type { Remark } from '../message/message.ts'
import type { Source } from '../model/place.ts'
import { type BaseUnit, type Quantity, sum } from '../model/quantity.ts'
import type { FioDirection, FioJob, FioLog } from '../parse/record.ts'
import { type Bin, mergeBins } from '../statistics/histogram.ts'
import { percentileOfBins } from '../statistics/percentile-of-bins.ts'
import { toZone } from './align-perf.ts'
import { rampOf, toPhases, toTimedPhases } from './phases.ts'
import type { Load } from './study.ts'
import { toIntervals } from './to-intervals.ts'
import { type Located, toQuantity, toSource } from './to-quantity.ts'

/**
 * Add up what fio did in a run: all its jobs, all directions that did anything. The time is
 * that of the longest direction, as fio's own group totals take it. Jobs that ran one after
 * another are not one load and are refused.
 *
 * @param isInTurn whether these are one work nevertheless, with costs, and without a rate
 */
export function toLoad(
  all: Located<FioJob>[],
  logs: Located<FioLog>[],
  isInTurn = false,
): { load: Load } | { remark: Remark } {
  if (all.length === 0) return refuse('no-report', noReport)
  const lacking = all.find(({ record }) => record.lacks !== undefined)?.record
  if (lacking) return refuse('incomplete-report', toLackReason(lacking))
  const failed = all.find(({ record }) => record.error !== 0)
  if (failed) return refuse('fio-error', toErrorReason(failed.record))
  const phases = toPhases(all)
  if (phases.length > 1) {
    return isInTurn ? toLoadInTurn(phases) : refuse('sequential-jobs', toSequenceReason(phases))
  }
  const jobs = phases[0] ?? []
  const directions = toDirections(jobs)
  if (directions.length === 0) return refuse('no-io', noIo)
  const total = <U extends BaseUnit>(key: 'transferred' | 'runtime', unit: U) =>
    directions.map(({ file, record }) => toQuantity(record[key], unit, file))
  const completed = directions.map(toCompleted).filter(quantity => quantity !== undefined)
  if (completed.length < directions.length) return refuse('no-io', noCount)
  const duration = total('runtime', 's').reduce((a, b) => (b.value > a.value ? b : a))
  if (duration.value <= 0) return refuse('no-time', noTime)
  const ramp = rampOf(jobs)
  return {
    load: {
      tool: jobs[0]?.record.tool ?? '',
      options: jobs[0]?.record.options ?? {},
      completed: sum(completed, 'IO'),
      transferred: sum(total('transferred', 'B'), 'B'),
      duration,
      ...(ramp > 0 && { ramp }),
      latency: toLatency(directions, 'clat'),
      totalLatency: toLatency(directions, 'lat'),
      ...toPercentiles(directions),
      window: toWindow(jobs[0]?.record, duration.value),
      zone: toZone(jobs),
      intervals: toIntervals(logs),
    },
  }
}

/** Loads one after another as one work, of which the last must have been done too. */
function toLoadInTurn(phases: Located<FioJob>[][]): { load: Load } | { remark: Remark } {
  const results = phases.map(phase => toLoad(phase, []))
  const refused = results.find(result => 'remark' in result)
  if (refused) return refused
  const loads = results.flatMap(result => ('load' in result ? result.load : []))
  const [first] = loads
  if (!first) return refuse('no-report', noReport)
  const ramp = loads.reduce((total, load) => total + (load.ramp ?? 0), 0)
  const duration = sum(
    loads.map(load => load.duration),
    's',
  )
  const isShared = ([option, value]: [string, string]) =>
    loads.every(({ options }) => options[option] === value)
  return {
    load: {
      tool: first.tool,
      options: Object.fromEntries(Object.entries(first.options).filter(isShared)),
      completed: sum(
        loads.map(({ completed }) => completed),
        'IO',
      ),
      transferred: sum(
        loads.map(({ transferred }) => transferred),
        'B',
      ),
      duration,
      ...(ramp > 0 && { ramp }),
      isInTurn: true,
      window: toWindow(phases[0]?.[0]?.record, duration.value + ramp),
      zone: first.zone,
    },
  }
}

const noReport = 'no report of fio'
const noIo = `Unexpected report without a single completed I/O, expected some; look at fio's messages and repeat the run`
const noTime = `Unexpected report of I/Os in no time, expected a run time; repeat the run for longer`
const noCount = `Unexpected report that tells neither I/Os nor I/Os a second, expected one of them; repeat the run with --output-format=json`

function refuse(rule: string, reason: string): { remark: Remark } {
  return { remark: { severity: 'error', rule, reason } }
}

function toLackReason({ name, lacks = [], place }: FioJob): string {
  const keys = lacks.map(key => `\`${key}\``).join(', ')
  return `The report of fio's job \`${name}\` (${place.pointer}) has no ${keys}, without which there is no rate; was it cut down? The run was left out; keep what fio wrote`
}

function toErrorReason({ error, name }: FioJob): string {
  return `Unexpected error ${error} of fio's job \`${name}\`, expected 0; its counts are partial, repeat the run`
}

function toSequenceReason(phases: Located<FioJob>[][]): string {
  const entries = phases.map(jobs => jobs[0]?.file.entry)
  const isOfSeveral = new Set(entries).size > 1
  const names = isOfSeveral ? entries : phases.map(jobs => jobs[0]?.record.name)
  const quoted = names.map(name => `\`${name}\``)
  const shown = quoted.length > 4 ? [...quoted.slice(0, 3), '…'] : quoted
  const wayOut = isOfSeveral
    ? 'let `runs` tell them apart, by `{repeat}` if they are repeats'
    : 'name the one of this workload as its `job` in study.yaml (or `"*"`: all of them, as one work), or give each its own report'
  return `Unexpected ${phases.length} loads one after another (${shown.join(', ')}), expected jobs that ran together; ${wayOut}`
}

/**
 * What did anything: it moved bytes or completed I/Os. With `unified_rw_reporting=both`, `mixed`
 * tells the others once more.
 */
function toDirections(jobs: Located<FioJob>[]): Located<FioDirection>[] {
  return jobs.flatMap(({ file, record }) => {
    const busy = record.directions.filter(
      ({ completed, iops, transferred }) => (completed ?? iops ?? transferred).value > 0,
    )
    const apart = busy.filter(({ direction }) => direction !== 'mixed')
    return (apart.length > 0 ? apart : busy).map(record => ({ file, record }))
  })
}

/** I/Os as fio counted them; where it did not say, its rate times its run time. */
function toCompleted({ file, record }: Located<FioDirection>): Quantity<'IO'> | undefined {
  const { completed, iops, runtime } = record
  if (completed) return toQuantity(completed, 'IO', file)
  if (!iops) return undefined
  const seconds = toQuantity(runtime, 's', file)
  const sources = [toSource(iops, file), ...seconds.sources]
  return { value: iops.value * seconds.value, unit: 'IO', sources }
}

/**
 * A mean latency, each direction weighted by its I/Os. Where fio measured none, as under
 * `gtod_reduce`, it writes 0.
 */
function toLatency(
  directions: Located<FioDirection>[],
  part: 'clat' | 'lat',
): Quantity<'s'> | undefined {
  let total = 0
  let count = 0
  const sources: Source[] = []
  for (const direction of directions) {
    const { file, record } = direction
    const mean = record.latencies.find(latency => latency.part === part)?.mean
    const weight = toCompleted(direction)?.value
    if (!mean?.value || weight === undefined) return undefined
    total += toQuantity(mean, 's', file).value * weight
    count += weight
    sources.push(toSource(mean, file))
  }
  return { value: total / count, unit: 's', sources }
}

/**
 * Percentiles of completion latency over all jobs and directions, from their bins together.
 * Without bins there are none: percentiles cannot be averaged.
 */
function toPercentiles(directions: Located<FioDirection>[]): Pick<Load, 'percentiles' | 'bins'> {
  const parts = directions.map(({ file, record }) => ({
    file,
    latency: record.latencies.find(({ part, bins }) => part === 'clat' && bins.length > 0),
  }))
  const sources: Source[] = []
  const all: Bin[][] = []
  for (const { file, latency } of parts) {
    if (!latency) return {}
    const { place, unit } = latency.mean
    const at = { ...place, pointer: place.pointer?.replace(/mean$/, 'bins/*') }
    const count = latency.bins.reduce((total, bin) => total + bin[1], 0)
    sources.push({ file, place: at, name: 'completion latency bins', value: count, unit: 'IO' })
    all.push(latency.bins.map(([middle, n]) => [middle * (unit === 'us' ? 1e-6 : 1e-9), n]))
  }
  const merged = mergeBins(all)
  const entries = [50, 95, 99, 99.9, 99.99].flatMap(percent => {
    const value = percentileOfBins(merged, percent)
    return value === undefined ? [] : [[`p${percent}`, { value, unit: 's' as const, sources }]]
  })
  return { percentiles: Object.fromEntries(entries), bins: merged }
}

/** When fio measured jobs that are some of several in turn, as far as its reports tell. */
export function findWindow(jobs: Located<FioJob>[], all: Located<FioJob>[]): Load['window'] {
  const phase = toTimedPhases(all).find(({ jobs: own }) => jobs.every(job => own.includes(job)))
  return phase?.start === undefined || phase.end === undefined
    ? undefined
    : [phase.start, phase.end]
}

/** fio's `job_start` is that of the ramp's end, and may be told of another clock than that of the day. */
function toWindow(job: FioJob | undefined, duration: number): Load['window'] {
  const { job_start_clock_id: clock = '0' } = job?.options ?? {}
  if (job?.startedAt !== undefined && clock === '0') {
    return [job.startedAt, job.startedAt + duration * 1000]
  }
  return job?.reportedAt === undefined
    ? undefined
    : [job.reportedAt - duration * 1000, job.reportedAt]
}
