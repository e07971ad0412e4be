import { formatPercent } from '../format/number.ts'
import type { Message } from '../message/message.ts'
import { isMissing, type Quantity } from '../model/quantity.ts'
import { toSeries } from '../statistics/comparison/contrast.ts'
import { whyImpossible } from '../study/configurations.ts'
import type { WorkUnit } from '../study/manifest/work-unit.ts'
import type { Change, Configuration, Run, Study } from '../study/study.ts'
import { nameTools } from '../study/tool-words.ts'
import { beginCell } from './begin-cell.ts'
import type { Cell, LoadProof, Measured, Point, Result } from './cells.ts'
import { type Assumption, assumptions } from './comparison/assumption.ts'
import { compareWithBaseline } from './comparison/compare-cells.ts'
import { toAllEffects } from './comparison/effects.ts'
import { toRounds } from './comparison/rounds.ts'
import { tellFamilies } from './comparison/tell-families.ts'
import type { Efficiency } from './efficiency.ts'
import type { Estimate } from './estimate.ts'
import { judgeCell } from './gates/gates.ts'
import { toClocks } from './gates/other-clocks.ts'
import { inheritDoubts, toLadderRow } from './ladder/ladder-cells.ts'
import { type MeasuredMetric, toMetrics } from './metrics/metrics.ts'
import { proveLoad } from './prove-load.ts'
import { toScorings } from './scores/scorings.ts'
import { tellEmpty, tellLacking } from './tell-empty.ts'
import { valuesOf } from './values-of.ts'
import { placeOf, warnMissedLoads } from './warn-missed-loads.ts'

/** Every metric of every cell, compared with the baseline; every effect and every score. */
export function toEfficiency(study: Study, changes: readonly Change[] = []): Efficiency {
  const measured = measure(study, changes)
  const { cells } = measured
  return {
    ...measured,
    effects: toAllEffects(measured),
    scorings: toScorings(measured),
    messages: [
      ...tellEmpty(study, cells),
      ...tellLacking(study, cells),
      ...warnMissedLoads(cells, study),
      ...tellFamilies(cells, study, measured.assumption),
      ...cells.flatMap(cell => tellLogs(cell, study)),
    ],
  }
}

/** Compute every metric of every cell, and compare the cells with the baseline. */
export function measure(study: Study, changes: readonly Change[] = []): Measured {
  const metrics = toMetrics(study)
  const assumption = assumptions[study.manifest.assume]
  const around = {
    study,
    runs: groupRuns(study.runs),
    metrics,
    assumption,
    rounds: toRounds(study),
  }
  const computed = toCells(around)
  const beside = { metrics, study, cells: computed, changes, clocks: toClocks(study.runs) }
  const judged = computed.map(cell => ({ ...cell, doubts: judgeCell(cell, beside) }))
  const cells = judged.map(cell => ({
    ...cell,
    doubts: [...cell.doubts, ...inheritDoubts(cell, judged)],
  }))
  return { study, changes, assumption, metrics, cells }
}

/** What all cells of a study share. */
export interface Around {
  study: Study
  /** By configuration and workload. */
  runs: ReadonlyMap<string, Run[]>
  metrics: MeasuredMetric[]
  assumption: Assumption
  rounds: string[]
}

function groupRuns(runs: Run[]): Map<string, Run[]> {
  const cells = new Map<string, Run[]>()
  for (const run of runs) {
    const id = `${run.configuration}\0${run.workload}`
    const own = cells.get(id)
    if (own) own.push(run)
    else cells.set(id, [run])
  }
  return cells
}

/** Workload by workload; a ladder is made of the cells of its loads, wherever these stand. */
function toCells(around: Around): Cell[] {
  const { study, metrics, assumption } = around
  const { configurations, manifest } = study
  const ids = Object.keys(manifest.workloads)
  const rows = new Map<string, Cell[]>()
  const [ladders, others] = [true, false].map(isLadder =>
    ids.filter(id => (manifest.workloads[id]?.ladder !== undefined) === isLadder),
  ) as [string[], string[]]
  for (const id of others) {
    rows.set(
      id,
      configurations.map(configuration => toCell(configuration, id, around)),
    )
  }
  for (const id of ladders) rows.set(id, toLadderRow(id, around, rows))
  return ids.flatMap(id => {
    const compared = metrics.filter(metric => !metric.pool)
    return compareWithBaseline(
      rows.get(id) ?? [],
      compared.map(metric => metric.id),
      assumption,
    )
  })
}

function toCell(configuration: Configuration, workload: string, around: Around): Cell {
  const { study, metrics } = around
  const { manifest } = study
  const declared = manifest.workloads[workload]
  const all = around.runs.get(`${configuration.id}\0${workload}`) ?? []
  const runs = all.filter(run => run.excluded === undefined)
  const impossible = whyImpossible(manifest, configuration.levels, workload)
  const load: LoadProof = declared ? proveLoad(declared, runs) : { state: 'no-target' }
  const missed = load.state === 'held' ? load.missedRuns : []
  return {
    ...beginCell({ manifest, configuration, workload, runs, impossible }),
    excluded: all.filter(run => run.excluded !== undefined),
    load,
    results: Object.fromEntries(
      metrics
        .filter(({ part }) => part === undefined || part.name === 'gross')
        .map(metric => [
          metric.id,
          toResult(metric, runs, missed, { workload, per: declared?.per ?? perIo }, around),
        ]),
    ),
  }
}

