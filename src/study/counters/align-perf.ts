import type { PerfStat } from '../../parse/record.ts'
import type { Load } from '../study.ts'
import { selectIntervals } from './select-intervals.ts'

/** perf tells its start to the second below. */
const second = 1000
/**
 * Of perf's intervals (`-I`), keep those inside the load's window: what it counted before, after
 * and during other jobs is not of this load. perf says when it began in local time.
 *
 * @param zone what the machine's clock shows above UTC, in ms, where the load's report says both
 * @param told when perf began, in ms since 1970, where it does not say it itself
 */
export function alignPerf(
  block: PerfStat,
  load: Load | undefined,
  zone: number | undefined,
  told?: number,
): { record: PerfStat; isCut: boolean } {
  const own = toBegin(block, zone)
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

function toBegin({ startedOn }: PerfStat, zone: number | undefined): number | undefined {
  const begin = Date.parse(`${startedOn} UTC`)
  return zone === undefined || Number.isNaN(begin) ? undefined : begin - zone
}
