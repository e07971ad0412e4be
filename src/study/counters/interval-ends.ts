import type { PerfStat } from '../../parse/record.ts'
import { median } from '../../statistics/summary/median.ts'

/** A first interval this much longer than the others, in s, is more than a late start. */
const leastDelay = 0.05

/**
 * When perf's intervals (`-I`) ended, in seconds since perf began, and when the first of them
 * began: perf 5.10 adds the delay of `-D` to the first, in which it counted nothing.
 */
export function toIntervalEnds({ counts }: PerfStat): { ends: number[]; begin: number } {
  const ends = [...new Set(counts.flatMap(({ interval }) => interval ?? []))].sort((a, b) => a - b)
  const [first = 0] = ends
  if (ends.length < 3) return { ends, begin: 0 }
  const usual = median(ends.slice(1).map((end, index) => end - (ends[index] ?? 0)))
  const delay = first - usual
  return { ends, begin: delay > usual / 2 && delay > leastDelay ? delay : 0 }
}
