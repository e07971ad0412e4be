import type { FioJob } from '../../parse/record.ts'
import type { Located } from '../to-quantity.ts'
import { toPhases } from './phases.ts'

const quarterOfAnHour = 15 * 60 * 1000

/** What the clock of the machine shows above UTC, in ms, where fio's report says both. */
export function toZone(jobs: Located<FioJob>[]): number | undefined {
  const report = jobs.find(({ record }) => record.reportedAt !== undefined)?.record
  const local = Date.parse(`${report?.reportedAtLocal} UTC`)
  if (report?.reportedAt === undefined || Number.isNaN(local)) return undefined
  return Math.round((local - report.reportedAt) / quarterOfAnHour) * quarterOfAnHour
}

/** When perf began, as ms since 1970, told in seconds after the first of all jobs did. */
export function toFirstBegin(jobs: Located<FioJob>[], seconds: number): number | undefined {
  const starts = jobs.flatMap(({ record }) => record.startedAt ?? [])
  const [phase] = toPhases(jobs)
  const only = starts.length === 0 && phase?.length === jobs.length ? toStart(jobs) : undefined
  const first = starts.length > 0 ? Math.min(...starts) : only
  return first === undefined ? undefined : first + seconds * 1000
}

/** The report was written when the longest direction had ended. */
function toStart(jobs: Located<FioJob>[]): number | undefined {
  const written = jobs[0]?.record.reportedAt
  const times = jobs.flatMap(({ record }) => record.directions.map(({ runtime }) => runtime.value))
  return written === undefined ? undefined : written - Math.max(0, ...times)
}
