import type { FioJob } from '../../parse/record.ts'
import type { LoadSurvey, Surveyed } from '../load-survey.ts'
import type { Located } from '../to-quantity.ts'
import { blockSizeOf, describeAsked } from './describe-asked.ts'
import { toLastReports } from './last-reports.ts'
import { longestOf, rampOf, toPhases } from './phases.ts'

/** What `init` reads of fio's reports. */
export const fioSurvey: LoadSurvey = {
  read: (file, records) => {
    const jobs = records.filter((record): record is FioJob => record.kind === 'fio-job')
    const [job] = jobs
    if (!job) return undefined
    const phases = toPhases(toLastReports(jobs.map(record => ({ file, record }))).jobs)
    const span = toSpan(jobs)
    const seconds = phases.map(phase => longestOf(phase) + rampOf(phase))
    return {
      options: job.options,
      tool: job.tool,
      when: job.reportedAtLocal,
      ...(span && { span }),
      phases: nameJobs(phases),
      ...(phases.length > 1 && { inTurn: seconds.reduce((total, own) => total + own, 0) }),
    }
  },
  sizeOf: blockSizeOf,
  describe: describeAsked,
}

/** From the first moment of a job that is known to the last. */
function toSpan(jobs: readonly FioJob[]): Surveyed['span'] {
  const spans = jobs.flatMap(job => {
    const runtime = Math.max(0, ...job.directions.map(({ runtime }) => runtime.value))
    if (job.startedAt !== undefined) return [[job.startedAt, job.startedAt + runtime] as const]
    const end = job.reportedAt ?? Date.parse(`${job.reportedAtLocal} UTC`)
    return Number.isNaN(end) || runtime === 0 ? [] : [[end - runtime, end] as const]
  })
  return spans.length === 0
    ? undefined
    : [Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))]
}

/** Jobs that ran one after another, each by a name of its own, with their options. */
function nameJobs(phases: Located<FioJob>[][]): Surveyed['phases'] {
  const named = phases.flatMap(phase =>
    new Set(phase.map(({ record }) => record.name)).size === 1 ? phase.slice(0, 1) : [],
  )
  const isClear = new Set(named.map(({ record }) => record.name)).size === phases.length
  return isClear ? named.map(({ record: { name, options } }) => ({ name, options })) : []
}
