import { formatNumber, formatPercent } from '../../format/number.ts'
import type { Remark } from '../../message/message.ts'
import type { Quantity } from '../../model/quantity.ts'
import type { Reading } from '../../model/reading.ts'
import type { SysbenchFileio } from '../../parse/record.ts'
import { percentiles } from '../percentiles.ts'
import type { Intervals, Load } from '../study.ts'
import { type Located, toQuantity, toSource } from '../to-quantity.ts'
import { parseSize, toAsked } from './to-asked.ts'

/** What a report cannot be used without. */
const needed = [
  'reads/s',
  'writes/s',
  'fsyncs/s',
  'read, MiB/s',
  'written, MiB/s',
  'total time',
  'total number of events',
] as const

type Results = { [name in (typeof needed)[number]]: Reading }

/**
 * What sysbench did in a run, of its only report.
 *
 * I/Os are its events, which it counts, less those that were calls of fsync: its rates have two
 * decimals, and are of a time a little longer than `total time`.
 */
export function toLoad(reports: Located<SysbenchFileio>[]): { load: Load } | { remark: Remark } {
  const [report, ...others] = reports
  if (!report) return refuse('no-report', 'no report of sysbench')
  if (others.length > 0) return refuse('several-reports', sayAll(reports.length))
  const { record, file } = report
  if (record.error !== undefined) return refuse('load-error', sayError(record.error))
  const results = toResults(record)
  if (!results) return refuse('incomplete-report', incomplete)
  const duration = toQuantity(results['total time'], 's', file)
  const work = toWork(results, record, file)
  if (!work) return refuse('no-io', noIo)
  if (duration.value <= 0) return refuse('no-time', noTime)
  const wrong = findContradiction(results)
  if (wrong !== undefined) return refuse('contradicting-report', wrong)
  return {
    load: {
      tool: record.tool,
      options: record.options,
      asked: toAsked(record.options),
      ...work,
      duration,
      ...toLatencies(record, results, file),
      ...(record.intervals.length > 0 && { intervals: toIntervals(report) }),
    },
  }
}

const incomplete =
  'The report of sysbench has no `File operations:` and what follows, without which there is no rate; it was cut down, or sysbench is older than 1.0. The run was left out; keep all that sysbench prints'
const noIo =
  'Unexpected report without a single completed I/O, expected some; look at the messages of sysbench and repeat the run'
const noTime =
  'Unexpected report of I/Os in no time, expected a run time; repeat the run for longer'

function refuse(rule: string, reason: string): { remark: Remark } {
  return { remark: { severity: 'error', rule, reason } }
}

function sayAll(count: number): string {
  return `Unexpected ${count} reports of sysbench in one run, expected one; let \`runs\` tell them apart, by \`{repeat}\` if they are repeats`
}

function sayError(error: string): string {
  return `Unexpected error of sysbench (${error}), expected none; its counts are partial, repeat the run`
}

function toResults({ results }: SysbenchFileio): Results | undefined {
  const found = new Map(results.map(reading => [reading.name, reading]))
  const named = needed.map(name => [name, found.get(name)] as const)
  return named.every(([, reading]) => reading !== undefined)
    ? (Object.fromEntries(named) as Results)
    : undefined
}

/** With --file-fsync-all, a call of fsync is a part of the event of its write. */
function toWork(
  results: Results,
  { options }: SysbenchFileio,
  file: Located<unknown>['file'],
): Pick<Load, 'completed' | 'transferred'> | undefined {
  const events = results['total number of events']
  const rates = [results['reads/s'], results['writes/s']]
  const bandwidths = [results['read, MiB/s'], results['written, MiB/s']]
  const rate = add(rates)
  const isPart = options['file-fsync-all'] === 'on'
  const beside = isPart ? 0 : results['fsyncs/s'].value
  const completed = (events.value * rate) / (rate + beside)
  if (!(completed > 0)) return undefined
  const sources = (readings: Reading[]) => readings.map(reading => toSource(reading, file))
  const told = (add(bandwidths) * 2 ** 20) / rate
  const size = parseSize(options['file-block-size'] ?? '') ?? told
  // Two decimals of MiB/s are few where the rate is low; merged requests are larger than a block.
  const rounding = 2 ** 20 / 100 / rate
  const each = Math.abs(told - size) <= rounding + size / 1000 ? size : told
  const counts = [events, ...rates, ...(isPart ? [] : [results['fsyncs/s']])]
  return {
    completed: { value: completed, unit: 'IO', sources: sources(counts) },
    transferred: { value: completed * each, unit: 'B', sources: sources([events, ...bandwidths]) },
  }
}

