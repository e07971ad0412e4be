import type { Measured } from '../../efficiency/cells.ts'
import type { Run } from '../../study/study.ts'
import { drawDistribution } from './draw.ts'
import { type ShownRun, say } from './print-run.ts'

/** What fits on a screen beside the head and the last line. */
const mostRows = 40
const drawn = 12

/** A line a run, and what they are together. */
export function printRuns(
  runs: readonly ShownRun[],
  measured: Measured,
  shown: string,
  width = 78,
): string {
  const rows = runs.slice(0, mostRows).map(toRow)
  const heads = ['', 'IO/s', 'bandwidth', 'mean', 'p99', 'latency']
  const widths = heads.map((head, at) =>
    Math.max(...[head, ...rows.map(row => row[at] ?? '')].map(text => Array.from(text).length)),
  )
  const room = width - widths.slice(1).reduce((sum, own) => sum + own + 2, 0)
  const first = Math.max(12, Math.min(widths[0] ?? 0, room))
  const line = ([name = '', ...cells]: readonly string[]) =>
    [
      shorten(name, first).padEnd(first),
      ...cells.map((cell, at) =>
        at === cells.length - 1 ? cell : cell.padStart(widths[at + 1] ?? 0),
      ),
    ]
      .join('  ')
      .trimEnd()
  const more = runs.length - rows.length
  return [
    line(heads),
    ...rows.map(line),
    ...(more > 0 ? [`… and ${more} more; name a folder below to see them`] : []),
    '',
    ...sayStudy(runs, measured, shown),
    '',
  ].join('\n')
}

function toRow({ run, place }: ShownRun): string[] {
  const { load } = run
  if (!load) return [place, 'not usable']
  const { completed, transferred, duration, isInTurn, latency, percentiles = {}, bins = [] } = load
  const rate = (amount: number, unit: 'IO/s' | 'B/s') =>
    isInTurn ? '' : say(amount / duration.value, unit)
  const p99 = percentiles.p99
  return [
    place,
    rate(completed.value, 'IO/s').replace(/ IO\/s$/, ''),
    rate(transferred.value, 'B/s'),
    latency ? say(latency.value, 's') : '',
    p99 ? say(p99.value, 's') : '',
    drawDistribution(
      bins.map(([value, count]) => [value, value, count] as const),
      [],
      drawn,
    )?.bars.trimEnd() ?? '',
  ]
}

/** Its end tells more than its beginning. */
function shorten(name: string, room: number): string {
  return name.length <= room ? name : `…${name.slice(name.length - room + 1)}`
}

/** What `technote init` would make of them. */
function sayStudy(runs: readonly ShownRun[], { study, metrics }: Measured, shown: string) {
  const { factors, workloads } = study.manifest
  const told = Object.entries(factors)
    .filter(([, { levels }]) => Object.keys(levels).length > 1)
    .map(([id, { levels }]) => `${id} (${list(Object.keys(levels))})`)
  const cells = new Set(runs.map(({ run }) => cellOf(run)))
  const costs = metrics.filter(({ kind }) => kind === 'cost').map(({ id }) => id)
  return [
    `${runs.length} runs of ${cells.size} ${cells.size === 1 ? 'cell' : 'cells'}${told.length > 0 ? `; factors: ${told.join(', ')}` : ''}; workloads: ${list(Object.keys(workloads))}`,
    ...(runs.some(({ run }) => run.load?.bins)
      ? ['latency is drawn on a log scale of each run']
      : []),
    `costs: ${costs.length > 0 ? list(costs) : 'none, as nothing was counted beside them'}`,
    `technote init ${shown}: a study of them`,
    `technote compare OLD ${shown}: what changed`,
  ]
}

function cellOf({ configuration, workload }: Run): string {
  return `${configuration}.${workload}`
}

function list(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(', ')}, …` : names.join(', ')
}
