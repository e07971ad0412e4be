import { type BaseUnit, divide, type Missing, type Quantity } from '../../model/quantity.ts'
import { pooledPercentile } from '../../statistics/percentile/pooled-percentile.ts'
import { percentiles } from '../../study/percentiles.ts'
import type { Load, Run } from '../../study/study.ts'
import type { MeasuredMetric } from './metrics.ts'

/** What every workload is measured by, from fio's own report of these runs. */
export function toPerformance(runs: readonly Run[]): MeasuredMetric[] {
  const loads = runs.flatMap(({ load }) => (load?.percentiles ? load : []))
  const isRead = loads.length > 0 && loads.every(({ bins }) => bins === undefined)
  return [...means, ...percentiles.map(percent => toPercentileMetric(percent, isRead))]
}

const means: readonly MeasuredMetric[] = [
  {
    id: 'iops',
    label: 'IOPS',
    kind: 'performance',
    better: 'higher',
    formula: 'I/Os completed ÷ seconds of fio',
    unitOf: () => 'IO/s',
    of: ({ load }) => toRate(load, 'completed'),
  },
  {
    id: 'bandwidth',
    label: 'Bandwidth',
    kind: 'performance',
    better: 'higher',
    formula: 'bytes transferred ÷ seconds of fio',
    unitOf: () => 'B/s',
    of: ({ load }) => toRate(load, 'transferred'),
  },
  {
    id: 'latency',
    label: 'Mean completion latency',
    kind: 'performance',
    better: 'lower',
    formula: 'mean of completion latency, as fio counted it',
    isLatency: true,
    unitOf: () => 's',
    of: ({ load }) =>
      load?.latency ?? missingOf(load, 'completion latency was not recorded', 'clat'),
  },
  {
    id: 'total-latency',
    label: 'Mean latency with submission',
    kind: 'performance',
    better: 'lower',
    formula: 'mean of submission and completion latency together, as fio counted it',
    isLatency: true,
    unitOf: () => 's',
    of: ({ load }) =>
      load?.totalLatency ?? missingOf(load, 'total latency was not recorded', 'lat'),
  },
]

/**
 * Percentiles over runs come from their bins together. Where fio wrote none, those that it printed
 * of single runs are averaged over runs as any value of a run is, and called so: that is no
 * percentile of all I/Os.
 *
 * @param isRead whether no run of the study has bins
 */
function toPercentileMetric(percent: number, isRead: boolean): MeasuredMetric {
  const ofRuns = `mean over runs of the ${percent}th percentile that fio printed of each`
  const ofAll = `the ${percent}th percentile of all I/Os, from the merged bins of fio’s json+`
  return {
    id: `latency-p${percent}`,
    label: `p${percent} of completion latency${isRead ? ', of single runs' : ''}`,
    kind: 'performance',
    better: 'lower',
    formula: isRead ? ofRuns : `${ofAll}; where a run has no bins, ${ofRuns}`,
    isLatency: true,
    unitOf: () => 's',
    of: ({ load }) => load?.percentiles?.[`p${percent}`] ?? missingOf(load, noPercentile, 'clat'),
    canPool: runs => runs.every(({ load }) => load?.bins !== undefined),
    pool: runs =>
      pooledPercentile(
        runs.map(run => run.load?.bins ?? []),
        percent,
      ),
  }
}

const noPercentile =
  'fio printed no such percentile of its only job and direction, and no bins, as it does with --output-format=json+'

function toRate(load: Load | undefined, work: 'completed' | 'transferred'): Quantity | Missing {
  const rate = load && !load.isInTurn && divide<BaseUnit, 's'>(load[work], load.duration)
  return rate || missingOf(load, 'no load')
}

/** Why a load has no rate or latency: of loads one after another, or of a report that contradicts it. */
function missingOf(load: Load | undefined, reason: string, part = ''): Missing {
  const contradicted = load?.contradicted?.[part]
  return {
    missing: load?.isInTurn ? 'its loads ran one after another' : (contradicted ?? reason),
  }
}
