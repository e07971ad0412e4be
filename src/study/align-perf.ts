import type { FioJob, PerfStat } from '../parse/record.ts'
import { toPhases } from './phases.ts'
import { selectIntervals } from './select-intervals.ts'
import type { Load } from './study.ts'
import type { Located } from './to-quantity.ts'

const quarterOfAnHour = 15 * 60 * 1000
/** perf tells its start to the second below. */
const second = 1000
/**
 * Of perf's intervals (`-I`), keep those inside fio's window: what it counted before, after
 * and during other jobs is not of this load. perf says when it began in local time; fio's
 * report, which has both, tells the zone.
 *
 * @param told when perf began, in ms since 1970, where it does not say it itself
 */
export function alignPerf(
  block: PerfStat,
  load: Load | undefined,
  jobs: Located<FioJob>[],
  told?: number,
): { record: PerfStat; isCut: boolean } {
  const own = toBegin(block, jobs)
  const begin = own ?? told
  const isSplit = block.counts.some(({ interval }) => interval !== undefined)
  if (!load?.window || load.isInTurn || begin === undefined || !isSplit) {
    return { record: block, isCut: false }
  }
  const [from, to] = load.window.map(ms => (ms - begin) / 1000) as [number, number]
  // Those that lie inside whenever in its second perf began; of a short run, those that may.
  const sure = selectIntervals(block, from, own === undefined ? to : to - second / 1000)
  const chosen = sure.counts.length > 0 ? sure : selectIntervals(block, from, to)
  const { startedOn, ...selected } = chosen
  return chosen.counts.length > 0
    ? { record: selected, isCut: true }
    : { record: block, isCut: false }
}

function toBegin({ startedOn }: PerfStat, jobs: Located<FioJob>[]): number | undefined {
  const zone = toZone(jobs)
  const begin = Date.parse(`${startedOn} UTC`)
  return zone === undefined || Number.isNaN(begin) ? undefined : begin - zone
}

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
