import { type BaseUnit, mergeSources, type Quantity } from '../../model/quantity.ts'
import type { Reading } from '../../model/reading.ts'
import { type Located, toQuantity } from '../to-quantity.ts'

/** What counts since a machine or a process began, as it stood at one moment. */
interface Snapshot {
  counters: Reading[]
}

/**
 * First and last snapshot of each thing that was looked at more than once. Counters only rise,
 * which tells their order: the files may not.
 */
export function toPairs<S extends Snapshot>(
  records: Located<S>[],
  nameOf: (record: S) => string,
): [first: Located<S>, last: Located<S>][] {
  const names = new Set(records.map(({ record }) => nameOf(record)))
  return [...names].flatMap((name): [Located<S>, Located<S>][] => {
    const same = records
      .filter(({ record }) => nameOf(record) === name)
      .sort((a, b) => total(a.record) - total(b.record))
    const [first] = same
    const last = same.at(-1)
    return first && last && first !== last ? [[first, last]] : []
  })
}

function total({ counters }: Snapshot): number {
  return counters.reduce((sum, { value }) => sum + value, 0)
}

/** What the counters of these names gained from the first snapshot to the last. */
export function differences<U extends BaseUnit>(
  [first, last]: [Located<Snapshot>, Located<Snapshot>],
  names: readonly string[],
  unit: U,
): Quantity<U>[] {
  return last.record.counters.flatMap(reading => {
    const before = first.record.counters.find(({ name }) => name === reading.name)
    if (!before || !names.includes(reading.name)) return []
    const a = toQuantity(before, unit, first.file)
    const b = toQuantity(reading, unit, last.file)
    return { value: b.value - a.value, unit, sources: mergeSources(a, b) }
  })
}
