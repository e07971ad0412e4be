import type { Source } from '../../model/place.ts'
import { type Knot, meanInside } from '../../statistics/summary/mean-inside.ts'
import { toWindows } from '../../study/counters/windows.ts'
import type { Counted, Intervals, Load } from '../../study/study.ts'
import { toIntervalSource } from '../interval-source.ts'

/** perf tells its start to the second below. */
const second = 1
/** A log may disagree so far with the total of its run: both round. */
const tolerance = 0.02

/** How fast the load was while perf counted, in proportion to the mean of its run, and the log that tells it. */
export interface RateInside {
  share: number
  source: Source
}

/**
 * The rate of a load that nothing holds moves within its run, and perf sees a part of it: what the tool did
 * in that part is read off its log of intervals. perf tells its start to the second, so it is the mean
 * over starts in that second at which the window lies inside the run. What was done behind the last
 * interval of its log is the rest of its total.
 *
 * @returns undefined where there is no log of all the run, or nothing tells where perf’s window lies
 */
export function rateInside(load: Load | undefined, counted: Counted): RateInside | undefined {
  const curve = load && toCurve(load)
  if (!load?.window || !load.intervals || !curve) return undefined
  const [start] = load.window
  const [end = 0, all = 0] = curve.at(-1) ?? []
  let done = 0
  let seconds = 0
  let [first, last] = [Number.POSITIVE_INFINITY, 0]
  for (const { span, window } of toWindows(counted)) {
    if (!span) return undefined
    const begin = (span[0] - start) / 1000
    const range = [Math.max(0, begin), Math.min(begin + second, end - window.value)] as const
    if (range[1] < range[0]) return undefined
    done += meanInside(curve, window.value, range)
    seconds += window.value
    first = Math.min(first, range[0])
    last = Math.max(last, range[1] + window.value)
  }
  const share = ((done / seconds) * end) / all
  return Number.isFinite(share) && share > 0
    ? { share, source: toSource(load.intervals, first, last) }
    : undefined
}

/** The first line of the log that lies in the window, and how many do; of several logs the sum. */
function toSource(intervals: Intervals, from: number, to: number): Source {
  const { ends = [], written } = intervals
  const at = ends.findIndex(end => end > from)
  const lines = ends.filter((end, index) => end > from && (ends[index - 1] ?? 0) < to).length
  return toIntervalSource(intervals, at, `${written.log}, ${lines} lines from here`)
}

/** What the tool had done, by the seconds since it began to measure; nothing of a log of a part, or of another run. */
function toCurve({
  intervals,
  completed,
  transferred,
  duration,
  isInTurn,
}: Load): readonly Knot[] | undefined {
  if (!intervals?.ends || isInTurn) return undefined
  const { ends, values, seconds, unit } = intervals
  const total = unit === 'IO/s' ? completed.value : transferred.value
  const curve: Knot[] = [[0, 0]]
  for (const [at, end] of ends.entries()) {
    const [before, done] = curve.at(-1) ?? [0, 0]
    if (!(end > before)) return undefined
    curve.push([end, done + (values[at] ?? 0) * (end - before)])
  }
  const [last, logged] = curve.at(-1) ?? [0, 0]
  const left = duration.value - last
  const isWhole = Math.abs(left) <= 1.5 * seconds && logged <= total * (1 + tolerance)
  if (!isWhole || (left <= seconds / 2 && logged < total * (1 - tolerance))) return undefined
  return left > 0 ? [...curve, [duration.value, Math.max(total, logged)]] : curve
}
