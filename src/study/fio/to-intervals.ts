import type { FioLog } from '../../parse/record.ts'
import { median } from '../../statistics/summary/median.ts'
import type { Intervals } from '../study.ts'
import type { Located } from '../to-quantity.ts'

/**
 * The logs of operations where there are any; those of bandwidth (KiB/s) where not. fio logs
 * each job and direction apart, at about the same times: intervals are added by their number.
 */
export function toIntervals(logs: Located<FioLog>[]): Intervals | undefined {
  const find = (measure: string) =>
    withoutSums(logs.filter(({ record }) => record.measure === measure))
  const [unit, factor, chosen] =
    find('iops').length > 0
      ? (['IO/s', 1, find('iops')] as const)
      : (['B/s', 1024, find('bw')] as const)
  const [first] = chosen
  const begin = first?.record.samples[0]?.[0] ?? 0
  if (!first || begin === 0 || chosen.some(({ record }) => record.reduced)) return undefined
  const runs = chosen.flatMap(({ record }) => toDirections(record))
  const { step, before } = toClock(runs, begin)
  const series = runs.flatMap(samples => toSeries(samples, before))
  const sums = addSeries(series)
  const values = sums.map(([, value]) => value * factor)
  const several = chosen.length > 1 ? `${chosen.length} ${first.record.measure} logs` : undefined
  return {
    unit,
    seconds: step / 1000,
    written:
      unit === 'IO/s'
        ? { log: 'iops log', unit, size: 1 }
        : { log: 'bw log', unit: 'KiB/s', size: factor },
    values,
    ends: sums.map(([end]) => end / 1000),
    logs: series.length,
    source: {
      file: first.file,
      place: { line: 1 },
      name: `${several ?? `${first.record.measure} log`}, ${values.length} intervals`,
      value: values.length,
      unit: 'interval',
    },
  }
}

/** `--bandwidth-log` adds up the jobs, in logs of its own. */
function withoutSums(logs: Located<FioLog>[]): Located<FioLog>[] {
  const own = logs.filter(({ file }) => !/(^|\/)agg-(read|write|trim)_bw\.log$/.test(file.entry))
  return own.length > 0 ? own : logs
}

type Samples = FioLog['samples']

/**
 * How long an interval is, and when the first began: fio counts from the start of the job, under
 * `log_unix_epoch` from 1970, and with a ramp its first interval is none.
 */
function toClock(runs: Samples[], begin: number): { step: number; before: number } {
  const steps = runs.flatMap(samples =>
    samples.slice(1).map(([time], index) => time - (samples[index]?.[0] ?? 0)),
  )
  const forward = steps.filter(step => step > 0)
  const usual = forward.length > 0 ? median(forward) : begin
  const isFromStart = Math.abs(begin - usual) <= usual / 2
  return isFromStart ? { step: begin, before: 0 } : { step: usual, before: begin - usual }
}

function toDirections({ samples }: FioLog): Samples[] {
  const directions = [...new Set(samples.map(sample => sample[2]))]
  return directions.map(direction => samples.filter(sample => sample[2] === direction))
}

/** Under `per_job_logs=0`, jobs follow one another, each from its start. */
function toSeries(samples: Samples, before: number): Samples[] {
  const series: Samples[] = []
  let last = Number.POSITIVE_INFINITY
  for (const [time, value, direction] of samples) {
    const passed = time - before
    if (passed <= last / 2) series.push([])
    series.at(-1)?.push([passed, value, direction])
    last = passed
  }
  return series
}

/** Sums over the series, by the interval of the longest that a time lies in, with the end of each in ms. */
function addSeries(series: Samples[]): [end: number, value: number][] {
  const [only] = series
  if (series.length === 1 && only) return only.map(([time, value]) => [time, value])
  const longest = series.reduce((a, b) => (b.length > a.length ? b : a), [])
  const step = (longest.at(-1)?.[0] ?? 0) / longest.length
  const sums = new Map<number, number>()
  for (const [time, value] of series.flat()) {
    const number = Math.round(time / step)
    sums.set(number, (sums.get(number) ?? 0) + value)
  }
  const ordered = [...sums].sort((a, b) => a[0] - b[0])
  return ordered.map(([number, value]) => [number * step, value])
}
