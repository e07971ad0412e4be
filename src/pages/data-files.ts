import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import type { Row } from '../charts/figure.ts'
import type { Cell, Efficiency, Result } from '../efficiency/efficiency.ts'
import { variationOf } from '../efficiency/spread.ts'
import { placeToString, type Source } from '../model/place.ts'
import { toCsv } from './figures.ts'
import { archivePath } from './links.ts'
import type { OutputFile } from './page.ts'

const optional = <S extends v.GenericSchema>(schema: S) => v.optional(schema)
const interval = v.strictObject({
  value: v.number(),
  lower: v.number(),
  upper: v.number(),
  level: v.number(),
})

/** What `study.json` holds; published beside it as JSON Schema. Units are base units. */
export const studySchema = v.strictObject({
  study: v.string(),
  title: v.string(),
  measured: v.string(),
  assume: v.picklist(['log-normal', 'round-drift', 'nothing']),
  archives: v.array(v.strictObject({ path: v.string(), bytes: v.number(), sha256: v.string() })),
  metrics: v.array(
    v.strictObject({
      id: v.string(),
      label: v.string(),
      better: v.picklist(['lower', 'higher']),
      formula: v.string(),
      scope: optional(v.string()),
    }),
  ),
  cells: v.array(
    v.strictObject({
      configuration: v.string(),
      levels: v.record(v.string(), v.string()),
      workload: v.string(),
      baseline: v.boolean(),
      state: v.picklist(['measured', 'impossible', 'not-run']),
      load: v.picklist(['no-target', 'not-measured', 'held', 'missed']),
      missedRuns: v.array(v.string()),
      doubts: v.array(
        v.strictObject({ gate: v.string(), metric: optional(v.string()), text: v.string() }),
      ),
      excluded: v.array(v.strictObject({ run: v.string(), rule: v.string(), reason: v.string() })),
      results: v.array(
        v.strictObject({
          metric: v.string(),
          unit: v.string(),
          state: v.picklist(['estimated', 'too-few-runs', 'not-recorded']),
          reason: optional(v.string()),
          n: optional(v.number()),
          estimate: optional(interval),
          /** Standard deviation ÷ mean over the runs that count; of three at least. */
          coefficientOfVariation: optional(v.number()),
          ratioToBaseline: optional(interval),
          pValue: optional(v.number()),
          runs: v.array(
            v.strictObject({
              repeat: v.string(),
              value: v.number(),
              counts: v.boolean(),
              /** Of each window inside the run, where it was counted in several. */
              windows: optional(v.array(v.number())),
              sources: v.array(v.string()),
            }),
          ),
        }),
      ),
    }),
  ),
})

/** All numbers of a study for other programs: CSV tables, and one JSON with its schema. */
export function toDataFiles(efficiency: Efficiency): OutputFile[] {
  const { id } = efficiency.study
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
  const schema = toJsonSchema(studySchema, { target: 'draft-2020-12' })
  return [
    { path: archivePath(id, 'runs.csv'), content: toCsv(toRunRows(efficiency)) },
    { path: archivePath(id, 'estimates.csv'), content: toCsv(toEstimateRows(efficiency)) },
    { path: archivePath(id, 'comparisons.csv'), content: toCsv(toComparisonRows(efficiency)) },
    { path: archivePath(id, 'study.json'), content: json(toStudyJson(efficiency)) },
    { path: archivePath(id, 'study.schema.json'), content: json(schema) },
    { path: archivePath(id, 'ingest.json'), content: json(efficiency.study.ingest) },
  ]
}

/** All runs in base units, one row a run, unrounded. */
export function toRunRows({ cells, metrics }: Efficiency): Row[] {
  return cells.flatMap(cell =>
    cell.runs.map(run => ({
      ...keyOf(cell),
      repeat: run.repeat,
      ...Object.fromEntries(
        metrics.map(metric => {
          const result = cell.results[metric.id]
          const point = result?.points.find(point => point.run === run.id)
          return [`${metric.id} (${result?.unit ?? ''})`, point?.quantity.value ?? null]
        }),
      ),
    })),
  )
}

