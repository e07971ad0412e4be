import type { FileRef } from '../../model/place.ts'
import type { DigestEntry } from '../../parse/digest.ts'
import type { Record } from '../../parse/record.ts'
import type { Located } from '../to-quantity.ts'
import { matchesName } from './template.ts'

/** What a file belongs to. */
export type Assignment =
  | RunAssignment
  | { use: 'reference'; key: string; reference: string; configuration?: string; repeat: string }
  | { use: 'capture'; key: string; configuration?: string; repeat?: string }
  | { use: 'method'; key: string }
  | { use: 'none'; why: string }

export interface RunAssignment {
  use: 'run'
  /** `psync.iops.r3` */
  key: string
  configuration: string
  workload: string
  repeat: string
  /** Where its files lie, such as `round-3.tar.gz/psync/iops`. */
  folder: string
}

/** A file of an archive, with what the manifest says it belongs to. */
export interface Placed<A extends Assignment = Assignment> {
  file: FileRef
  entry: DigestEntry
  assignment: A
}

/** The files of one run, or of one reference; at least one. */
export type Group<U extends 'run' | 'reference'> = [PlacedIn<U>, ...PlacedIn<U>[]]
type PlacedIn<U> = Placed<Extract<Assignment, { use: U }>>

/** Files of one use, by what they belong to, in the order of the archives. */
export function groupBy<U extends 'run' | 'reference'>(placed: Placed[], use: U): Group<U>[] {
  const isWanted = (item: Placed): item is PlacedIn<U> => item.assignment.use === use
  const groups = new Map<string, Group<U>>()
  for (const item of placed.filter(isWanted)) {
    const { key } = item.assignment as { key: string }
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}

/** The records of one kind in these files. */
export function pick<K extends Record['kind']>(
  group: readonly Placed[],
  kind: K,
): Located<Extract<Record, { kind: K }>>[] {
  type Picked = Located<Extract<Record, { kind: K }>>
  return group.flatMap(({ file, entry }) =>
    entry.records.flatMap(record => (record.kind === kind ? [{ file, record } as Picked] : [])),
  )
}

/** Whether the name of a file, in whichever folder it lies, is as a pattern says. */
export function isNamed({ path }: DigestEntry, pattern: string): boolean {
  return matchesName(pattern, path.slice(path.lastIndexOf('/') + 1))
}
