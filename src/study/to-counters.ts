import type { FileRef } from '../model/place.ts'
import { type BaseUnit, type Missing, mergeSources, type Quantity, sum } from '../model/quantity.ts'
import type {
  BlockStats,
  CpuSamples,
  CpuTime,
  PerfCount,
  PerfStat,
  ProcSnapshot,
  SystemRates,
} from '../parse/record.ts'
import type { Counted, Counters } from './study.ts'
import { matchesName } from './template.ts'
import { toBlockCounts } from './to-block-counts.ts'
import { toProcTimes } from './to-proc-times.ts'
import { type Located, toQuantity } from './to-quantity.ts'
import { toRateTimes } from './to-rate-times.ts'
import { joinWindows, splitIntervals } from './windows.ts'

/** Everything that counts what a machine spent. */
export type CounterRecord =
  | PerfStat
  | CpuTime
  | CpuSamples
  | ProcSnapshot
  | SystemRates
  | BlockStats

/** The unit that perf itself names, where it does. */
const namedUnits: { [unit: string]: BaseUnit } = {
  msec: 's',
  ns: 's',
  Joules: 'J',
  Bytes: 'B',
  KiB: 'B',
  MiB: 'B',
  GiB: 'B',
}

/** What perf's events count; the first pattern that fits. */
const eventUnits: [event: RegExp, unit: BaseUnit][] = [
  [/^(context-switches|cs)(:|$)/, 'switch'],
  [/^(cpu-migrations|migrations)(:|$)/, 'migration'],
  [/^(page-faults|faults|minor-faults|major-faults)(:|$)/, 'fault'],
  [/^(cpu-|ref-|bus-)?cycles(:|$)|\/(cpu-|ref-)?cycles(:\w+)?\/|^msr\/tsc\//, 'cycle'],
  [/^instructions(:|$)|\/instructions(:\w+)?\//, 'instruction'],
  [/^(task-clock|cpu-clock|duration_time|user_time|system_time)(:|$)/, 's'],
]

/** Names that perf gives to the same event. */
const synonyms: { [event: string]: string } = {
  cs: 'context-switches',
  migrations: 'cpu-migrations',
  faults: 'page-faults',
  'cpu-cycles': 'cycles',
}

/** What a scope of the study looks at. */
export interface ScopeLimits {
  /** How many CPUs were counted together, where no column of perf says it. */
  cpus?: number
  /** Of `--per-thread` counts, the names of the threads that are meant; all where not given. */
  threads?: string[]
  /** How long perf looked, from another file of the run, where this one does not say. */
  window?: Quantity<'s'>
  /** Whether an event may be counted in several windows one after another. */
  severalWindows?: boolean
  /** Of the text format, what the heading says was counted: `system wide`. */
  target?: string
}

/** What was counted in one scope of one run. */
export function toCounters(records: Located<CounterRecord>[], limits: ScopeLimits = {}): Counters {
  const counters: Counters = {}
  for (const { file, record } of records.filter(isKind('perf-stat'))) {
    if (!isTarget(record, limits.target)) continue
    for (const counts of toCounts(record, file, limits)) {
      for (const [name, next] of Object.entries(counts)) {
        counters[name] = join(counters[name], next, limits.severalWindows ?? false)
      }
    }
  }
  Object.assign(counters, toCpuTimes(records, limits), toSampledTimes(records, counters, limits))
  return {
    ...toRateTimes(records.filter(isKind('system-rates')), limits),
    ...toProcTimes(records.filter(isKind('proc-snapshot'))),
    ...toBlockCounts(records.filter(isKind('block-stats'))),
    ...counters,
  }
}

/** What another block adds to what is known of an event. */
function join(
  known: Counted | Missing | undefined,
  next: Counted | Missing,
  isWindow: boolean,
): Counted | Missing {
  if (!known || 'missing' in known) return known && 'missing' in next ? known : next
  if ('missing' in next) return known
  if (isWindow) return joinWindows(known, next)
  return { missing: 'counted in several blocks; `windows: several` adds windows up' }
}

function isTarget({ target }: PerfStat, wanted: string | undefined): boolean {
  return wanted === undefined || (target !== undefined && matchesName(wanted, target))
}

/** The counts of a block; one for each of its intervals where these are windows. */
function toCounts(block: PerfStat, file: FileRef, limits: ScopeLimits): Counters[] {
  const isMeant = ({ aggregate }: PerfCount) =>
    aggregate === undefined ||
    (limits.threads?.some(name => matchesName(`${name}-*`, aggregate)) ?? true)
  const isSplit = block.counts.some(({ interval }) => interval !== undefined)
  if (limits.severalWindows && isSplit) {
    return splitIntervals(block, file).map(({ rows, window }) =>
      countRows(rows.filter(isMeant), file, window),
    )
  }
  const window = toWindow(block, file, limits.cpus) ?? limits.window
  return [countRows(block.counts.filter(isMeant), file, window, toSpan(block, window))]
}

function countRows(
  rows: PerfCount[],
  file: FileRef,
  window: Quantity<'s'> | undefined,
  span?: Counted['span'],
): Counters {
  const byName = new Map<string, PerfCount[]>()
  for (const row of rows) {
    const name = toCommonName(row.event)
    const same = byName.get(name)
    if (same) same.push(row)
    else byName.set(name, [row])
  }
  return Object.fromEntries(
    [...byName].map(([name, same]) => {
      const amount = addRows(name, same, file)
      if ('missing' in amount) return [name, amount]
      if (window === undefined) return [name, { missing: 'the time of counting is not known' }]
      const running = Math.min(...same.map(row => row.running)) / 100
      return [name, { amount, window, running, ...(span && { span }) }]
    }),
  )
}

/** `cpu-cycles:u` and `cycles:u` are the same event; `cycles` is another. */
function toCommonName(event: string): string {
  const [, plain = event, modifier = ''] = /^([\w-]+)(:\w+)$/.exec(event) ?? []
  return (synonyms[plain] ?? plain) + modifier
}

/**
 * One event over the parts of the machine and the intervals that perf shows apart. Rows that
 * nothing tells apart may be several units or the same thing twice: they are not added.
 */
function addRows(name: string, rows: PerfCount[], file: FileRef): Quantity<BaseUnit> | Missing {
  const keys = new Set(rows.map(row => `${row.aggregate ?? ''} ${row.interval ?? ''}`))
  if (keys.size < rows.length) {
    return { missing: `perf shows \`${name}\` ${rows.length} times and not how they differ` }
  }
  if (/\bpercore\b/.test(name) && rows.some(row => /^CPU/.test(row.aggregate ?? ''))) {
    return { missing: 'perf repeats the count of a core for each of its CPUs' }
  }
  const counted = rows.filter(row => !('missing' in row.count))
  const missing = rows.find(row => 'missing' in row.count && !isIdle(name, row))
  const blank = missing ?? (counted.length === 0 ? rows[0] : undefined)
  if (blank && 'missing' in blank.count) {
    const where = rows.length > 1 && blank.aggregate ? ` (${blank.aggregate})` : ''
    return { missing: blank.count.missing + where }
  }
  const parts = counted.flatMap(({ event, count }) => {
    if ('missing' in count) return []
    const unit = eventUnits.find(([pattern]) => pattern.test(event))?.[1]
    return toQuantity<BaseUnit>(count, unit ?? namedUnits[count.unit] ?? 'event', file)
  })
  // Every part of the machine sees the same time go by.
  const longest = name === 'duration_time' && largest(parts, part => part.value)
  return longest || sum(parts, parts[0]?.unit ?? 'event')
}

/** perf counts elapsed time on one CPU only, and nothing for a thread that did not run. */
function isIdle(name: string, { aggregate, count }: PerfCount): boolean {
  const isThread = /-\d+$/.test(aggregate ?? '') && !/^S-?\d/.test(aggregate ?? '')
  const wasIdle = 'missing' in count && count.missing === '<not counted>'
  return wasIdle && (isThread || name.endsWith('_time'))
}

/**
 * How long perf counted: the elapsed time that the text format says; the end of its last
 * interval; the run time of its counters, which is that of all their CPUs together; else the
 * event `duration_time`.
 */
function toWindow(
  block: PerfStat,
  file: FileRef,
  cpus: number | undefined,
): Quantity<'s'> | undefined {
  if (block.elapsed) return toQuantity(block.elapsed, 's', file)
  return toLastInterval(block, file) ?? toRunTime(block, file, cpus) ?? toDurationEvent(block, file)
}

function toLastInterval({ counts }: PerfStat, file: FileRef): Quantity<'s'> | undefined {
  const last = largest(counts, row => row.interval ?? 0)
  if (last?.interval === undefined) return undefined
  const { count, interval } = last
  const reading = { name: 'interval', value: interval, unit: 's', place: count.place }
  return toQuantity(reading, 's', file)
}

function toDurationEvent({ counts }: PerfStat, file: FileRef): Quantity<'s'> | undefined {
  const count = counts
    .filter(row => row.event === 'duration_time')
    .map(row => row.count)
    .find(count => !('missing' in count))
  return count && !('missing' in count) ? toQuantity(count, 's', file) : undefined
}

/** A thread's counter runs only while the thread does: that is no time to divide by. */
function toRunTime(
  { counts }: PerfStat,
  file: FileRef,
  cpus: number | undefined,
): Quantity<'s'> | undefined {
  const timeOf = ({ runTime, cpus: shown }: PerfCount) =>
    (runTime?.value ?? 0) / (shown ?? cpus ?? Number.POSITIVE_INFINITY)
  const longest = largest(counts, timeOf)
  if (!longest?.runTime || timeOf(longest) === 0) return undefined
  return { ...toQuantity(longest.runTime, 's', file), value: timeOf(longest) * 1e-9 }
}

function largest<T>(items: T[], sizeOf: (item: T) => number): T | undefined {
  let best: T | undefined
  for (const item of items) if (!best || sizeOf(item) > sizeOf(best)) best = item
  return best
}

/** perf writes its start in local time without a zone; it stays so until fio tells the zone. */
function toSpan(block: PerfStat, window: Quantity<'s'> | undefined): Counted['span'] {
  if (!block.startedOn || !window) return undefined
  const start = Date.parse(`${block.startedOn} UTC`)
  return Number.isNaN(start) ? undefined : [start, start + window.value * 1000]
}

const userModes = ['usr', 'nice', 'guest', 'gnice']
const systemModes = ['sys', 'irq', 'soft']

/** CPU time of the kernel's own accounting, from mpstat: of the CPUs it names, or of all. */
function toCpuTimes(records: Located<CounterRecord>[], limits: ScopeLimits): Counters {
  const byFile = new Map<string, Located<CpuTime>[]>()
  for (const located of records.filter(isKind('cpu-time'))) {
    const key = `${located.file.archive} ${located.file.entry}`
    byFile.set(key, [...(byFile.get(key) ?? []), located])
  }
  const counters: Counters = {}
  for (const times of byFile.values()) {
    for (const [name, next] of Object.entries(toTimesOf(times, limits))) {
      counters[name] = join(counters[name], next, limits.severalWindows ?? false)
    }
  }
  return counters
}

/** What one mpstat says. */
function toTimesOf(times: Located<CpuTime>[], limits: ScopeLimits): Counters {
  const single = times.filter(({ record }) => record.cpu !== 'all')
  const chosen = single.length > 0 ? single : times
  const [only] = chosen
  const seconds = only?.record.seconds
  if (seconds === undefined) return { 'busy-time': { missing: 'mpstat took a single sample' } }
  const cpus = only?.record.cpu === 'all' ? (only.record.cpus ?? limits.cpus) : 1
  if (cpus === undefined)
    return { 'busy-time': { missing: 'mpstat does not say of how many CPUs' } }
  const time = (modes: string[]): Counted => {
    const shares = chosen.flatMap(({ file, record }) =>
      record.modes
        .filter(({ name }) => modes.includes(name))
        .map(reading => toQuantity({ ...reading, unit: '%' }, 's', file)),
    )
    const percent = shares.reduce((total, share) => total + share.value, 0)
    const amount: Quantity<'s'> = {
      value: (percent / 100) * seconds * cpus,
      unit: 's',
      sources: mergeSources(...shares),
    }
    return { amount, window: { value: seconds, unit: 's', sources: [] }, running: 1 }
  }
  return {
    'user-time': time(userModes),
    'system-time': time(systemModes),
    'busy-time': time([...userModes, ...systemModes]),
  }
}

/** perf's task clock, split by where samples of its running time found it. */
function toSampledTimes(
  records: Located<CounterRecord>[],
  counters: Counters,
  { threads }: ScopeLimits,
): Counters {
  const clock = counters['task-clock']
  if (!clock || 'missing' in clock) return {}
  const profiles = records.filter(isKind('cpu-samples'))
  const readings = (mode: 'user' | 'kernel') =>
    profiles.flatMap(({ file, record }) =>
      record.threads
        .filter(({ name }) => threads?.some(pattern => matchesName(pattern, name)) ?? true)
        .map(thread => toQuantity(thread[mode], '1', file)),
    )
  const user = readings('user')
  const kernel = readings('kernel')
  const total = [...user, ...kernel].reduce((count, quantity) => count + quantity.value, 0)
  if (total === 0) return {}
  const { windows: _, ...whole } = clock
  const share = (part: Quantity<'1'>[]): Counted => ({
    ...whole,
    amount: {
      value: (clock.amount.value * part.reduce((n, quantity) => n + quantity.value, 0)) / total,
      unit: 's',
      sources: mergeSources(clock.amount, ...user, ...kernel),
    },
  })
  return { 'user-time': share(user), 'system-time': share(kernel) }
}

function isKind<K extends CounterRecord['kind']>(kind: K) {
  return (
    located: Located<CounterRecord>,
  ): located is Located<Extract<CounterRecord, { kind: K }>> => located.record.kind === kind
}
