import { formatPercent } from '../../format/number.ts'
import { isMissing } from '../../model/quantity.ts'
import { median } from '../../statistics/summary/median.ts'
import { toWindows } from '../../study/counters/windows.ts'
import type { Counted, CountedWindow, Counters, Run, Study } from '../../study/study.ts'
import type { Cell } from '../cells.ts'
import { secondsOf } from '../metrics/counted-rate.ts'
import { aboutShare, type Found } from './gate.ts'

/** A count of a cell, and the study around it. */
interface Asked {
  cell: Cell
  cells: readonly Cell[]
  study: Study
  scope: string
  count: string
  /** Whether what was counted at rest is subtracted already. */
  isNet: boolean
}

/**
 * Why a cost per I/O merely mirrors IOPS; undefined where it may tell more. A count whose rate
 * does not depend on the load, divided by the rate of the load, says how much was loaded and
 * nothing of what an I/O costs. That is so
 *
 * - of CPU time and cycles, where what was looked at ran all the time: the CPUs, or a thread,
 *   which may poll or may have reached its limit;
 * - of anything, where as much of it was counted at rest, by a reference that the study subtracts
 *   under this workload, or under two other workloads whose IOPS are half or twice as many at
 *   least. One other could agree by chance.
 *
 * @param limit share from which on "all the time" and "as much" are said
 */
export function whyMirrored(asked: Asked, limit: number): Found {
  return findUnpaused(asked, limit) ?? (asked.isNet ? undefined : findUnmoved(asked, limit))
}

function findUnpaused({ cell, study, scope, count }: Asked, limit: number): string | undefined {
  const { cpus } = study.manifest.scopes[scope] ?? {}
  const found = cell.runs.flatMap(run => {
    const unpaused = toUnpaused(run, { scope, count, cpus, limit })
    return unpaused ? [{ ...unpaused, repeat: run.repeat }] : []
  })
  if (found.length === 0) return undefined
  const repeats = `repeat ${found.map(({ repeat }) => repeat).join(', ')}`
  const names = [...new Set(found.flatMap(({ threads }) => threads))]
  if (names.length === 0) return `${repeats} ran without a pause, so its cost mirrors IOPS`
  const least = Math.min(...found.map(({ share }) => share))
  return `in ${repeats} \`${names.join('`, `')}\` ran without a pause; ${formatPercent(least, 0)} of the cost at least mirrors IOPS`
}

interface Unpaused {
  /** Threads by name, where they are known. */
  threads: string[]
  /** What these have of the count, of 1. */
  share: number
}

/** What ran all the time that was counted; only CPU time and cycles are bound to that. */
function toUnpaused(
  run: Run,
  { scope, count, cpus, limit }: { scope: string; count: string; cpus?: number; limit: number },
): Unpaused | undefined {
  const counters = run.counters[scope] ?? {}
  const counted = known(counters[count])
  if (!counted || !['s', 'cycle'].includes(counted.amount.unit)) return undefined
  const time = counted.amount.unit === 's' ? counted : timeOf(counters, count)
  if (!time) return undefined
  const busy = time.amount.value / secondsOf(time, run, 'used')
  const threads = unpausedThreads(known(counters['task-clock']), limit)
  if (threads && time.threads === undefined && (threads.length === 0 || busy < limit)) {
    return undefined
  }
  if (threads) return threads.length > 0 ? { threads, share: shareOf(threads, counted) } : undefined
  // Of how many threads a process is, is not known: more than one CPU’s time may be several at work.
  const isWhole = cpus ? busy >= limit * cpus : busy >= limit && busy <= 1 / limit
  return isWhole || isOfAllCpus(busy) ? { threads: [], share: 1 } : undefined
}

/** perf’s clock goes on where a CPU is idle: under `-a` it shows all of them, within 3 ‰. */
function isOfAllCpus(busy: number): boolean {
  const cpus = Math.round(busy)
  return cpus >= 2 && Math.abs(busy / cpus - 1) <= 0.003
}

