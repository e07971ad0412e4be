import { isMissing } from '../model/quantity.ts'
import { holm } from '../statistics/holm.ts'
import { toConfigurationId } from '../study/configurations.ts'
import type { Configuration, Run, Study } from '../study/study.ts'
import { isImpossible } from '../study/to-study.ts'
import type { Cell, Efficiency, Point, Result } from './efficiency.ts'
import { toEstimate, toRatio } from './estimate.ts'
import { type MeasuredMetric, toMetrics } from './metrics.ts'
import { proveLoad } from './prove-load.ts'

/** Compute every metric of every cell, and compare the cells with the baseline. */
export function toEfficiency(study: Study): Efficiency {
  const metrics = toMetrics(study.manifest)
  const cells = Object.keys(study.manifest.workloads).flatMap(workload => {
    const row = study.configurations.map(configuration =>
      toCell(study, configuration, workload, metrics),
    )
    for (const { id } of metrics) compareWithBaseline(row, id)
    return row
  })
  return { study, metrics, cells }
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
  const impossible = isImpossible(manifest, configuration.levels, workload)
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
    load: declared ? proveLoad(declared, runs) : { state: 'no-target' },
    results: Object.fromEntries(
      metrics.map(metric => [metric.id, toResult(metric, runs, declared?.per ?? 'IO')]),
    ),
  }
}

function toResult(metric: MeasuredMetric, runs: Run[], per: 'IO' | 'B'): Result {
  const points: Point[] = []
  let reason = 'no usable run'
  for (const run of runs) {
    const quantity = metric.of(run, per)
    if (isMissing(quantity)) reason = quantity.missing
    else points.push({ run: run.id, repeat: run.repeat, quantity })
  }
  const [first] = points
  if (!first) return { unit: '1', points, estimate: { state: 'not-recorded', reason } }
  return {
    unit: first.quantity.unit,
    points,
    estimate: toEstimate(points.map(point => point.quantity.value)),
  }
}

/** Cells that missed their load are compared with nothing. */
function compareWithBaseline(row: Cell[], metric: string): void {
  const values = (cell: Cell) =>
    cell.results[metric]?.points.map(point => point.quantity.value) ?? []
  const baseline = row.find(cell => cell.isBaseline)
  if (!baseline || baseline.load.state === 'missed') return
  const compared = row.flatMap(cell => {
    const ratio =
      cell.isBaseline || cell.load.state === 'missed'
        ? undefined
        : toRatio(values(cell), values(baseline))
    return ratio ? [{ cell, ratio }] : []
  })
  const adjusted = holm(compared.map(({ ratio }) => ratio.pValue))
  for (const [index, { cell, ratio }] of compared.entries()) {
    const result = cell.results[metric]
    const pValue = adjusted[index] ?? 1
    if (result) result.comparison = { ratio, pValue, differs: pValue < 0.05 }
  }
}
