import type { Remark } from '../../message/message.ts'
import { type BaseUnit, sum } from '../../model/quantity.ts'
import type { FioJob, FioLog } from '../../parse/record.ts'
import type { Load } from '../study.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import { toApart } from './apart.ts'
import { toZone } from './clock.ts'
import { type Contradiction, findContradictions } from './contradictions.ts'
import { toCompleted, toDirections } from './directions.ts'
import { rampOf, toPhases, toTimedPhases } from './phases.ts'
import { toAsked } from './to-asked.ts'
import { toIntervals } from './to-intervals.ts'
import { toLatencies } from './to-latencies.ts'
import { findWrongRate } from './wrong-rate.ts'

/** A load, with what its report contradicts and was set aside; or why there is none. */
type Outcome = { load: Load; contradictions: Contradiction[] } | { remark: Remark }

/**
 * Add up what fio did in a run: all its jobs, all directions that did anything. The time is
 * that of the longest direction, as fio's own group totals take it. Jobs that ran one after
 * another are not one load and are refused.
 *
 * @param isInTurn whether these are one work nevertheless, with costs, and without a rate
 */
export function toLoad(all: Located<FioJob>[], logs: Located<FioLog>[], isInTurn = false): Outcome {
  if (all.length === 0) return refuse('no-report', noReport)
  const lacking = all.find(({ record }) => record.lacks !== undefined)?.record
  if (lacking) return refuse('incomplete-report', toLackReason(lacking))
  const failed = all.find(({ record }) => record.error !== 0)
  if (failed) return refuse('load-error', toErrorReason(failed.record))
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
  const wrongRate = findWrongRate(directions)
  if (wrongRate !== undefined) return refuse('contradicting-report', wrongRate)
  const { tool = '', options = {} } = jobs[0]?.record ?? {}
  const ramp = rampOf(jobs)
  const contradictions = findContradictions(jobs)
  const apart = toApart(directions, contradictions)
  const steady = jobs.find(({ record }) => record.steadyState)?.record.steadyState
  return {
    contradictions,
    load: {
      tool,
      options,
      asked: toAsked(options),
      completed: sum(completed, 'IO'),
      transferred: sum(total('transferred', 'B'), 'B'),
      duration,
      ...(apart && { directions: apart }),
      ...(ramp > 0 && { ramp }),
      ...toLatencies(directions, contradictions),
      window: toWindow(jobs[0]?.record, duration.value),
      zone: toZone(jobs),
      intervals: toIntervals(logs),
      ...(steady && { steadyState: steady }),
    },
  }
}

/** Loads one after another as one work, of which the last must have been done too. */
function toLoadInTurn(phases: Located<FioJob>[][]): Outcome {
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
  const shared = Object.fromEntries(Object.entries(first.options).filter(isShared))
  return {
    contradictions: [],
    load: {
      tool: first.tool,
      options: shared,
      asked: toAsked(shared),
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

/** When fio measured jobs that are some of several in turn, as far as its reports tell. */
export function findWindow(jobs: Located<FioJob>[], all: Located<FioJob>[]): Load['window'] {
  if (all.some(({ record }) => record.host !== undefined)) return undefined
  const phase = toTimedPhases(all).find(({ jobs: own }) => jobs.every(job => own.includes(job)))
  return phase?.start === undefined || phase.end === undefined
    ? undefined
    : [phase.start, phase.end]
}

/**
 * fio's `job_start` is that of the ramp's end, and may be told of another clock than that of the day.
 * A client dates its report when it begins, so that it tells no end.
 */
function toWindow(job: FioJob | undefined, duration: number): Load['window'] {
  const { job_start_clock_id: clock = '0' } = job?.options ?? {}
  if (job?.startedAt !== undefined && clock === '0') {
    return [job.startedAt, job.startedAt + duration * 1000]
  }
  return job?.reportedAt === undefined || job.host !== undefined
    ? undefined
    : [job.reportedAt - duration * 1000, job.reportedAt]
}
