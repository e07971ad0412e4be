import { type Quantity, sum } from '../../model/quantity.ts'
import type { ProcSnapshot } from '../../parse/record.ts'
import type { Counted, Counters } from '../study.ts'
import type { Located } from '../to-quantity.ts'
import { differences, toPairs } from './snapshots.ts'

type Snapshot = Located<ProcSnapshot>

/** What /proc calls the times that make up ours, of the system and of a process. */
const parts = {
  'user-time': ['user', 'nice', 'utime'],
  'system-time': ['system', 'irq', 'softirq', 'stime'],
} as const

/**
 * CPU time and context switches between two snapshots: of the processes, where there are
 * snapshots of some, else of the whole system. The time between them is what `/proc/stat`
 * has counted on all CPUs, in every mode, idle too, divided by their number.
 */
export function toProcTimes(records: Snapshot[]): Counters {
  const pairs = toPairs(records, record => record.subject)
  const system = pairs.filter(([first]) => first.record.subject === 'system')
  const processes = pairs.filter(([first]) => / \(\d+\)$/.test(first.record.subject))
  const chosen = processes.length > 0 ? processes : system
  if (chosen.length === 0) return {}
  const window = toWindow(pairs)
  if (!window) return { 'user-time': noTime, 'system-time': noTime }
  const counted = (amount: Counted['amount']): Counted => ({ amount, window, running: 1 })
  const time = (names: readonly string[]) =>
    counted(
      sum(
        chosen.flatMap(pair => differences(pair, names, 's')),
        's',
      ),
    )
  const switches =
    processes.length > 0 ? [] : system.flatMap(pair => differences(pair, ['ctxt'], 'switch'))
  return {
    'user-time': time(parts['user-time']),
    'system-time': time(parts['system-time']),
    ...(switches.length > 0 && { 'context-switches': counted(sum(switches, 'switch')) }),
  }
}

const noTime = { missing: 'no two snapshots of /proc/stat tell the time between' }

/** Guests' time is in the user's already. */
const countedTwice = ['guest', 'guest_nice']

function toWindow(pairs: [Snapshot, Snapshot][]): Quantity<'s'> | undefined {
  const cpus = pairs.filter(([first]) => /^cpu\d+$/.test(first.record.subject)).length
  const system = pairs.find(([first]) => first.record.subject === 'system')
  if (!system || cpus === 0) return undefined
  const names = system[0].record.counters
    .filter(({ unit, name }) => unit === 'tick' && !countedTwice.includes(name))
    .map(({ name }) => name)
  const all = sum(differences(system, names, 's'), 's')
  return { ...all, value: all.value / cpus }
}
