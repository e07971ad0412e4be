import { isMissing } from '../model/quantity.ts'
import type { Digest } from '../parse/digest.ts'
import type { FioJob, PerfStat } from '../parse/record.ts'
import { toWindow } from '../study/counters/perf-window.ts'
import { toLastReports } from '../study/fio/last-reports.ts'
import { longestOf, rampOf, toPhases } from '../study/fio/phases.ts'

/**
 * Whether some perf counted over all jobs of a report, one after another, and does not tell them
 * apart: it was there for as long as they took together, and wrote no intervals.
 */
export function isCountedTogether(digests: readonly Digest[]): boolean {
  const files = digests.flatMap(({ archive, entries }) =>
    entries.map(({ path, records }) => ({
      file: { archive: archive.path, sha256: '', entry: path },
      records,
    })),
  )
  const reports = files.flatMap(({ file, records }) => {
    const jobs = records.filter((record): record is FioJob => record.kind === 'fio-job')
    const { jobs: last } = toLastReports(jobs.map(record => ({ file, record })))
    const phases = toPhases(last)
    const seconds = phases.map(phase => longestOf(phase) + rampOf(phase))
    return phases.length > 1 ? [seconds.reduce((total, own) => total + own, 0)] : []
  })
  const shortest = Math.min(...reports)
  return files.some(({ file, records }) =>
    records
      .filter((record): record is PerfStat => record.kind === 'perf-stat')
      .filter(({ counts }) => counts.every(({ interval }) => interval === undefined))
      .some(block => {
        const timed = toWindow(block, file, undefined)
        return timed !== undefined && !isMissing(timed) && timed.window.value >= shortest
      }),
  )
}