/** The CPU time in which cycles were counted: that of their mode, where they are of one. */
function timeOf(counters: Counters, count: string): Counted | undefined {
  const mode = /:(\w+)$/.exec(count)?.[1]
  if (mode === 'u') return known(counters['user-time'])
  if (mode === 'k') return known(counters['system-time'])
  return (
    known(counters['task-clock']) ?? known(counters['cpu-clock']) ?? known(counters['busy-time'])
  )
}

/** Threads that ran all the time in every window; undefined where it was not counted by thread. */
function unpausedThreads(clock: Counted | undefined, limit: number): string[] | undefined {
  const windows = clock ? toWindows(clock) : []
  const [first, ...rest] = windows.map(window => unpausedIn(window, limit))
  return rest.reduce((names, next) => names?.filter(name => next?.includes(name)), first)
}

function unpausedIn({ threads, window }: CountedWindow, limit: number): string[] | undefined {
  return threads
    ?.filter(({ amount }) => amount.value / window.value >= limit)
    .map(({ name }) => name)
}

function shareOf(names: readonly string[], counted: Counted): number {
  const threads = toWindows(counted).flatMap(window => window.threads ?? [])
  if (threads.length === 0) return 1
  const own = threads.filter(({ name }) => names.includes(name))
  return own.reduce((sum, { amount }) => sum + amount.value, 0) / counted.amount.value
}

/** Whether as much was counted a second at rest, or under other loads. */
function findUnmoved(asked: Asked, limit: number): Found {
  const { cell, cells, study, scope, count } = asked
  const own = rateOf(cell.runs, scope, count)
  if (own === undefined || own === 0) return undefined
  for (const id of referencesFor(cell.workload, study)) {
    const shares = cell.runs.flatMap(run => shareAtRest(run, id, asked))
    if (shares.length > 0 && median(shares) >= limit) {
      const { label } = study.manifest.references[id] ?? {}
      return aboutShare(
        '',
        median(shares),
        ` of it was counted at rest too (${label}), so its cost mirrors IOPS`,
      )
    }
  }
  const iops = iopsOf(cell.runs)
  const others = cells.flatMap(other => {
    if (other.configuration.id !== cell.configuration.id) return []
    const apart = iopsOf(other.runs) / iops
    const rate = apart >= 2 || apart <= 0.5 ? rateOf(other.runs, scope, count) : undefined
    return rate === undefined ? [] : [{ rate, workload: other.workload }]
  })
  const isMoved = others.some(({ rate }) => rate < own * limit || rate > own / limit)
  if (isMoved || others.length < 2) return undefined
  const labels = others.map(({ workload }) => study.manifest.workloads[workload]?.label)
  return `as much of it was counted a second under ${labels.join(' and ')}, with other IOPS, so its cost mirrors IOPS`
}

/** A reference is at rest for the workloads that it was measured for, and nothing is known of others. */
function referencesFor(workload: string, { manifest }: Study): Set<string> {
  return new Set(Object.values(manifest.metrics).flatMap(({ net }) => net?.[workload] ?? []))
}

/** What a run’s reference counted a second, as a share of what the run did. */
function shareAtRest(run: Run, id: string, { study, scope, count }: Asked): number[] {
  const reference = study.references.find(
    ({ id: other, configuration, repeat }) =>
      other === id &&
      repeat === run.repeat &&
      (configuration ?? run.configuration) === run.configuration,
  )
  const [idle, loaded] = [reference, run].map(of => of && rateOf([of], scope, count))
  return idle === undefined || !loaded ? [] : [idle / loaded]
}

/** Counted a second, median over runs; undefined where it was not, or in a time that is not known. */
function rateOf(
  runs: readonly Pick<Run, 'counters'>[],
  scope: string,
  count: string,
): number | undefined {
  const rates = runs.flatMap(({ counters }) => {
    const counted = known(counters[scope]?.[count])
    return counted && !counted.isUntimed ? [counted.amount.value / counted.window.value] : []
  })
  return rates.length > 0 ? median(rates) : undefined
}

function iopsOf(runs: readonly Run[]): number {
  return median(
    runs.flatMap(({ load }) => (load ? [load.completed.value / load.duration.value] : [])),
  )
}

function known(counted: Counters[string] | undefined): Counted | undefined {
  return counted && !isMissing(counted) ? counted : undefined
}
