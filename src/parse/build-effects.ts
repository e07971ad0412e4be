import type { Message } from '../message/message.ts'
import { sha256 } from '../read/entry.ts'
import type { Digest } from './digest.ts'

/** The world outside of the road: what a build tells, and what it may remember. */
export interface BuildEffects {
  /**
   * A step is done, or a part of it: `read`, `linux-io-engines/round-1.tar.gz`. A build ends with what
   * this throws.
   */
  progress(step: string, detail?: string): void
  cache?: DigestCache
  /** What a look for private values came to, by the hash of an archive; of this program alone. */
  findings?: Kept
  /** What steps came to; of this program alone. */
  memory?: Memory
  /** What may stay as it is in a process that builds again; the latest alone, by the same keys. */
  resident?: Map<string, unknown>
  /** A page that somebody waits for: it is made before what nobody looks at. */
  awaited?: AwaitedPage | undefined
}

/** A page of the site that is asked for before all of them are made. */
export interface AwaitedPage {
  path: string
  /** @param messages what has been said so far */
  show(html: string, messages: Message[]): void
}

/** Plain JSON by a key, for as long as the program is the same. */
export interface Kept {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
}

/** Digests by the hash of their archive and the version of the parsers. */
export interface DigestCache {
  get(key: string): Promise<Digest | undefined>
  set(key: string, digest: Digest): Promise<void>
}

/** Results of steps by a key that tells all that they were made of: data without functions. */
export interface Memory {
  /** Undefined where nothing is kept under this key, or nothing that is whole. */
  get(key: string): unknown
  has(key: string): boolean
  set(key: string, value: unknown): void
}

/**
 * The result of a step, from memory where it was made of the same before.
 *
 * @param inputs all that the result depends on, as plain JSON
 */
export function remember<T>(
  memory: Memory | undefined,
  step: string,
  inputs: unknown,
  compute: () => T,
): T {
  if (!memory) return compute()
  const key = toKey(step, inputs)
  const known = memory.get(key)
  if (known !== undefined) return known as T
  const made = compute()
  memory.set(key, made)
  return made
}

/** The same of a step that takes its time. */
export async function rememberLater<T>(
  memory: Memory | undefined,
  step: string,
  inputs: unknown,
  compute: () => Promise<T>,
): Promise<T> {
  const key = toKey(step, inputs)
  const known = memory?.get(key)
  if (known !== undefined) return known as T
  const made = await compute()
  memory?.set(key, made)
  return made
}

/** A memory of steps that are all made of some inputs, besides their own. */
export function within(memory: Memory, inputs: unknown): Memory {
  const toOwn = (key: string) => toKey(key, inputs)
  return {
    get: key => memory.get(toOwn(key)),
    has: key => memory.has(toOwn(key)),
    set: (key, value) => memory.set(toOwn(key), value),
  }
}

/** A name for people, and a hash: `toKey('drawing', [spec]) // => 'drawing-1f3a…'` */
export function toKey(step: string, inputs: unknown): string {
  const name = step.replace(/-[0-9a-f]{32}$/, '')
  return `${name}-${sha256(JSON.stringify([step, inputs])).slice(0, 32)}`
}

/** What is remembered does not suffice, or went away while it was read: it is to be made again. */
export class StaleMemory extends Error {}

/** A memory that recalls nothing of before. */
export function forget(memory: Memory | undefined): Memory | undefined {
  return memory && { get: () => undefined, has: () => false, set: memory.set }
}
