import type { Metric } from '../../efficiency/cells.ts'
import { decimalsFor, formatNumber, formatPercent } from '../../format/number.ts'
import { toPlain } from '../../format/plain.ts'
import { print } from '../../format/printed.ts'
import { scaleFor, withSymbol, withUnit } from '../../format/scale.ts'
import type { Quantity, Unit } from '../../model/quantity.ts'
import type { FioJob } from '../../parse/record.ts'
import type { Load, Run } from '../../study/study.ts'
import { compress, drawBars, drawDistribution, type Step } from './draw.ts'

/** One run, with what its report has that no study needs, and what is computed of it. */
export interface ShownRun {
  run: Run
  /** Where its report lies. */
  place: string
  /** Jobs of fio's report; none of another tool. */
  jobs: FioJob[]
  /** Costs, each with its value or why it has none. */
  costs: { metric: Metric; found: Quantity | string }[]
}

const width = 52
const options = [
  'rw',
  'readwrite',
  'bs',
  'ioengine',
  'iodepth',
  'numjobs',
  'rate_iops',
  'rate',
  'direct',
  'runtime',
]

/** `4.02 ms`, with three digits. */
export function say(value: number, unit: Unit): string {
  const scale = scaleFor([value], unit)
  const own = value / scale.divisor
  return toPlain(withSymbol(formatNumber(own, Math.max(0, decimalsFor(own))), scale))
}

/** A screenful on one run: what was asked, what came of it, both drawn, and what is computed. */
export function printRun(shown: ShownRun): string {
  const { run, place, jobs, costs } = shown
  const { load, excluded } = run
  if (!load) return `${place}\n  not usable: ${excluded?.reason ?? 'no load'}\n`
  const lines = [
    `${place}  ${load.tool}`,
    `  ${sayOptions(load)}`,
    '',
    ...sayWork(load, jobs),
    ...sayLatency(load, jobs),
    ...sayApart(load),
    ...sayRate(load),
    ...(excluded ? ['', `  would be left out: ${excluded.reason}`] : []),
    ...sayCosts(costs),
  ]
  return `${lines.join('\n')}\n`
}

function sayOptions({ options: own }: Load): string {
  const known = options.filter(name => own[name] !== undefined)
  const shown = known.length > 0 ? known : Object.keys(own).slice(0, 8)
  return shown.length === 0
    ? 'its report says no options'
    : shown.map(name => `${name}=${own[name]}`).join(' ')
}

function sayWork({ completed, transferred, duration, isInTurn }: Load, jobs: FioJob[]): string[] {
  const done = `${toPlain(formatNumber(completed.value, 0))} I/Os`
  const seconds = say(duration.value, 's')
  const rates = isInTurn
    ? 'one load after another'
    : `${say(completed.value / duration.value, 'IO/s')}, ${say(transferred.value / duration.value, 'B/s')}`
  return [`  work       ${done} in ${seconds}: ${rates}${sayDirections(jobs)}`]
}

/** `; 70 % reads, 30 % writes` */
function sayDirections(jobs: FioJob[]): string {
  const counts = new Map<string, number>()
  for (const { direction, completed } of jobs.flatMap(({ directions }) => directions)) {
    if (completed?.value) counts.set(direction, (counts.get(direction) ?? 0) + completed.value)
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (counts.size === 0) return ''
  return `; ${[...counts]
    .map(([direction, count]) => `${toPlain(formatPercent(count / all, 0))} ${direction}s`)
    .join(', ')}`
}

function sayLatency({ latency, percentiles = {}, bins, setAside }: Load, jobs: FioJob[]): string[] {
  if (setAside?.latency !== undefined) return [`  latency    set aside: ${setAside.latency}`]
  const known = Object.entries(percentiles).map(([name, { value }]) => [name, value] as const)
  const told = [
    ...(latency ? [`${say(latency.value, 's')} mean`] : []),
    ...known.map(([name, value]) => `${name} ${say(value, 's')}`),
  ]
  if (told.length === 0) return ['  latency    not recorded']
  const steps = bins?.map(([value, count]): Step => [value, value, count]) ?? toSteps(jobs)
  const drawn = drawDistribution(steps, known, width)
  return [
    `  latency    ${told.join(', ')}`,
    ...(drawn
      ? [
          `             ${drawn.bars.trimEnd()}`,
          ...(drawn.marks === '' ? [] : [`             ${drawn.marks}`]),
          `             from ${say(drawn.least, 's')} to ${say(drawn.most, 's')}, on a log scale${bins ? '' : ', in steps of fio'}`,
        ]
      : []),
  ]
}

/** Reads and writes of a mixed load, a line each. */
function sayApart({ directions, duration }: Load): string[] {
  if (typeof directions !== 'object') return []
  return Object.entries(directions).map(
    ([direction, { completed, transferred, latency, percentiles = {} }]) => {
      const told = [
        say(completed.value / duration.value, 'IO/s'),
        say(transferred.value / duration.value, 'B/s'),
        ...(latency ? [`${say(latency.value, 's')} mean`] : []),
        ...(percentiles.p99 ? [`p99 ${say(percentiles.p99.value, 's')}`] : []),
      ]
      return `  ${`${direction}s`.padEnd(9)}  ${told.join(', ')}`
    },
  )
}

/** The ends of fio's steps, in s: 2, 4, 10, … 1000 of each unit. */
const ends = [1e-9, 1e-6, 1e-3]
  .flatMap(unit => [2, 4, 10, 20, 50, 100, 250, 500, 750, 1000].map(end => end * unit))
  .concat(2)

const unitsOfSteps: { [unit: string]: number } = { ns: 1e-9, us: 1e-6, ms: 1e-3 }

/** fio's steps, `latency_us/250`, with the I/Os in each; `>=2000` has no end, and is drawn to twice that. */
function toSteps(jobs: FioJob[]): Step[] {
  return jobs.flatMap(({ shares = [], directions }) => {
    const all = directions.reduce((sum, { completed }) => sum + (completed?.value ?? 0), 0)
    return shares.flatMap(({ name, value }): Step[] => {
      const [, unit = '', open, written] = /^latency_(\w+)\/(>=)?(\d+)$/.exec(name) ?? []
      const end = Number(written) * (unitsOfSteps[unit] ?? Number.NaN)
      if (Number.isNaN(end)) return []
      const count = (value / 100) * all
      if (open) return [[end, 2 * end, count]]
      const before = ends.filter(other => other < end * 0.999).at(-1) ?? end / 2
      return [[before, end, count]]
    })
  })
}

function sayRate({ intervals }: Load): string[] {
  if (!intervals || intervals.values.length < 2) return []
  const { values, unit, seconds } = intervals
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return [
    `  rate       ${drawBars(compress(values, width))}`,
    `             ${say(least, unit)} to ${say(most, unit)}, ${values.length} intervals of ${say(seconds, 's')}`,
  ]
}

function sayCosts(costs: ShownRun['costs']): string[] {
  if (costs.length === 0)
    return ['', '  no counts beside it (perf stat, /proc/stat, mpstat): it has no costs']
  const longest = Math.max(...costs.map(({ metric }) => metric.id.length))
  return [
    '',
    '  technote computes',
    ...costs.map(({ metric, found }) => `    ${metric.id.padEnd(longest)}  ${sayFound(found)}`),
  ]
}

function sayFound(found: Quantity | string): string {
  if (typeof found === 'string') return found
  const scale = scaleFor([found.value], found.unit)
  const own = found.value / scale.divisor
  return toPlain(print(withUnit(formatNumber(own, Math.max(0, decimalsFor(own))), scale)))
}