function add(readings: readonly Reading[]): number {
  return readings.reduce((sum, { value }) => sum + value, 0)
}

/** In a second or more, the time of the rates is that of the run but for the time that printing takes. */
const mostApart = 0.05

function findContradiction(results: Results): string | undefined {
  const seconds = results['total time'].value
  const events = results['total number of events'].value
  const rate = add([results['reads/s'], results['writes/s'], results['fsyncs/s']])
  const writes = add([results['reads/s'], results['writes/s']])
  const isOff = (told: number) => Math.abs((told * seconds) / events - 1) > mostApart
  if (seconds < 1 || !isOff(rate) || !isOff(writes)) return undefined
  return `Unexpected ${formatNumber(rate, 0)} operations a second in a report of ${formatNumber(events, 0)} events in ${formatNumber(seconds, 1)} s, expected them within ${formatPercent(mostApart, 0)}; the report contradicts itself, keep what sysbench printed`
}

type Latencies = Pick<Load, 'latency' | 'totalLatency' | 'percentiles' | 'setAside'>

/** An event is timed from before its call to after it, which is the latency of a synchronous I/O. */
function toLatencies(
  { options, results: all }: SysbenchFileio,
  results: Results,
  file: Located<unknown>['file'],
): Latencies {
  const why = whyNoLatency(options['file-io-mode'], results['fsyncs/s'].value)
  if (why !== undefined) return { setAside: { latency: why, totalLatency: why } }
  const events = results['total number of events']
  const total = all.find(({ name }) => name === 'sum')
  if (!total || total.value <= 0) return {}
  const latency: Quantity<'s'> = {
    value: total.value / 1000 / events.value,
    unit: 's',
    sources: [toSource(total, file), toSource(events, file)],
  }
  const printed = percentiles.flatMap(percent => {
    const reading = all.find(({ name }) => name === `${percent}th percentile`)
    return reading && reading.value > 0
      ? [[`p${percent}`, toQuantity(reading, 's', file)] as const]
      : []
  })
  return {
    latency,
    totalLatency: latency,
    ...(printed.length > 0 && { percentiles: Object.fromEntries(printed) }),
  }
}

function whyNoLatency(mode: string | undefined, fsyncs: number): string | undefined {
  if (mode !== 'sync') return 'an event of sysbench is a whole I/O only with --file-io-mode=sync'
  return fsyncs > 0
    ? 'the latencies of sysbench are those of I/Os and of fsync together; it tells those of I/Os alone where there is no fsync'
    : undefined
}

/** Progress as it was printed: what was moved since the line before. */
function toIntervals({ record, file }: Located<SysbenchFileio>): Intervals {
  const { intervals } = record
  const [first] = intervals
  return {
    unit: 'B/s',
    seconds: first?.end ?? 1,
    values: intervals.map(({ read, written }) => (read + written) * 2 ** 20),
    ends: intervals.map(({ end }) => end),
    logs: 1,
    written: {
      log: 'progress',
      unit: 'MiB/s',
      size: 2 ** 20,
      lines: intervals.map(({ line }) => line),
    },
    source: {
      file,
      place: { line: first?.line ?? 1 },
      name: `progress, ${intervals.length} intervals`,
      value: intervals.length,
      unit: 'interval',
    },
  }
}
