import { type BaseUnit, divide, type Missing, type Quantity } from '../../model/quantity.ts'
import { pooledPercentile } from '../../statistics/percentile/pooled-percentile.ts'
import { percentiles } from '../../study/percentiles.ts'
import type { DirectedLoad, Direction, Load, Run } from '../../study/study.ts'
import { nameTools, toolsOf } from '../../study/tool-words.ts'
import type { MeasuredMetric } from './metrics.ts'

/**
 * What every workload is measured by, from the reports of the tools that made these loads. Where any of them
 * went several ways, each metric is there for reads, writes and trims apart too: `latency-p99.read`.
 */
export function toPerformance(runs: readonly Run[]): MeasuredMetric[] {
  return [undefined, ...directionsOf(runs)].flatMap(direction => {
    const of = toView(direction)
    const loads = runs.flatMap(run => of(run) ?? []).filter(({ percentiles }) => percentiles)
    const isRead = loads.length > 0 && loads.every(({ bins }) => bins === undefined)
    return [
      ...toMeans(runs, of),
      ...percentiles.map(percent => toPercentileMetric(percent, runs, of, isRead)),
    ].map(metric => (direction ? toDirected(metric, direction) : metric))
  })
}

/** Each direction of mixed loads, in the order in which fio tells them; none where no load is mixed. */
function directionsOf(runs: readonly Run[]): Direction[] {
  const found = new Set(
    runs.flatMap(({ load }) =>
      typeof load?.directions === 'object' ? Object.keys(load.directions) : [],
    ),
  )
  return directions.filter(direction => found.has(direction))
}

const directions: Direction[] = ['read', 'write', 'trim']

/** The part of a run that a metric is of. */
type View = (run: Pick<Run, 'load'>) => Seen | undefined

type Seen = DirectedLoad & Pick<Load, 'duration' | 'isInTurn'>

function toView(direction: Direction | undefined): View {
  if (!direction) return ({ load }) => load
  return ({ load }) => {
    if (!load?.directions || load.directions === direction) {
      return load?.directions === direction ? load : undefined
    }
    const own = typeof load.directions === 'object' ? load.directions[direction] : undefined
    return own && { ...own, duration: load.duration }
  }
}

function toDirected(metric: MeasuredMetric, direction: Direction): MeasuredMetric {
  return {
    ...metric,
    id: `${metric.id}.${direction}`,
    label: `${metric.label}, ${direction}s`,
    formula: `of ${direction}s alone: ${metric.formula}`,
    of: (run, per) => {
      const { load } = run
      if (load?.isInTurn) return { missing: inTurn }
      const isKnown = !load || load.directions !== undefined
      return isKnown ? metric.of(run, per) : { missing: 'its report tells all directions as one' }
    },
  }
}

function toMeans(runs: readonly Run[], seen: View): MeasuredMetric[] {
  const name = nameTools(runs)
  const readings = toolsOf(runs).map(tool => tool.readings)
  return [
    {
      id: 'iops',
      label: 'IOPS',
      kind: 'performance',
      better: 'higher',
      formula: `I/Os completed ÷ seconds of ${name}`,
      unitOf: () => 'IO/s',
      of: run => toRate(run, seen, 'completed'),
    },
    {
      id: 'bandwidth',
      label: 'Bandwidth',
      kind: 'performance',
      better: 'higher',
      formula: `bytes transferred ÷ seconds of ${name}`,
      unitOf: () => 'B/s',
      of: run => toRate(run, seen, 'transferred'),
    },
    {
      id: 'latency',
      label: 'Mean completion latency',
      kind: 'performance',
      better: 'lower',
      formula: orAny(readings.map(({ latency }) => latency)),
      isLatency: true,
      unitOf: () => 's',
      of: run =>
        seen(run)?.latency ??
        missingOf(run, seen, 'completion latency was not recorded', 'latency'),
    },
    {
      id: 'total-latency',
      label: 'Mean latency with submission',
      kind: 'performance',
      better: 'lower',
      formula: orAny(readings.map(({ totalLatency }) => totalLatency)),
      isLatency: true,
      unitOf: () => 's',
      of: run =>
        seen(run)?.totalLatency ??
        missingOf(run, seen, 'total latency was not recorded', 'totalLatency'),
    },
  ]
}

/** What each tool says; of a study without a run, none does. */
function orAny(formulas: readonly string[]): string {
  return formulas.length > 0 ? formulas.join('; or ') : 'mean latency, as the report tells it'
}

/**
 * Percentiles over runs come from their bins together. Where the tool wrote none, those that it
 * printed of single runs are averaged over runs as any value of a run is, and called so: that is no
 * percentile of all I/Os.
 *
 * @param isRead whether no run of the study has bins
 */
function toPercentileMetric(
  percent: number,
  runs: readonly Run[],
  seen: View,
  isRead: boolean,
): MeasuredMetric {
  const name = nameTools(runs)
  const bins = toolsOf(runs)
    .flatMap(({ readings }) => readings.bins ?? [])
    .join(' and ')
  const ofRuns = `mean over runs of the ${percent}th percentile that ${name} printed of each`
  const ofAll = `the ${percent}th percentile of all I/Os, from the merged bins of ${bins}`
  return {
    id: `latency-p${percent}`,
    label: `p${percent} of completion latency${isRead ? ', of single runs' : ''}`,
    kind: 'performance',
    better: 'lower',
    formula: isRead || bins === '' ? ofRuns : `${ofAll}; where a run has no bins, ${ofRuns}`,
    isLatency: true,
    unitOf: () => 's',
    of: run =>
      seen(run)?.percentiles?.[`p${percent}`] ??
      missingOf(run, seen, run.generator.needs.percentile, 'latency'),
    canPool: runs => runs.every(run => seen(run)?.bins !== undefined),
    pool: runs =>
      pooledPercentile(
        runs.map(run => seen(run)?.bins ?? []),
        percent,
      ),
  }
}

function toRate(
  run: Pick<Run, 'load'>,
  seen: View,
  work: 'completed' | 'transferred',
): Quantity | Missing {
  const load = seen(run)
  const rate = load && !load.isInTurn && divide<BaseUnit, 's'>(load[work], load.duration)
  return rate || missingOf(run, seen, 'no load')
}

/** Why a load has no rate or latency: of loads one after another, or of a latency that was set aside. */
function missingOf(
  run: Pick<Run, 'load'>,
  seen: View,
  reason: string,
  part?: 'latency' | 'totalLatency',
): Missing {
  const load = seen(run)
  const setAside = part && load?.setAside?.[part]
  if (run.load && !load) return { missing: 'it did no such I/O' }
  return {
    missing: load?.isInTurn ? inTurn : (setAside ?? reason),
  }
}

const inTurn = 'its loads ran one after another'
