import type { PerfStat } from '../../parse/record.ts'
import { toIntervalEnds } from './interval-ends.ts'

/**
 * What perf counted in part of its time: the intervals (`-I`) whose middle lies between two
 * moments, in seconds since perf began. The block then lasts as long as they do.
 */
export function selectIntervals(block: PerfStat, from: number, to: number): PerfStat {
  const { ends, begin: first } = toIntervalEnds(block)
  const chosen = ends.filter((end, index) => {
    const middle = (end + (ends[index - 1] ?? first)) / 2
    return middle >= from && middle <= to
  })
  const counts = block.counts.filter(({ interval = 0 }) => chosen.includes(interval))
  const begin = ends[ends.indexOf(chosen[0] ?? 0) - 1] ?? first
  const value = (chosen.at(-1) ?? 0) - begin
  const place = counts.at(-1)?.count.place ?? block.place
  return { ...block, elapsed: { name: 'intervals', value, unit: 's', place }, counts }
}
