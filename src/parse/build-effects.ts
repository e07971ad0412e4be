import type { Digest } from './digest.ts'

/** The world outside of the road: what a build tells, and what it may remember. */
export interface BuildEffects {
  /** A step is done, or a part of it: `read`, `linux-io-engines/round-1.tar.gz`. */
  progress(step: string, detail?: string): void
  cache?: DigestCache
  /** What a look for private values came to, by the hash of an archive; of this program alone. */
  findings?: Kept
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
