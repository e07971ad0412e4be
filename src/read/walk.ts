import type { Chunks, Found, Visit } from './entry.ts'
import type { Guard } from './guard.ts'
import type { Limits } from './limits.ts'
import type { Around } from './wrapping.ts'

/** A way through the files of one archive, and of those inside it. */
export interface Walk<T> {
  limits: Limits
  guard: Guard
  visit: Visit<T>
  /** One file of the archive, which may be one again. */
  file(name: string, chunks: Chunks, walk: Walk<T>): Promise<Found<T>[]>
  /** Of the archive inside which this goes: `inner.tar.gz/`. */
  prefix: string
  depth: number
  /** Paths that were visited, and those that came again. */
  seen: Set<string>
  again: string[]
  /** Of archives that lie too deep one is told, for all of them. */
  told: { isTooDeep: boolean }
  /** What is found around files; not of archives inside. */
  around?: Around | undefined
}
