import type { Reading } from '../model/reading.ts'
import type { Located } from './to-quantity.ts'

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
