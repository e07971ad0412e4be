import type { Remark } from '../message/message.ts'
import type { Source } from '../model/place.ts'
import { type BaseUnit, type Quantity, sum } from '../model/quantity.ts'
import type { FioDirection, FioJob, FioLog } from '../parse/record.ts'
import type { Load } from './study.ts'
import { type Located, toQuantity, toSource } from './to-quantity.ts'

/**
 * Add up what fio did in a run: all its jobs, all directions that did anything. The time is
 * that of the longest direction, as fio's own group totals take it.
 */
export function toLoad(
  jobs: Located<FioJob>[],
  logs: Located<FioLog>[],
): { load: Load } | { remark: Remark } {
  if (jobs.length === 0) {
    return {
      remark: {
        severity: 'error',
        rule: 'no-report',
        reason: `Unexpected run without a report of fio, expected its JSON; the run was left out, look for it among the files that were not used`,
      },
    }
  }
  const failed = jobs.find(({ record }) => record.error !== 0)
  if (failed) {
    return {
      remark: {
        severity: 'error',
        rule: 'fio-error',
        reason: `Unexpected error ${failed.record.error} of fio's job \`${failed.record.name}\`, expected 0; its counts are partial, repeat the run`,
      },
    }
  }
  const directions = jobs.flatMap(({ file, record }) =>
    record.directions
      .filter(direction => direction.completed.value > 0)
      .map(record => ({ file, record })),
  )
  if (directions.length === 0) {
    return {
      remark: {
        severity: 'error',
        rule: 'no-io',
        reason: `Unexpected report without a single completed I/O, expected some; look at fio's messages and repeat the run`,
      },
    }
  }
  const all = <U extends BaseUnit>(key: 'completed' | 'transferred' | 'runtime', unit: U) =>
    directions.map(({ file, record }) => toQuantity(record[key], unit, file))
  const duration = all('runtime', 's').reduce((a, b) => (b.value > a.value ? b : a))
  return {
    load: {
      tool: jobs[0]?.record.tool ?? '',
      options: jobs[0]?.record.options ?? {},
      completed: sum(all('completed', 'IO'), 'IO'),
      transferred: sum(all('transferred', 'B'), 'B'),
      duration,
      latency: toLatency(directions),
      window: toWindow(jobs[0]?.record, duration.value),
      intervals: toIntervals(logs),
    },
  }
}

/** Mean completion latency, each direction weighted by its I/Os. */
function toLatency(directions: Located<FioDirection>[]): Quantity<'s'> | undefined {
  let total = 0
  let count = 0
  const sources: Source[] = []
  for (const { file, record } of directions) {
    const mean = record.latencies.find(latency => latency.part === 'clat')?.mean
    if (!mean) return undefined
    total += toQuantity(mean, 's', file).value * record.completed.value
    count += record.completed.value
    sources.push(toSource(mean, file))
  }
  return { value: total / count, unit: 's', sources }
}

function toWindow(job: FioJob | undefined, duration: number): Load['window'] {
  return job?.reportedAt === undefined
    ? undefined
    : [job.reportedAt - duration * 1000, job.reportedAt]
}

/** The log of operations where there is one; the log of bandwidth (KiB/s) where not. */
function toIntervals(logs: Located<FioLog>[]): Load['intervals'] {
  const find = (measure: string) => logs.filter(({ record }) => record.measure === measure)
  const [unit, factor, chosen] =
    find('iops').length > 0
      ? (['IO/s', 1, find('iops')] as const)
      : (['B/s', 1024, find('bw')] as const)
  const [only] = chosen
  // Logs of several jobs or directions interleave; they are joined in a later version.
  if (chosen.length !== 1 || !only || new Set(only.record.samples.map(s => s[2])).size !== 1)
    return undefined
  const { samples } = only.record
  const seconds = (samples[0]?.[0] ?? 0) / 1000
  return {
    unit,
    seconds,
    values: samples.map(sample => sample[1] * factor),
    source: {
      file: only.file,
      place: { line: 1 },
      name: `${only.record.measure} log, ${samples.length} intervals`,
      value: samples.length,
      unit: 'interval',
    },
  }
}
