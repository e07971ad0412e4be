import type { Cell } from '../../efficiency/efficiency.ts'
import { formatPercent } from '../../format/number.ts'
import { type Printed, print } from '../../format/printed.ts'
import type { Source } from '../../model/place.ts'

/** How far the load of each run was from its target, over the run and in its worst interval. */
export function toLoadColumns({ load }: Cell): { heading: string; text(run: string): Printed }[] {
  if (load.state !== 'held' && load.state !== 'missed') return []
  const { achieved, target, intervals } = load
  const percent = (deviation: number | undefined) =>
    deviation === undefined ? print('n/r') : formatPercent(deviation, 2, true)
  const ofRun = (run: string) => achieved.find(item => item.run === run)?.quantity.value
  return [
    {
      heading: 'Whole run',
      text: run => percent((ofRun(run) ?? Number.NaN) / target.value - 1),
    },
    {
      heading: 'Worst interval',
      text: run => percent(intervals.find(item => item.run === run)?.deviation),
    },
    {
      heading: 'Intervals inside',
      text: run => {
        const logged = intervals.find(item => item.run === run)
        return print(logged ? `${logged.inside} of ${logged.all}` : 'n/r')
      },
    },
    {
      heading: 'Log against total',
      text: run => percent(intervals.find(item => item.run === run)?.againstTotal),
    },
  ]
}

/** What the load proof of a run stands on, beside what IOPS were computed from. */
export function toLoadSources({ load }: Cell, run: string): Source[] {
  if (load.state !== 'held' && load.state !== 'missed') return []
  const rates = load.achieved.filter(item => item.run === run)
  const worst = load.intervals.filter(item => item.run === run)
  return [
    ...rates.flatMap(({ quantity }) => quantity.sources),
    ...worst.map(({ source }) => source),
  ]
}
