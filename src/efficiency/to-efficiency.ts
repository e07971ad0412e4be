import { decimalsFor, formatNumber, formatPercent } from '../format/number.ts'
import { scaleFor } from '../format/scale.ts'
import type { Message } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import type { Source } from '../model/place.ts'
import { isMissing } from '../model/quantity.ts'
import { holm } from '../statistics/holm.ts'
import { toConfigurationId, whyImpossible } from '../study/configurations.ts'
import type { Manifest, WorkUnit } from '../study/manifest.ts'
import type { Change, Configuration, Run, Study } from '../study/study.ts'
import { compareCells } from './compare-cells.ts'
import type { Cell, Efficiency, Estimate, LoadProof, Point, Result } from './efficiency.ts'
import { type Assumption, toEstimate } from './estimate.ts'
import { judgeCell } from './gates.ts'
import { type MeasuredMetric, toMetrics } from './metrics.ts'
import { proveLoad } from './prove-load.ts'
import { tellEmpty } from './tell-empty.ts'
import { valuesOf } from './values-of.ts'

/** Compute every metric of every cell, and compare the cells with the baseline. */
export function toEfficiency(study: Study, changes: readonly Change[] = []): Efficiency {
  const metrics = toMetrics(study)
  const cells = Object.keys(study.manifest.workloads).flatMap(workload => {
    const row = study.configurations.map(configuration =>
      toCell(study, configuration, workload, metrics),
    )
    for (const { id } of metrics.filter(metric => !metric.pool))
      compareWithBaseline(row, id, study.manifest.assume)
    return row
  })
  for (const cell of cells) cell.doubts = judgeCell(cell, { metrics, study, cells, changes })
  return {
    study,
    changes,
    metrics,
    cells,
    messages: [
      ...tellEmpty(study, cells),
      ...cells.flatMap(cell => [...tellMissed(cell, study), ...tellLogs(cell, study)]),
    ],
  }
}

function toCell(
  study: Study,
  configuration: Configuration,
  workload: string,
  metrics: MeasuredMetric[],
): Cell {
  const { manifest } = study
  const declared = manifest.workloads[workload]
  const all = study.runs.filter(
    run => run.configuration === configuration.id && run.workload === workload,
  )
  const runs = all.filter(run => run.excluded === undefined)
  const impossible = whyImpossible(manifest, configuration.levels, workload)
  const load: LoadProof = declared ? proveLoad(declared, runs) : { state: 'no-target' }
  const missed = load.state === 'held' ? load.missedRuns : []
  return {
    id: `${configuration.id}.${workload}`,
    configuration,
    workload,
    isBaseline: configuration.id === toConfigurationId(manifest, manifest.baseline),
    state: impossible
      ? { state: 'impossible', reason: impossible.reason }
      : { state: runs.length > 0 ? 'measured' : 'not-run' },
    runs,
    excluded: all.filter(run => run.excluded !== undefined),
    load,
    doubts: [],
    results: Object.fromEntries(
      metrics.map(metric => [
        metric.id,
        toResult(metric, runs, missed, manifest, declared?.per ?? perIo),
      ]),
    ),
  }
}

const perIo: WorkUnit = { unit: 'IO', size: { value: 1, unit: 'IO' } }

function toResult(
  metric: MeasuredMetric,
  runs: Run[],
  missed: string[],
  { assume }: Manifest,
  per: WorkUnit,
): Result {
  const points: Point[] = []
  let reason = 'no usable run'
  for (const run of runs) {
    const quantity = metric.of(run, per)
    if (isMissing(quantity)) {
      reason = quantity.missing
      continue
    }
    const windows = metric.windowsOf?.(run, per) ?? []
    points.push({
      run: run.id,
      repeat: run.repeat,
      quantity,
      counts: !missed.includes(run.id),
      ...(windows.length > 0 && { windows }),
    })
  }
  const [first] = points
  if (!first)
    return { unit: metric.unitOf(per), points, estimate: { state: 'not-recorded', reason } }
  return {
    unit: first.quantity.unit,
    points,
    estimate: metric.pool
      ? poolRuns(metric.pool, runs, points)
      : toEstimate(valuesOf(points), assume),
  }
}

/** Of runs together, where their number allows an interval at all. */
function poolRuns(
  pool: NonNullable<MeasuredMetric['pool']>,
  runs: Run[],
  points: Point[],
): Estimate {
  const used = points.filter(point => point.counts).map(point => point.run)
  const interval = used.length < 3 ? undefined : pool(runs.filter(run => used.includes(run.id)))
  return interval
    ? { state: 'estimated', kind: 'pooled percentile', interval, n: used.length }
    : { state: 'too-few-runs', n: used.length }
}

function tellMissed(cell: Cell, study: Study): Message[] {
  const { load } = cell
  if (load.state !== 'held' && load.state !== 'missed') return []
  const { target, tolerance } = load
  const scale = scaleFor([target.value], target.unit)
  const rate = (value: number) =>
    `${formatNumber(value / scale.divisor, decimalsFor(value / scale.divisor))} ${scale.symbol}`
  return load.achieved
    .filter(({ run }) => load.missedRuns.includes(run))
    .map(({ run, quantity }) => ({
      severity: 'warning',
      rule: 'load-missed',
      reason: `Unexpected ${rate(quantity.value)} in ${run}, expected ${rate(target.value)} within ${formatPercent(tolerance, 0)}; ${load.state === 'held' ? 'the run is shown but not in the estimates' : 'most runs of the cell missed it, so the cell is compared with nothing'}`,
      file: placeOf(study, quantity.sources[0]),
    }))
}

function placeOf({ name }: Study, source: Source | undefined): string {
  return source ? `${name}/${pathInArchive(source.file.archive, source.file.entry)}` : name
}

/** A log whose mean is not the total of its run does not tell all of it. */
function tellLogs({ load }: Cell, study: Study): Message[] {
  if (load.state !== 'held' && load.state !== 'missed') return []
  return load.intervals
    .filter(({ againstTotal }) => Math.abs(againstTotal) > load.tolerance)
    .map(({ run, againstTotal, source }) => ({
      severity: 'warning',
      rule: 'log-against-total',
      reason: `Unexpected mean of the log of ${run}, ${formatPercent(againstTotal, 1, true)} against the total of fio’s report, expected it within ${formatPercent(load.tolerance, 0)}; the log has holes, ends before the run, or is of another`,
      file: placeOf(study, source),
    }))
}

/** Cells that missed their load are compared with nothing. */
function compareWithBaseline(row: Cell[], metric: string, assume: Assumption): void {
  const baseline = row.find(cell => cell.isBaseline)
  if (!baseline || baseline.load.state === 'missed') return
  const compared = row.flatMap(cell => {
    const compared =
      cell.isBaseline || cell.load.state === 'missed'
        ? undefined
        : compareCells(cell, baseline, metric, assume)
    return compared ? [{ cell, ...compared }] : []
  })
  const adjusted = holm(compared.map(({ ratio }) => ratio.pValue))
  for (const [index, { cell, ratio, smallest }] of compared.entries()) {
    const result = cell.results[metric]
    const pValue = adjusted[index] ?? 1
    if (result) result.comparison = { ratio, pValue, differs: pValue < 0.05, smallest }
  }
}
