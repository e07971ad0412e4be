import { type BaseUnit, divide, isMissing, type Missing, type Quantity } from '../model/quantity.ts'
import type { Manifest } from '../study/manifest.ts'
import type { Run } from '../study/study.ts'
import type { Metric } from './efficiency.ts'

/** A metric and how a run's value of it is found. */
export interface MeasuredMetric extends Metric {
  of(run: Run, per: 'IO' | 'B'): Quantity | Missing
}

/** What is known of counts by name; any other perf event is counted as it is called. */
const countLabels: { [count: string]: string } = {
  'context-switches': 'Context switches',
  'cpu-migrations': 'CPU migrations',
  'page-faults': 'Page faults',
  'user-time': 'User CPU time',
  'system-time': 'System CPU time',
  'busy-time': 'CPU time',
  'task-clock': 'CPU time',
  'cycles:u': 'User CPU cycles',
  'cycles:k': 'System CPU cycles',
  cycles: 'CPU cycles',
  'instructions:u': 'User instructions',
  'instructions:k': 'System instructions',
  instructions: 'Instructions',
  'msr/tsc/': 'Reference cycles',
}

/** Costs as the manifest names them, then what every workload is measured by. */
export function toMetrics(manifest: Manifest): MeasuredMetric[] {
  const costs = Object.entries(manifest.metrics).map(([id, { count, scope, label }]) => ({
    id,
    label: label ?? countLabels[count] ?? count,
    kind: 'cost' as const,
    better: 'lower' as const,
    formula: `(${count} ÷ seconds counted) ÷ (work completed ÷ seconds of fio)`,
    scope,
    of: (run: Run, per: 'IO' | 'B') => toCost(run, count, scope, per),
  }))
  return [...costs, ...performance]
}

/**
 * Cost of a unit of work: (count ÷ its seconds) ÷ (work ÷ fio's seconds). Two rates are
 * divided, since perf and fio never look for exactly as long.
 */
function toCost(run: Run, count: string, scope: string, per: 'IO' | 'B'): Quantity | Missing {
  const counted = run.counters[scope]?.[count]
  if (!run.load) return { missing: 'no load' }
  if (!counted) return { missing: `\`${count}\` was not recorded` }
  if (isMissing(counted)) return counted
  const work = per === 'IO' ? run.load.completed : run.load.transferred
  const countRate = divide(counted.amount, counted.window)
  const workRate = divide<BaseUnit, 's'>(work, run.load.duration)
  if (!countRate || !workRate || workRate.value === 0) return { missing: 'an empty window' }
  return {
    value: countRate.value / workRate.value,
    unit: `${counted.amount.unit}/${per}`,
    sources: [...countRate.sources, ...workRate.sources],
  }
}

const performance: MeasuredMetric[] = [
  {
    id: 'iops',
    label: 'IOPS',
    kind: 'performance',
    better: 'higher',
    formula: 'I/Os completed ÷ seconds of fio',
    of: ({ load }) => toRate(load?.completed, load?.duration),
  },
  {
    id: 'bandwidth',
    label: 'Bandwidth',
    kind: 'performance',
    better: 'higher',
    formula: 'bytes transferred ÷ seconds of fio',
    of: ({ load }) => toRate(load?.transferred, load?.duration),
  },
  {
    id: 'latency',
    label: 'Mean completion latency',
    kind: 'performance',
    better: 'lower',
    formula: 'mean of completion latency, as fio counted it',
    of: ({ load }) => load?.latency ?? { missing: 'completion latency was not recorded' },
  },
]

function toRate(
  amount: Quantity<BaseUnit> | undefined,
  duration: Quantity<'s'> | undefined,
): Quantity | Missing {
  const rate = amount && duration && divide(amount, duration)
  return rate ?? { missing: 'no load' }
}
