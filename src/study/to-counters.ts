import type { FileRef } from '../model/place.ts'
import { type BaseUnit, mergeSources, type Quantity } from '../model/quantity.ts'
import type { CpuSamples, CpuTime, PerfCount, PerfStat } from '../parse/record.ts'
import type { Counted, Counters } from './study.ts'
import { type Located, toQuantity } from './to-quantity.ts'

/** What perf's events count; the first pattern that fits. */
const eventUnits: [event: RegExp, unit: BaseUnit][] = [
  [/^(context-switches|cs)(:|$)/, 'switch'],
  [/^(cpu-migrations|migrations)(:|$)/, 'migration'],
  [/^(page-faults|faults|minor-faults|major-faults)(:|$)/, 'fault'],
  [/^(cpu-|ref-|bus-)?cycles(:|$)|\/(cpu-|ref-)?cycles\/|^msr\/tsc\//, 'cycle'],
  [/^instructions(:|$)|\/instructions\//, 'instruction'],
  [/^(task-clock|cpu-clock|duration_time|user_time|system_time)(:|$)/, 's'],
  [/^power\/energy/, 'J'],
]

/** Names that perf gives to the same event. */
const synonyms: { [event: string]: string } = {
  cs: 'context-switches',
  migrations: 'cpu-migrations',
  faults: 'page-faults',
  'cpu-cycles': 'cycles',
}

/** What was counted in one scope of one run. */
export function toCounters(
  records: Located<PerfStat | CpuTime | CpuSamples>[],
  cpus: number | undefined,
): Counters {
  const counters: Counters = {}
  for (const { file, record } of records) {
    if (record.kind === 'perf-stat') Object.assign(counters, toCounts(record, file, cpus))
  }
  Object.assign(counters, toCpuTimes(records), toSampledTimes(records, counters))
  return counters
}

function toCounts(block: PerfStat, file: FileRef, cpus: number | undefined): Counters {
  const window = toWindow(block, file, cpus)
  const span = toSpan(block, window)
  return Object.fromEntries(
    block.counts.map(({ event, count, running }) => {
      const name = synonyms[event] ?? event
      if ('missing' in count) return [name, { missing: count.missing }]
      if (window === undefined) return [name, { missing: 'the time of counting is not known' }]
      const unit = eventUnits.find(([pattern]) => pattern.test(event))?.[1] ?? 'event'
      const amount = toQuantity(count, unit, file)
      return [name, { amount, window, running: running / 100, ...(span && { span }) }]
    }),
  )
}

/**
 * How long perf counted: the elapsed time that the text format says; else the run time of its
 * counters, which is that of all CPUs of the scope together.
 */
function toWindow(
  block: PerfStat,
  file: FileRef,
  cpus: number | undefined,
): Quantity<'s'> | undefined {
  if (block.elapsed) return toQuantity(block.elapsed, 's', file)
  const longest = block.counts
    .map(count => count.runTime)
    .filter(runTime => runTime !== undefined && runTime.value > 0)
    .reduce<PerfCount['runTime']>((a, b) => (a && b && a.value >= b.value ? a : b), undefined)
  if (!longest || cpus === undefined) return undefined
  const total = toQuantity(longest, 's', file)
  return { ...total, value: total.value / cpus }
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
function toCpuTimes(records: Located<PerfStat | CpuTime | CpuSamples>[]): Counters {
  const times = records.filter(isKind('cpu-time'))
  const single = times.filter(({ record }) => record.cpu !== 'all')
  const chosen = single.length > 0 ? single : times
  const seconds = chosen[0]?.record.seconds
  if (chosen.length === 0) return {}
  if (seconds === undefined) return { 'busy-time': { missing: 'mpstat took a single sample' } }
  const time = (modes: string[]): Counted => {
    const shares = chosen.flatMap(({ file, record }) =>
      record.modes
        .filter(({ name }) => modes.includes(name))
        .map(reading => toQuantity({ ...reading, unit: '%' }, 's', file)),
    )
    const percent = shares.reduce((total, share) => total + share.value, 0)
    const amount: Quantity<'s'> = {
      value: (percent / 100) * seconds,
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
  records: Located<PerfStat | CpuTime | CpuSamples>[],
  counters: Counters,
): Counters {
  const clock = counters['task-clock']
  if (!clock || 'missing' in clock) return {}
  const profiles = records.filter(isKind('cpu-samples'))
  const readings = (mode: 'user' | 'kernel') =>
    profiles.flatMap(({ file, record }) =>
      record.threads.map(thread => toQuantity(thread[mode], '1', file)),
    )
  const user = readings('user')
  const kernel = readings('kernel')
  const total = [...user, ...kernel].reduce((count, quantity) => count + quantity.value, 0)
  if (total === 0) return {}
  const share = (part: Quantity<'1'>[]): Counted => ({
    ...clock,
    amount: {
      value: (clock.amount.value * part.reduce((n, quantity) => n + quantity.value, 0)) / total,
      unit: 's',
      sources: mergeSources(clock.amount, ...user, ...kernel),
    },
  })
  return { 'user-time': share(user), 'system-time': share(kernel) }
}

function isKind<K extends (PerfStat | CpuTime | CpuSamples)['kind']>(kind: K) {
  return (
    located: Located<PerfStat | CpuTime | CpuSamples>,
  ): located is Located<Extract<PerfStat | CpuTime | CpuSamples, { kind: K }>> =>
    located.record.kind === kind
}
