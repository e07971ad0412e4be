import type { FileRef } from '../../model/place.ts'
import { type BaseUnit, isMissing, type Missing, type Quantity, sum } from '../../model/quantity.ts'
import type { PerfCount, PerfStat, Record } from '../../parse/record.ts'
import { matchesName } from '../match/template.ts'
import type { Counted, Counters } from '../study.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import { toCommonName, toCountUnit } from './counts.ts'
import { withoutContradiction } from './perf-contradictions.ts'
import { type Timed, toSpan, toWindow } from './perf-window.ts'
import { relateToLoad } from './relate-to-load.ts'
import type { ScopeLimits } from './scope-limits.ts'
import { toBlockCounts } from './to-block-counts.ts'
import { toCpuTimes } from './to-cpu-times.ts'
import { toProcTimes } from './to-proc-times.ts'
import { toRateTimes } from './to-rate-times.ts'
import { toSampledTimes } from './to-sampled-times.ts'
import { joinWindows, splitIntervals } from './windows.ts'

/** The kinds of records that count what a machine spent; `toCounters` says how each is read. */
export const counterKinds = [
  'perf-stat',
  'cpu-time',
  'cpu-samples',
  'proc-snapshot',
  'system-rates',
  'block-stats',
] as const

export type CounterRecord = Extract<Record, { kind: (typeof counterKinds)[number] }>

/** The unit that perf itself names, where it does. */
const namedUnits: { [unit: string]: BaseUnit } = {
  msec: 's',
  ns: 's',
  Joules: 'J',
  Bytes: 'B',
  MB: 'B',
  KiB: 'B',
  MiB: 'B',
  GiB: 'B',
}

/** A record, and whether it was cut to the part of perf's time in which the load ran. */
export type LocatedCounter = Located<CounterRecord> & { isCut?: boolean }

/** What was counted in one scope of one run. */
export function toCounters(records: LocatedCounter[], limits: ScopeLimits = {}): Counters {
  const blocks = records
    .filter(isKind('perf-stat'))
    .flatMap(({ file, record, isCut }) => toGroups(record).map(record => ({ file, record, isCut })))
    .filter(({ record }) => isTarget(record, limits.target))
  const counted = joinAll(
    blocks.flatMap(({ file, record, isCut }) =>
      toCounts(record, file, isCut ? { ...limits, around: undefined } : limits),
    ),
    limits,
  )
  return {
    ...toRateTimes(records.filter(isKind('system-rates')), limits),
    ...toProcTimes(records.filter(isKind('proc-snapshot'))),
    ...toBlockCounts(records.filter(isKind('block-stats'))),
    ...counted,
    ...joinAll(toCpuTimes(records.filter(isKind('cpu-time')), limits), limits),
    ...toSampledTimes(records.filter(isKind('cpu-samples')), counted['task-clock'], limits),
  }
}

/** What all blocks together say of each event. */
function joinAll(blocks: Counters[], { severalWindows = false }: ScopeLimits): Counters {
  const joined: Counters = {}
  for (const [name, next] of blocks.flatMap(Object.entries<Counted | Missing>)) {
    joined[name] = join(joined[name], next, severalWindows)
  }
  return joined
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
  return {
    missing:
      'counted in several blocks; name one as `target` of the scope, or add windows up with `windows: several`',
  }
}

/** What perf counted of each cgroup, under its name. */
function toGroups(block: PerfStat): PerfStat[] {
  const groups = new Map<string | undefined, PerfCount[]>()
  for (const row of block.counts) {
    const same = groups.get(row.cgroup)
    if (same) same.push(row)
    else groups.set(row.cgroup, [row])
  }
  return groups.size === 0
    ? [block]
    : [...groups].map(([target = block.target, counts]) => ({ ...block, target, counts }))
}

/** `system wide` and `process id *` mean what perf heads with `'system wide'` and `process id '7'`. */
function isTarget({ target = '' }: PerfStat, wanted: string | undefined): boolean {
  if (wanted === undefined) return true
  return [target, target.replaceAll("'", '')].some(heading => matchesName(wanted, heading))
}

const notKnown: Missing = { missing: 'the time of counting is not known', cause: 'untimed' }

/** The counts of a block; one for each of its intervals where these are windows. */
function toCounts(read: PerfStat, file: FileRef, limits: ScopeLimits): Counters[] {
  const block = withoutContradiction(withoutFalseTimes(read))
  const isSplit = block.counts.some(({ interval }) => interval !== undefined)
  // Below its intervals, perf sums them up once more (`--summary`).
  const isMeant = ({ aggregate, interval }: PerfCount) =>
    isSplit === (interval !== undefined) &&
    (aggregate === undefined ||
      (limits.threads?.some(name => matchesName(`${name}-*`, aggregate)) ?? true))
  if (limits.severalWindows && isSplit) {
    return splitIntervals(block, file).map(({ rows, window }) =>
      countRows(rows.filter(isMeant), file, { window }),
    )
  }
  const time = toWindow(block, file, limits.cpus)
  const known = isMissing(time) ? undefined : time
  const timed = known ?? (limits.window && { window: limits.window })
  const span = toSpan(block, timed?.window)
  const { declared, around = {} } = limits
  const relation = relateToLoad({ block, timed, span, declared }, around)
  const rows = block.counts.filter(isMeant)
  if (isMissing(relation)) return [countRows(rows, file, relation)]
  const isWhole = relation.holdsRun && !limits.severalWindows
  const told = { ...(span && { span }), ...(isWhole && { holdsRun: true as const }) }
  return [countRows(rows, file, timed ?? (isWhole ? untimed : (time ?? notKnown)), told)]
}

