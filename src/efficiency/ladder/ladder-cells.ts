import { whyImpossible } from '../../study/configurations.ts'
import type { Configuration, Run } from '../../study/study.ts'
import { beginCell } from '../begin-cell.ts'
import type { Cell, Doubt, Point, Result } from '../cells.ts'
import type { MeasuredMetric } from '../metrics/metrics.ts'
import type { Around } from '../to-efficiency.ts'
import type { Ladder, LadderPart } from './ladder.ts'
import { heldRungs, toLadderSeries, toLadderValues, toRungs } from './rungs.ts'

/** The cells of a ladder: in each the lines through the loads that its configuration held. */
export function toLadderRow(
  ladder: string,
  around: Around,
  rows: ReadonlyMap<string, Cell[]>,
): Cell[] {
  return around.study.configurations.map((configuration, at) =>
    toLadderCell(ladder, configuration, around, workload => rows.get(workload)?.[at]),
  )
}

function toLadderCell(
  workload: string,
  configuration: Configuration,
  around: Around,
  cellOf: (workload: string) => Cell | undefined,
): Cell {
  const { study, metrics } = around
  const { manifest } = study
  const rungs = manifest.workloads[workload]?.ladder?.rungs.map(({ id }) => id) ?? []
  const cells = rungs.flatMap(id => cellOf(id) ?? [])
  const results = metrics.flatMap(metric => {
    const result = toResult(workload, metric, configuration, around, cellOf)
    return result ? [[metric.id, result] as const] : []
  })
  const impossible = whyImpossible(manifest, configuration.levels, workload) ?? reasonOfAll(cells)
  const runs = toRounds(workload, configuration, cells)
  return {
    ...beginCell({ manifest, configuration, workload, runs, impossible }),
    excluded: [],
    load: { state: 'no-target' },
    rungs,
    results: Object.fromEntries(results),
  }
}

/** A ladder of which no load can be is none either. */
function reasonOfAll(cells: Cell[]): { reason: string } | undefined {
  const reasons = cells.map(({ state }) => (state.state === 'impossible' ? state : undefined))
  return reasons.every(reason => reason !== undefined) ? reasons[0] : undefined
}

/** One for each repeat in which a load was run: what a ladder has in place of runs. */
function toRounds(workload: string, { id }: Configuration, cells: Cell[]): Run[] {
  const runs = cells.flatMap(cell => cell.runs)
  const rounds = new Map(runs.map(run => [run.repeat, run.generator]))
  return [...rounds]
    .sort(([a], [b]) => byNumber(a, b))
    .map(([repeat, generator]) => ({
      id: `${id}.${workload}.r${repeat}`,
      configuration: id,
      workload,
      repeat,
      generator,
      counters: {},
      files: runs.filter(run => run.repeat === repeat).flatMap(({ files }) => files),
    }))
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** What of a ladder a metric is; none of performance, of ratios of counts and of gross costs. */
function toPart({ kind, part, rateOf }: MeasuredMetric): LadderPart | undefined {
  if (kind !== 'cost' || !rateOf || part?.name === 'gross') return undefined
  return part?.name ?? 'slope'
}

function toResult(
  workload: string,
  metric: MeasuredMetric,
  configuration: Configuration,
  { study, assumption, rounds }: Around,
  cellOf: (workload: string) => Cell | undefined,
): Result | undefined {
  const part = toPart(metric)
  if (!part) return undefined
  const rungs = toRungs(workload, metric, configuration.id, study, cellOf)
  const ladder: Ladder = { part, rungs, rounds }
  const held = heldRungs(ladder)
  const values = toLadderValues(ladder, held)
  const points = [...values].map(
    ([repeat, quantity]): Point => ({
      run: `${configuration.id}.${workload}.r${repeat}`,
      repeat,
      quantity,
      counts: true,
    }),
  )
  const series = toLadderSeries(ladder, held)
  const [first] = points
  const per = study.manifest.workloads[workload]?.per
  if (!first) {
    const unit = per ? metric.unitOf(per) : '1'
    return {
      unit,
      points,
      series,
      ladder,
      estimate: { state: 'not-recorded', reason: whyNone(ladder) },
    }
  }
  const estimate = assumption.summarise(
    points.map(({ quantity }) => quantity.value),
    true,
  )
  return { unit: first.quantity.unit, points, series, ladder, estimate }
}

function whyNone({ part, rungs }: Ladder): string {
  const held = rungs.filter(({ isHeld }) => isHeld)
  if (rungs.length === 0) return 'it was counted at no load of the ladder'
  const least = part === 'top' ? 3 : 2
  return held.length < least
    ? `held at ${held.length} of the loads, ${least} are needed`
    : 'no round has all loads'
}

/** Doubts on counts and runs, which are those of the loads. */
const inherited = [
  'multiplexing',
  'window',
  'same-window',
  'missing-count',
  'hidden-factor',
  'unequal-load',
  'io-size',
  'queue-depth',
  'steady-state',
  'short-run',
  'load-error',
]

/** What is doubted at a load of a ladder is doubted of its lines. */
export function inheritDoubts(cell: Cell, cells: readonly Cell[]): Doubt[] {
  const { rungs, configuration, results } = cell
  if (!rungs) return []
  const loads = cells.filter(
    ({ workload, configuration: own }) => rungs.includes(workload) && own.id === configuration.id,
  )
  const doubts = loads.flatMap(load =>
    load.doubts
      .filter(
        ({ gate, metric }) => inherited.includes(gate) && (metric ?? '') in { ...results, '': 0 },
      )
      .map(doubt => ({ ...doubt, text: `${load.workload}: ${doubt.text}` })),
  )
  return doubts.filter(
    ({ gate, metric, text }, at) =>
      doubts.findIndex(
        other => other.gate === gate && other.metric === metric && other.text === text,
      ) === at,
  )
}