export function toEstimateRows({ cells, metrics }: Efficiency): Row[] {
  return cells.flatMap(cell =>
    metrics.flatMap(metric => {
      const result = cell.results[metric.id]
      if (!result) return []
      const { estimate } = result
      const interval = estimate.state === 'estimated' ? estimate.interval : undefined
      return {
        ...keyOf(cell),
        metric: metric.id,
        unit: result.unit,
        state: estimate.state,
        load: cell.load.state,
        value: interval?.value ?? null,
        lower: interval?.lower ?? null,
        upper: interval?.upper ?? null,
        level: interval?.level ?? null,
        n: 'n' in estimate ? estimate.n : null,
        'coefficient of variation': variationOf(result) ?? null,
        doubts: doubtsOf(cell, metric.id).join(' '),
      }
    }),
  )
}

export function toComparisonRows({ cells, metrics }: Efficiency): Row[] {
  return cells.flatMap(cell =>
    metrics.flatMap(metric => {
      const comparison = cell.results[metric.id]?.comparison
      if (!comparison) return []
      const { ratio, pValue, differs } = comparison
      return {
        ...keyOf(cell),
        metric: metric.id,
        ratio: ratio.value,
        lower: ratio.lower,
        upper: ratio.upper,
        level: ratio.level,
        'p (Holm)': pValue,
        differs,
        'smallest ratio seen at 80 % power': comparison.smallest,
      }
    }),
  )
}

function keyOf(cell: Cell): Row {
  return { workload: cell.workload, ...cell.configuration.levels }
}

function doubtsOf(cell: Cell, metric: string): string[] {
  const own = cell.doubts.filter(doubt => (doubt.metric ?? metric) === metric)
  return own.map(doubt => doubt.gate)
}

function toStudyJson({ study, metrics, cells }: Efficiency): v.InferOutput<typeof studySchema> {
  const { title, measured, assume } = study.manifest
  return {
    study: study.id,
    title,
    measured,
    assume,
    archives: study.archives.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    metrics: metrics.map(({ id, label, better, formula, scope }) => ({
      id,
      label,
      better,
      formula,
      ...(scope !== undefined && { scope }),
    })),
    cells: cells.map(cell => ({
      configuration: cell.configuration.id,
      levels: cell.configuration.levels,
      workload: cell.workload,
      baseline: cell.isBaseline,
      state: cell.state.state,
      load: cell.load.state,
      missedRuns: 'missedRuns' in cell.load ? cell.load.missedRuns : [],
      doubts: cell.doubts,
      excluded: cell.excluded.flatMap(run =>
        run.excluded ? [{ run: run.id, ...run.excluded }] : [],
      ),
      results: Object.entries(cell.results).map(([metric, result]) => toResultJson(metric, result)),
    })),
  }
}

function toResultJson(metric: string, result: Result) {
  const { unit, estimate, comparison, points } = result
  const variation = variationOf(result)
  return {
    metric,
    unit,
    state: estimate.state,
    ...(estimate.state === 'not-recorded' && { reason: estimate.reason }),
    ...('n' in estimate && { n: estimate.n }),
    ...(estimate.state === 'estimated' && { estimate: estimate.interval }),
    ...(variation !== undefined && { coefficientOfVariation: variation }),
    ...(comparison && { ratioToBaseline: toInterval(comparison.ratio), pValue: comparison.pValue }),
    runs: points.map(({ repeat, quantity, counts, windows }) => ({
      repeat,
      value: quantity.value,
      counts,
      ...(windows && { windows: windows.map(({ value }) => value) }),
      sources: [...new Set(quantity.sources.map(sourceToString))],
    })),
  }
}

function toInterval({ value, lower, upper, level }: v.InferOutput<typeof interval>) {
  return { value, lower, upper, level }
}

/** `round-1.tar.gz › libaio/iops/perf-process.txt:7 context-switches = 8761` */
function sourceToString({ file, place, name, value, unit }: Source): string {
  const at = placeToString(file.entry, place)
  return `${file.archive} › ${at} ${name} = ${value} ${unit}`.trimEnd()
}
