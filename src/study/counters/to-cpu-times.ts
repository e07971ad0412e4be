import { mergeSources, type Quantity } from '../../model/quantity.ts'
import type { CpuTime } from '../../parse/record.ts'
import type { Counted, Counters } from '../study.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import type { ScopeLimits } from './scope-limits.ts'

/** mpstat's columns, in percent, that make up our times. */
const userModes = ['usr', 'nice', 'guest', 'gnice']
const systemModes = ['sys', 'irq', 'soft']

/**
 * CPU time of the kernel's own accounting, from mpstat: of the CPUs it names, or of all.
 *
 * @returns what each file says, one by one
 */
export function toCpuTimes(records: Located<CpuTime>[], limits: ScopeLimits): Counters[] {
  const byFile = new Map<string, Located<CpuTime>[]>()
  for (const located of records) {
    const key = `${located.file.archive} ${located.file.entry}`
    byFile.set(key, [...(byFile.get(key) ?? []), located])
  }
  return [...byFile.values()].map(times => toTimesOf(times, limits))
}

/** What one mpstat says. */
function toTimesOf(times: Located<CpuTime>[], limits: ScopeLimits): Counters {
  const single = times.filter(({ record }) => record.cpu !== 'all')
  const chosen = single.length > 0 ? single : times
  const [first] = chosen
  const seconds = first?.record.seconds
  if (seconds === undefined) return { 'busy-time': { missing: 'mpstat took a single sample' } }
  const cpus = first?.record.cpu === 'all' ? (first.record.cpus ?? limits.cpus) : 1
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