const perIo: WorkUnit = { unit: 'IO', size: { value: 1, unit: 'IO' } }

function toResult(
  metric: MeasuredMetric,
  runs: Run[],
  missed: string[],
  { workload, per }: { workload: string; per: WorkUnit },
  { assumption, rounds }: Around,
): Result {
  const points: Point[] = []
  const lacking: NonNullable<Result['lacking']> = []
  for (const run of runs) {
    const quantity = metric.of(run, per)
    if (isMissing(quantity)) {
      const { missing: reason, cause } = quantity
      lacking.push({ repeat: run.repeat, reason, ...(cause && { cause }) })
    }
    if (!isMissing(quantity)) points.push(toPoint(metric, run, quantity, { per, missed }))
  }
  const used = new Map(
    points.flatMap(({ repeat, quantity, counts }) => (counts ? [[repeat, quantity.value]] : [])),
  )
  const isSigned = metric.isSigned?.(workload) ?? false
  const values = rounds.map(round => used.get(round) ?? Number.NaN)
  const series = toSeries(values, isSigned)
  const told = lacking.length > 0 && { lacking }
  const [first] = points
  if (!first) {
    const reason = lacking.at(-1)?.reason ?? 'no usable run'
    const estimate = { state: 'not-recorded' as const, reason }
    return { unit: metric.unitOf(per), points, series, estimate, ...told }
  }
  return {
    unit: first.quantity.unit,
    points,
    series,
    estimate: toEstimate(metric, runs, points, assumption, isSigned),
    ...toBounds(points, assumption),
    ...told,
  }
}

function toPoint(
  metric: MeasuredMetric,
  run: Run,
  quantity: Quantity,
  { per, missed }: { per: WorkUnit; missed: string[] },
): Point {
  const windows = metric.windowsOf?.(run, per) ?? []
  const bounds = metric.boundsOf?.(run, per)
  const formula = metric.formulaOf?.(run)
  const rate = metric.rateOfWork?.(run)
  return {
    run: run.id,
    repeat: run.repeat,
    quantity,
    counts: !missed.includes(run.id),
    ...(bounds && { bounds }),
    ...(metric.holdsRun?.(run) && { holdsRun: true }),
    ...(rate && { rate }),
    ...(formula !== undefined && formula !== metric.formula && { formula }),
    ...(windows.length > 0 && { windows }),
  }
}

/** What the estimate would be of the least and of the most that each of its runs can be. */
function toBounds(points: Point[], { summarise }: Assumption): Pick<Result, 'bounds'> {
  const used = points.filter(point => point.counts)
  if (used.every(({ bounds }) => bounds === undefined)) return {}
  const [only] = used
  if (only?.bounds && used.length === 1) return { bounds: only.bounds }
  const [lower, upper] = (['lower', 'upper'] as const).map(edge =>
    summarise(used.map(({ bounds, quantity }) => bounds?.[edge] ?? quantity.value)),
  )
  return lower?.state === 'estimated' && upper?.state === 'estimated'
    ? { bounds: { lower: lower.interval.value, upper: upper.interval.value } }
    : {}
}

function toEstimate(
  metric: MeasuredMetric,
  runs: Run[],
  points: Point[],
  assumption: Assumption,
  isSigned: boolean,
): Estimate {
  const values = valuesOf(points)
  const [value] = values
  if (value !== undefined && values.length === 1) return { state: 'one-run', value, n: 1 }
  const counted = new Set(points.flatMap(({ run, counts }) => (counts ? run : [])))
  const used = runs.filter(({ id }) => counted.has(id))
  return metric.pool && metric.canPool?.(used)
    ? poolRuns(metric.pool, used)
    : assumption.summarise(values, isSigned)
}

/** Of runs together, where their number allows an interval at all. */
function poolRuns(pool: NonNullable<MeasuredMetric['pool']>, runs: Run[]): Estimate {
  const n = runs.length
  const interval = n < 3 ? undefined : pool(runs)
  return interval
    ? { state: 'estimated', kind: 'pooled percentile', interval, n }
    : { state: 'too-few-runs', n }
}

/** A log whose mean is not the total of its run does not tell all of it. */
function tellLogs({ load, runs }: Cell, study: Study): Message[] {
  if (load.state !== 'held' && load.state !== 'missed') return []
  return load.intervals
    .filter(({ againstTotal }) => Math.abs(againstTotal) > load.tolerance)
    .map(({ run, againstTotal, source }) => ({
      severity: 'warning',
      rule: 'log-against-total',
      reason: `Unexpected mean of the log of ${run}, ${formatPercent(againstTotal, 1, true)} against the total of ${nameTools(runs)}’s report, expected it within ${formatPercent(load.tolerance, 0)}; the log has holes, ends before the run, or is of another`,
      file: placeOf(study, source),
    }))
}
