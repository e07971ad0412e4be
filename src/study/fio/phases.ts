import { parseFioSeconds } from '../../parse/fio/fio-option.ts'
import type { FioJob } from '../../parse/record.ts'
import type { Located } from '../to-quantity.ts'
import { toIdentity } from './identity.ts'

type Job = Located<FioJob>

/** Jobs that ran together, and when, in ms since 1970 (in the zone of the machine if need be). */
export interface Phase {
  jobs: Job[]
  start?: number
  end?: number
}

/**
 * Split jobs into those that ran at the same time, in the order of time. Work of jobs that
 * ran one after another must not be added up as if it were one load.
 *
 * fio 3.38 says when each job began. Before, a report tells only when it was written: inside
 * it a group waited for the one before unless it says `new_group`; and two reports
 * belong together when they cover each other for most of the shorter one.
 */
export function toPhases(jobs: Job[]): Job[][] {
  return toTimedPhases(jobs).map(phase => phase.jobs)
}

/** The same with the time in which fio measured each, as far as its reports tell. */
export function toTimedPhases(jobs: Job[]): Phase[] {
  const phases: Phase[] = []
  for (const phase of toReports(withoutCopies(jobs)).flatMap(splitReport)) {
    const other = phases.find(known => ranTogether(known, phase))
    if (other) merge(other, phase)
    else phases.push(phase)
  }
  return phases.sort((a, b) => (a.start ?? 0) - (b.start ?? 0))
}

/** A report that was pasted twice is still one: to the last digit, no two are the same. */
function withoutCopies(jobs: Job[]): Job[] {
  const seen = new Map<string, string>()
  return jobs.filter(({ file, record }) => {
    const key = toIdentity(record)
    const { reportedAt } = record
    const report = `${file.archive} ${file.entry} ${record.place.line}`
    const first = seen.get(key)
    if (reportedAt === undefined || first === undefined) seen.set(key, report)
    return reportedAt === undefined || first === undefined || first === report
  })
}

/** Jobs that one fio wrote at one time. */
function toReports(jobs: Job[]): Job[][] {
  const reports = new Map<string, Job[]>()
  for (const job of jobs) {
    const { file, record } = job
    const written = record.reportedAt ?? record.reportedAtLocal ?? ''
    const key = [
      file.archive,
      file.entry,
      record.place.line && record.place.pointer ? record.place.line : '',
      written,
    ].join('\0')
    const report = reports.get(key)
    if (report) report.push(job)
    else reports.set(key, [job])
  }
  return [...reports.values()]
}

function splitReport(jobs: Job[]): Phase[] {
  if (jobs.every(({ record }) => record.startedAt !== undefined)) {
    return jobs.map(job => {
      const start = job.record.startedAt ?? 0
      return { jobs: [job], start, end: start + runtimeOf(job) }
    })
  }
  const groups: Job[][] = []
  for (const job of jobs) {
    const last = groups.at(-1)
    const isNext = last?.[0]?.record.group !== job.record.group && waits(job.record)
    if (last && !isNext) last.push(job)
    else groups.push([job])
  }
  return backFrom(endOf(jobs[0]?.record), groups)
}

/** The last group ended when the report was written, the one before it when it began. */
function backFrom(written: number | undefined, groups: Job[][]): Phase[] {
  let end = written
  return groups
    .reverse()
    .map(jobs => {
      if (end === undefined) return { jobs }
      const start = end - longestOf(jobs) * 1000
      const phase = { jobs, start, end }
      end = start - rampOf(jobs) * 1000
      return phase
    })
    .reverse()
}

/** fio begins a group at `stonewall` and at `new_group`; old reports name neither. */
function waits({ options }: FioJob): boolean {
  return (options.new_group ?? '0') === '0' || options.stonewall !== undefined
}

function endOf(job: FioJob | undefined): number | undefined {
  if (job?.reportedAt !== undefined) return job.reportedAt
  const local = Date.parse(`${job?.reportedAtLocal} UTC`)
  return Number.isNaN(local) ? undefined : local
}

/** Seconds of the longest direction of these jobs. */
export function longestOf(jobs: Job[]): number {
  return Math.max(0, ...jobs.map(runtimeOf)) / 1000
}

/** Seconds in which they did I/O before fio began to count it (`ramp_time`). */
export function rampOf(jobs: Job[]): number {
  return Math.max(
    0,
    ...jobs.map(({ record }) => parseFioSeconds(record.options.ramp_time ?? '') ?? 0),
  )
}

/** In ms, as every report has it. */
function runtimeOf({ record }: Job): number {
  return Math.max(0, ...record.directions.map(direction => direction.runtime.value))
}

/** Where nothing tells the time, jobs are taken to belong together, as their folder says. */
function ranTogether(a: Phase, b: Phase): boolean {
  if (a.start === undefined || a.end === undefined) return !sameFile(a, b) || b.end === undefined
  if (b.start === undefined || b.end === undefined) return !sameFile(a, b)
  const overlap = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return overlap >= Math.min(a.end - a.start, b.end - b.start) / 2
}

function sameFile(a: Phase, b: Phase): boolean {
  return a.jobs[0]?.file.entry === b.jobs[0]?.file.entry
}

function merge(into: Phase, phase: Phase): void {
  into.jobs.push(...phase.jobs)
  if (into.start === undefined || into.end === undefined) return
  into.start = Math.min(into.start, phase.start ?? into.start)
  into.end = Math.max(into.end, phase.end ?? into.end)
}
