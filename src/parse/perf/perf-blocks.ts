import { toMailLines } from '../input.ts'
import type { PerfCount, PerfStat } from '../record.ts'

const started = /^# started on (.*)$/

/**
 * The counts of a file by the perf that took them: with --append there are several, each below
 * its `# started on`, or where the times of intervals begin again.
 */
export function toPerfBlocks(counts: PerfCount[], text: string): PerfStat[] {
  const starts = findStarts(text)
  const blocks: PerfStat[] = [toBlock(1, starts[0]?.startedOn)]
  let begun = starts[0]
  for (const row of counts) {
    const { line = 1 } = row.count.place
    const start = starts.filter(start => start.line < line).at(-1) ?? starts[0]
    const last = blocks.at(-1) as PerfStat
    const isOther = start !== begun || beginsAgain(last.counts, row)
    if (isOther && last.counts.length > 0) {
      blocks.push(toBlock(start === begun ? line : (start?.line ?? line), start?.startedOn))
    }
    begun = start
    blocks.at(-1)?.counts.push(row)
  }
  return blocks
}

/** The time of an interval that lies before that of the last one. */
export function beginsAgain(counts: PerfCount[], { interval }: PerfCount): boolean {
  const last = counts.at(-1)?.interval
  return interval !== undefined && last !== undefined && interval < last
}

function findStarts(text: string): { line: number; startedOn: string }[] {
  return toMailLines(text).flatMap(({ text: line, number }) => {
    const startedOn = started.exec(line)?.[1]?.trim()
    return startedOn === undefined ? [] : { line: number, startedOn }
  })
}

function toBlock(line: number, startedOn: string | undefined): PerfStat {
  return { kind: 'perf-stat', place: { line }, startedOn, counts: [] }
}
