import { lowerFirst } from '../../format/lower-first.ts'
import {
  type BaseUnit,
  divide,
  isMissing,
  type Missing,
  type Quantity,
  type Unit,
} from '../../model/quantity.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { nameCount, nameOne, toCountUnit } from '../../study/counters/counts.ts'
import { findSameWindow } from '../../study/counters/windows.ts'
import { partLabels } from '../../study/manifest/cost-parts.ts'
import { isWholeOf } from '../../study/manifest/costs.ts'
import type { Manifest, MetricSpec } from '../../study/manifest/manifest.ts'
import type { WorkUnit } from '../../study/manifest/work-unit.ts'
import type { Counted, CountedWindow, Reference, Run, Study } from '../../study/study.ts'
import type { Bounds, Metric, RateOfWork } from '../cells.ts'
import {
  baseOf,
  type Counting,
  type CountUnit,
  type Edge,
  findCounted,
  isTimeless,
  type Rate,
  secondsOf,
  toCountRate,
} from './counted-rate.ts'
import { toFormula, toFormulas } from './formulas.ts'
import { toPerformance } from './performance.ts'
import { type RateInside, rateInside } from './rate-inside.ts'

/** A metric and how a run's value of it is found. */
export interface MeasuredMetric extends Metric {
  of(run: Run, per: WorkUnit): Quantity | Missing
  /** The unit of its values, also where no run has one. */
  unitOf(per: WorkUnit): Unit
  /** Least and most that it can be, where perf's seconds or the tool's start and end leave that open. */
  boundsOf?(run: Run, per: WorkUnit): Bounds | undefined
  /** Whether perf counted all of the tool in this run, from its start to its end. */
  holdsRun?(run: Run): boolean
  /** Whether the work of this run is that inside perf’s window, or the mean of the run for want of a log. */
  rateOfWork?(run: Run): RateOfWork | undefined
  /** How it was computed from this run, in words. */
  formulaOf?(run: Run): string
  /** The same in each window of a run that was counted in several; n does not count them. */
  windowsOf?(run: Run, per: WorkUnit): Quantity[]
  /** Whether values under the workload may be below zero: those net of a reference. */
  isSigned?(workload: string): boolean
  /** What is counted a second, of which a ladder of loads takes the slope. */
  rateOf?(run: Counting): Rate | Missing
  /** What of a cost it is, where it is not the cost itself. */
  part?: MetricSpec['part']
  /** The value of these runs together, where it is not a mean over them. */
  pool?(runs: readonly Run[]): Interval | undefined
  /** Whether all of these runs can be put together so; else theirs is a mean over them too. */
  canPool?(runs: readonly Run[]): boolean
}

/**
 * Costs as the manifest names them, then what every workload is measured by.
 *
 * @param formulas by metric, where they are known: each run is asked for them
 */
export function toMetrics(
  { manifest, references, runs }: Study,
  formulas: { [metric: string]: string } = {},
): MeasuredMetric[] {
  const unitOf = createUnits(runs)
  const isFree = (workload: string) => manifest.workloads[workload]?.target === undefined
  const costs = Object.entries(manifest.metrics).map(
    ([id, spec]): MeasuredMetric => ({
      id,
      label: toLabel(spec, manifest),
      kind: 'cost',
      better: spec.inverse ? 'higher' : 'lower',
      formula:
        formulas[id] ?? toFormulas(spec, runs, manifest, run => rateOfWork(run, spec, isFree)),
      scope: spec.scope,
      ...(spec.net && { whole: findWhole(spec, manifest) }),
      of: (run, per) => toCost(run, spec, { per, references, isFree }),
      boundsOf: (run, per) => toBounds(run, spec, { per, references, isFree }),
      rateOfWork: run => rateOfWork(run, spec, isFree),
      holdsRun: run => findCounted(run, spec.scope, spec.count)?.holdsRun === true,
      formulaOf: run => toFormula(spec, run, rateOfWork(run, spec, isFree)),
      unitOf: per => toUnit(spec, per, unitOf),
      windowsOf: (run, per) => toWindowCosts(run, spec, { per, references, isFree }),
      isSigned: workload => spec.net?.[workload] !== undefined,
      ...(spec.per === undefined && !spec.inverse && { rateOf: run => toTimedRate(run, spec) }),
      ...(spec.part && { part: spec.part }),
    }),
  )
  return [...costs, ...toPerformance(runs)]
}