/** What holds all of the load's run is divided by its work, and needs no time. */
const untimed: Timed & Pick<Counted, 'isUntimed'> = {
  window: { value: 1, unit: 's', sources: [] },
  isUntimed: true,
}

/** perf 7 shows 0 for all times of a command: it began them too late. */
function withoutFalseTimes(block: PerfStat): PerfStat {
  const isTime = ({ event }: PerfCount) => toCommonName(event).endsWith('_time')
  const times = block.counts.filter(row => isTime(row) && 'value' in row.count)
  if (times.length === 0 || times.some(({ count }) => 'value' in count && count.value > 0)) {
    return block
  }
  const counts = block.counts.map(row => {
    const { name, place } = row.count
    const missing = 'perf shows 0 for every time'
    const cause = 'zero-times' as const
    return times.includes(row) ? { ...row, count: { name, missing, cause, place } } : row
  })
  return { ...block, counts }
}

function countRows(
  rows: PerfCount[],
  file: FileRef,
  timed: Timed | Missing,
  told: Pick<Counted, 'span' | 'holdsRun'> = {},
): Counters {
  const byName = new Map<string, PerfCount[]>()
  for (const row of rows) {
    const name = toCommonName(row.event)
    const same = byName.get(name)
    if (same) same.push(row)
    else byName.set(name, [row])
  }
  return Object.fromEntries(
    [...byName].map(([name, all]) => {
      const same = firstSpelling(all)
      const amount = addRows(name, same, file)
      if ('missing' in amount) return [name, amount]
      if (isMissing(timed)) return [name, timed]
      const running = Math.min(...same.map(row => row.running)) / 100
      const threads = same.flatMap(row => toThread(row, file))
      return [name, { amount, ...timed, running, ...told, ...(threads.length > 0 && { threads }) }]
    }),
  )
}

/** `-e context-switches,cs` counts one event under two names, of which the first is as good. */
function firstSpelling(rows: PerfCount[]): PerfCount[] {
  return rows.filter(({ event }) => event === rows[0]?.event)
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
  const absent = rows.find(row => 'missing' in row.count && !isIdle(name, row))
  const blank = absent ?? (counted.length === 0 ? rows[0] : undefined)
  if (blank && 'missing' in blank.count) {
    const where = rows.length > 1 && blank.aggregate ? ` (${blank.aggregate})` : ''
    // perf's own word, `<not counted>` or `<not supported>`, where no check of ours says why.
    const { missing, cause = missing.startsWith('<') ? 'refused' : undefined } = blank.count
    return { missing: missing + where, ...(cause && { cause }) }
  }
  const meant = name === 'duration_time' ? longestRows(counted) : counted
  const parts = meant.flatMap(row => toAmount(row, file))
  return sum(parts, parts[0]?.unit ?? 'event')
}

/** Every part of the machine sees the same time go by: of each interval, the longest. */
function longestRows(rows: PerfCount[]): PerfCount[] {
  const sizeOf = ({ count }: PerfCount) => ('value' in count ? count.value : 0)
  const longest = new Map<number | undefined, PerfCount>()
  for (const row of rows) {
    const known = longest.get(row.interval)
    if (!known || sizeOf(row) > sizeOf(known)) longest.set(row.interval, row)
  }
  return [...longest.values()]
}

/** A row as a quantity; nothing of a row without a count. */
function toAmount({ event, count }: PerfCount, file: FileRef): Quantity<BaseUnit>[] {
  if ('missing' in count) return []
  return [
    toQuantity<BaseUnit>(
      count,
      toCountUnit(toCommonName(event)) ?? namedUnits[count.unit] ?? 'event',
      file,
    ),
  ]
}

/** What a thread has of a count, by its name without its number. */
function toThread(row: PerfCount, file: FileRef): { name: string; amount: Quantity<BaseUnit> }[] {
  if (!isThread(row)) return []
  const name = (row.aggregate ?? '').replace(/-\d+$/, '')
  return toAmount(row, file).map(amount => ({ name, amount }))
}

/** `CPU 0/KVM-1234` is one, `S0-D0-C0` is a core. */
function isThread({ aggregate = '' }: PerfCount): boolean {
  return /-\d+$/.test(aggregate) && !/^S-?\d/.test(aggregate)
}

/** perf counts elapsed time on one CPU only, and nothing for a thread or cgroup that did not run. */
function isIdle(name: string, row: PerfCount): boolean {
  const wasIdle = 'missing' in row.count && row.count.missing === '<not counted>'
  return wasIdle && (isThread(row) || row.cgroup !== undefined || name.endsWith('_time'))
}

function isKind<K extends CounterRecord['kind']>(kind: K) {
  type Wanted = LocatedCounter & { record: Extract<CounterRecord, { kind: K }> }
  return (located: LocatedCounter): located is Wanted => located.record.kind === kind
}
