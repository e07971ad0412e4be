import type { Message } from '../../message/message.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import type { FileRef } from '../../model/place.ts'
import type { PerfStat } from '../../parse/record.ts'
import { type Group, pick } from '../match/placed.ts'

/** So few counts may be the same by chance, such as those of a machine at rest. */
const fewest = 3

/**
 * Counts that are the same to the last digit in two repeats of a cell were taken once: no two windows
 * have the same microseconds of a clock. Which of the repeats they belong to nobody can tell.
 */
export function tellCopiedCounts(runs: readonly Group<'run'>[], study: string): Message[] {
  const owners = new Map<string, Map<string, FileRef>>()
  for (const group of runs) {
    const [first] = group
    for (const { file, record } of pick(group, 'perf-stat')) {
      const counted = toFingerprint(record)
      if (counted === undefined || !first) continue
      const { configuration, workload } = first.assignment
      const print = [configuration, workload, counted].join('\n')
      const files = owners.get(print) ?? new Map<string, FileRef>()
      // Of the files of one run, one stands for it: it may count the same twice.
      owners.set(print, files.set(first.assignment.repeat, file))
    }
  }
  return [...owners.values()].flatMap((files): Message[] => {
    const [first, ...others] = [...files.values()].map(
      ({ archive, entry }) => `${study}/${pathInArchive(archive, entry)}`,
    )
    if (first === undefined || others.length === 0) return []
    const reason = `Counts of perf that are the same to the last digit in ${others.join(', ')}: they were taken once, and copied. Take the copies away, or put back what perf wrote`
    return [{ severity: 'error', rule: 'copied-counts', reason, file: first }]
  })
}

/** All that was counted, and how long it took; undefined where that is too little. */
function toFingerprint({ counts, elapsed }: PerfStat): string | undefined {
  const told = counts.flatMap(({ event, count, aggregate = '', interval = '' }) =>
    'value' in count && count.value > 0 ? `${event} ${aggregate} ${interval} ${count.value}` : [],
  )
  const isTimed = elapsed !== undefined || told.some(text => /clock|duration_time|tsc/.test(text))
  return told.length >= fewest && isTimed ? [...told, elapsed?.value ?? ''].join('\n') : undefined
}