/** The same cost with nothing subtracted, which the manifest must have. */
function findWhole(net: MetricSpec, { metrics }: Manifest): string | undefined {
  return Object.keys(metrics).find(id => {
    const spec = metrics[id]
    return spec !== undefined && isWholeOf(spec, net)
  })
}

/** With what it is net of where another metric is the cost itself, and `gross` where that is beside. */
function toLabel(spec: MetricSpec, { metrics }: Manifest): string {
  const { label = nameCost(spec), count, scope, net, part } = spec
  if (part) return `${label}, ${partLabels[part.name]}`
  const isBeside = Object.values(metrics).some(
    other => other.count === count && other.scope === scope && !other.net && !other.part,
  )
  const [reference] = Object.values(net ?? {})
  return reference && isBeside && spec.label === undefined ? `${label}, net of ${reference}` : label
}

/** `Instructions per CPU cycle`, where study.yaml gives it no other name. */
function nameCost({ count, per, inverse }: MetricSpec): string {
  const label = nameCount(count)
  if (per) return `${label} per ${nameOne(per)}`
  return inverse ? `Work per ${lowerFirst(label)}` : label
}

/** The unit of work, the references of the study, and which of perf's seconds are meant. */
interface Asked {
  per: WorkUnit
  references: Reference[]
  /** Whether nothing holds the load of a workload. */
  isFree(workload: string): boolean
  edge?: Edge
}

/**
 * Cost of a unit of work: (count ÷ its seconds) ÷ (work ÷ the tool's seconds). Two rates
 * are divided, since the two never look for exactly as long. Where perf saw all of the tool, its
 * count is taken for the tool's seconds too, so that it is count ÷ work.
 */
function toCost(run: Run, spec: MetricSpec, asked: Asked): Quantity | Missing {
  const { edge } = asked
  const reference = spec.net?.[run.workload]
  if (spec.isOnlyNet && !reference) return { missing: 'no reference for this workload' }
  const counted = reference
    ? toNetRate(run, spec, reference, asked)
    : toCountRate(run, spec.scope, spec.count, edge)
  const divisor = spec.per
    ? toCountRate(run, spec.scope, spec.per, edge)
    : toWorkBeside(run, spec, asked)
  if (isMissing(counted)) return counted
  if (isMissing(divisor)) return divisor
  const isUntimed = findCounted(run, spec.scope, spec.count)?.isUntimed
  if (isUntimed && reference) {
    return {
      missing: `how long \`${spec.count}\` was counted is not known, so no idle rate can be subtracted`,
      cause: 'untimed',
    }
  }
  if (isTimeless(run, spec.scope, spec.count) !== isTimeless(run, spec.scope, spec.per)) {
    return {
      missing: `how long \`${spec.count}\` was counted is not known; \`per\` can name a count of the same files`,
      cause: 'untimed',
    }
  }
  const [above, below] = spec.inverse ? [divisor, counted] : [counted, divisor]
  if (below.value === 0) return { missing: 'a count of zero to divide by' }
  return {
    value: above.value / below.value,
    unit: `${baseOf(above)}/${toDivisor(baseOf(below))}`,
    sources: [...above.sources, ...below.sources],
  }
}

/** The rate of work while it was counted: of a load that nothing holds by the tool’s log, where that tells it. */
function toWorkBeside(run: Run, spec: MetricSpec, { per, isFree }: Asked): Rate | Missing {
  const rate = toWorkRate(run, per)
  const inside = findInside(run, spec, isFree)
  if (isMissing(rate) || !inside) return rate
  const { share, source } = inside
  return { ...rate, value: rate.value * share, sources: [...rate.sources, source] }
}

/** Of a load that nothing holds, and of which perf saw a part. */
function rateOfWork(run: Run, spec: MetricSpec, isFree: Asked['isFree']): RateOfWork | undefined {
  const counted = findCounted(run, spec.scope, spec.count)
  if (!counted || counted.holdsRun || spec.per || !isFree(run.workload)) return undefined
  return findInside(run, spec, isFree) ? 'in-window' : 'of-run'
}

function findInside(run: Run, spec: MetricSpec, isFree: Asked['isFree']): RateInside | undefined {
  const counted = findCounted(run, spec.scope, spec.count)
  if (!counted || counted.holdsRun || counted.isUntimed || !isFree(run.workload)) return undefined
  return rateInside(run.load, counted)
}

/** Of the seconds that perf's window can be, those that make the cost least and most. */
function toBounds(run: Run, spec: MetricSpec, asked: Asked): Bounds | undefined {
  const edges = (['least', 'most'] as const).map(edge => toCost(run, spec, { ...asked, edge }))
  const [first, last] = edges.flatMap(cost => (isMissing(cost) ? [] : cost.value))
  if (first === undefined || last === undefined || first === last) return undefined
  return { lower: Math.min(first, last), upper: Math.max(first, last) }
}

