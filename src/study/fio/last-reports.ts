import type { Message } from '../../message/message.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import { parseFioSeconds } from '../../parse/fio/fio-option.ts'
import type { FioJob } from '../../parse/record.ts'
import type { Located } from '../to-quantity.ts'
import { toIdentity } from './identity.ts'

type Job = Located<FioJob>

/** The reports of one job in one file, each holding all that the one before it counted. */
interface Chain {
  last: Job
  length: number
}

/** A clock may tell whole seconds. */
const second = 1000
/** Where nothing else tells: jobs side by side ran for times that differ by less. */
const growth = 1.1

/**
 * Under `--status-interval`, and at a signal, fio writes a report of all that was done so far, and
 * another later: counts of the same work must not be added up. The last report of a job stands.
 */
export function toLastReports(jobs: Job[]): { jobs: Job[]; earlier: Job[] } {
  // Of several jobs that tell nothing apart, the one longest without a report goes on first.
  const chains: Chain[] = []
  const earlier: Job[] = []
  for (const job of jobs) {
    const at = chains.findIndex(chain => goesOn(chain, job))
    const [chain] = at === -1 ? [] : chains.splice(at, 1)
    if (chain) earlier.push(chain.last)
    chains.push({ last: job, length: (chain?.length ?? 0) + 1 })
  }
  const last = new Set(chains.map(chain => chain.last))
  return { jobs: jobs.filter(job => last.has(job)), earlier }
}

/** What is told of the reports of one run that a later one of the same file holds. */
export function tellEarlier(earlier: Job[], study: string): Message[] {
  const files = new Map(
    earlier.map(({ file }) => [`${study}/${pathInArchive(file.archive, file.entry)}`, file]),
  )
  return [...files].map(([path, file]) => {
    const count = earlier.filter(job => job.file === file).length
    return {
      severity: 'info',
      rule: 'earlier-report',
      reason: `Unexpected ${count === 1 ? 'report of a job' : `${count} reports of jobs`} before the last one, expected one of each job; fio wrote them meanwhile, as --status-interval asks, and the last holds their counts: it alone is used`,
      file: path,
    }
  })
}

function goesOn({ last, length }: Chain, { file, record: next }: Job): boolean {
  const { record } = last
  const isSameJob =
    last.file.archive === file.archive &&
    last.file.entry === file.entry &&
    record.name === next.name &&
    record.group === next.group &&
    record.host === next.host &&
    record.process === next.process
  if (!isSameJob) return false
  if (next.process !== undefined) return true
  const { line, pointer } = next.place
  if (pointer === undefined) {
    const isMore = length > 1 || runtimeOf(next) >= growth * runtimeOf(record)
    // Where a ramp ends, fio counts from 0 again.
    const isAfterRamp = length > 1 && runtimeOf(next) < runtimeOf(record)
    const goesOn = isMore && holds(next, record) && !holds(record, next)
    return isOver(record, next) || isAfterRamp || goesOn
  }
  const isLater = pointer === record.place.pointer && line !== record.place.line
  return isLater && (isOver(record, next) || goesOnInTime(record, next))
}

/** Whether all that was done by one report is in the other. */
function holds(next: FioJob, record: FioJob): boolean {
  return record.directions
    .filter(({ transferred }) => transferred.value > 0)
    .every(({ direction, transferred, runtime }) => {
      const same = next.directions.find(other => other.direction === direction)
      return (
        same && same.transferred.value >= transferred.value && same.runtime.value >= runtime.value
      )
    })
}

/** A job that had ended reads the same to the last digit in every later report. */
function isOver(record: FioJob, next: FioJob): boolean {
  const untimed = { reportedAt: undefined }
  return toIdentity({ ...record, ...untimed }) === toIdentity({ ...next, ...untimed })
}

/** Both count from the same moment, or the later from the end of the ramp. */
function goesOnInTime(record: FioJob, next: FioJob): boolean {
  const [first, later] = [startOf(record), startOf(next)]
  if (first === undefined || later === undefined) return false
  if (runtimeOf(record) === 0) return true
  const ramp = second * (parseFioSeconds(next.options.ramp_time ?? '0') ?? 0)
  const isSame = Math.abs(later - first) <= second && holds(next, record)
  return isSame || (later > first && later - first <= ramp + (ramp > 0 ? second : 0))
}

function startOf(job: FioJob): number | undefined {
  if (job.startedAt !== undefined) return job.startedAt
  const written = job.reportedAt ?? Date.parse(`${job.reportedAtLocal} UTC`)
  return Number.isNaN(written) ? undefined : written - runtimeOf(job)
}

function runtimeOf({ directions }: FioJob): number {
  return Math.max(0, ...directions.map(({ runtime }) => runtime.value))
}
