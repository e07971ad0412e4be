import { type BaseUnit, divide, type Missing, type Quantity } from '../../model/quantity.ts'
import { pooledPercentile } from '../../statistics/percentile/pooled-percentile.ts'
import { percentiles } from '../../study/percentiles.ts'
import type { Load, Run } from '../../study/study.ts'
import { nameTools, toolsOf } from '../../study/tool-words.ts'
import type { MeasuredMetric } from './metrics.ts'

/** What every workload is measured by, from the reports of the tools that made these loads. */
export function toPerformance(runs: readonly Run[]): MeasuredMetric[] {
  const loads = runs.flatMap(({ load }) => (load?.percentiles ? load : []))
  const isRead = loads.length > 0 && loads.every(({ bins }) => bins === undefined)
  return [
    ...toMeans(runs),
    ...percentiles.map(percent => toPercentileMetric(percent, runs, isRead)),
  ]
}

function toMeans(runs: readonly Run[]): MeasuredMetric[] {
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
      of: ({ load }) => toRate(load, 'completed'),
    },
    {
      id: 'bandwidth',
      label: 'Bandwidth',
      kind: 'performance',
      better: 'higher',
      formula: `bytes transferred ÷ seconds of ${name}`,
      unitOf: () => 'B/s',
      of: ({ load }) => toRate(load, 'transferred'),
    },
    {
      id: 'latency',
      label: 'Mean completion latency',
      kind: 'performance',
      better: 'lower',
      formula: orAny(readings.map(({ latency }) => latency)),
      isLatency: true,
      unitOf: () => 's',
      of: ({ load }) =>
        load?.latency ?? missingOf(load, 'completion latency was not recorded', 'latency'),
    },
    {
      id: 'total-latency',
      label: 'Mean latency with submission',
      kind: 'performance',
      better: 'lower',
      formula: orAny(readings.map(({ totalLatency }) => totalLatency)),
      isLatency: true,
      unitOf: () => 's',
      of: ({ load }) =>
        load?.totalLatency ?? missingOf(load, 'total latency was not recorded', 'totalLatency'),
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
    of: ({ load, generator }) =>
      load?.percentiles?.[`p${percent}`] ?? missingOf(load, generator.needs.percentile, 'latency'),
    canPool: runs => runs.every(({ load }) => load?.bins !== undefined),
    pool: runs =>
      pooledPercentile(
        runs.map(run => run.load?.bins ?? []),
        percent,
      ),
  }
}

function toRate(load: Load | undefined, work: 'completed' | 'transferred'): Quantity | Missing {
  const rate = load && !load.isInTurn && divide<BaseUnit, 's'>(load[work], load.duration)
  return rate || missingOf(load, 'no load')
}

/** Why a load has no rate or latency: of loads one after another, or of a latency that was set aside. */
function missingOf(
  load: Load | undefined,
  reason: string,
  part?: 'latency' | 'totalLatency',
): Missing {
  const setAside = part && load?.setAside?.[part]
  return {
    missing: load?.isInTurn ? 'its loads ran one after another' : (setAside ?? reason),
  }
}
