import { isMissing } from '../model/quantity.ts'
import type { Digest } from '../parse/digest.ts'
import type { PerfStat } from '../parse/record.ts'
import { toWindow } from '../study/counters/perf-window.ts'
import { loadReaders } from '../study/load-readers.ts'

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
  const reports = files.flatMap(({ file, records }) =>
    loadReaders.flatMap(({ survey }) => survey.read(file, records)?.inTurn ?? []),
  )
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