type UnitOfCount = (scope: string, count: string) => BaseUnit

/** The unit of each count: as some run has it, else as its name tells it. Runs are asked once. */
function createUnits(runs: Run[]): UnitOfCount {
  const known = new Map<string, BaseUnit>()
  return (scope, count) => {
    const key = `${scope}\0${count}`
    const unit = known.get(key) ?? findUnit(runs, scope, count)
    known.set(key, unit)
    return unit
  }
}

function findUnit(runs: Run[], scope: string, count: string): BaseUnit {
  for (const run of runs) {
    const counted = run.counters[scope]?.[count]
    if (counted !== undefined && !isMissing(counted)) return counted.amount.unit
  }
  return toCountUnit(count) ?? 'event'
}

function toUnit(
  { count, scope, per, inverse }: MetricSpec,
  work: WorkUnit,
  unitOf: UnitOfCount,
): Unit {
  const divisor = per === undefined ? work.unit : unitOf(scope, per)
  const counted = unitOf(scope, count)
  return inverse ? `${divisor}/${toDivisor(counted)}` : `${counted}/${toDivisor(divisor)}`
}

/** Each window's own count, over the work in it where the tool's log tells that; else its rate is its mean. */
function toWindowCosts(run: Run, spec: MetricSpec, asked: Asked): Quantity[] {
  const counters = run.counters[spec.scope] ?? {}
  const counted = counters[spec.count]
  if (!counted || isMissing(counted) || !counted.windows) return []
  const divisor = spec.per === undefined ? undefined : counters[spec.per]
  return counted.windows.flatMap(window => {
    const below = divisor && !isMissing(divisor) ? findSameWindow(window, divisor) : undefined
    const alone = (part: CountedWindow): Counted => ({ ...part, running: counted.running })
    const changed = {
      ...counters,
      [spec.count]: alone(window),
      ...(spec.per && { [spec.per]: below ? alone(below) : { missing: 'not in this window' } }),
    }
    const only = { ...run, counters: { ...run.counters, [spec.scope]: changed } }
    const cost = toCost(only, spec, asked)
    return isMissing(cost) ? [] : [cost]
  })
}

/** Seconds below the line are those of CPUs. */
function toDivisor(unit: CountUnit): CountUnit {
  return unit === 's' ? 'CPU-s' : unit
}

/** What is left above the reference of the same repeat, and of the same configuration if it has one. */
function toNetRate(
  run: Run,
  { scope, count }: MetricSpec,
  id: string,
  { references, edge = 'used' }: Asked,
): Rate | Missing {
  const reference = findReference(references, id, run)
  if (!reference) return { missing: `no \`${id}\` of repeat ${run.repeat}` }
  const gross = toCountRate(run, scope, count, edge)
  const idle = toCountRate(reference, scope, count)
  if (isMissing(gross)) return gross
  if (isMissing(idle)) return idle
  const counted = findCounted(run, scope, count)
  // What holds all of the tool's run has the rest of as many seconds in it as perf counted.
  const times = counted?.holdsRun ? counted.window.value / secondsOf(counted, run, edge) : 1
  const value = gross.value - idle.value * times
  return { ...gross, value, sources: [...gross.sources, ...idle.sources] }
}

/** That of the same repeat, and of the same configuration if it has one. */
export function findReference(
  references: readonly Reference[],
  id: string,
  run: Pick<Run, 'configuration' | 'repeat'>,
): Reference | undefined {
  return references.find(
    reference =>
      reference.id === id &&
      reference.repeat === run.repeat &&
      (reference.configuration ?? run.configuration) === run.configuration,
  )
}

/** A rate whose seconds are known. */
function toTimedRate(run: Counting, { scope, count }: MetricSpec): Rate | Missing {
  return isTimeless(run, scope, count)
    ? { missing: `how long \`${count}\` was counted is not known`, cause: 'untimed' }
    : toCountRate(run, scope, count)
}

export function toWorkRate({ load }: Pick<Run, 'load'>, { unit, size }: WorkUnit): Rate | Missing {
  if (!load) return { missing: 'no load' }
  const work: Quantity<BaseUnit> = size.unit === 'IO' ? load.completed : load.transferred
  const rate = divide(work, load.duration)
  if (!rate) return { missing: 'an empty window' }
  return { ...rate, value: rate.value / size.value, unit: `${unit}/s` }
}
