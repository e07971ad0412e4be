import type { Previous } from './model/output-file.ts'
import type { Digest } from './parse/digest.ts'

/** A folder laid out like this repository, and the package that builds it. */
export interface Project {
  root: string
  packageRoot: string
  /** Where the site will be published, in place of what site.yaml says. */
  url?: string
  /** An older build of the site, to mark what changed. */
  previous?: Previous
}

/** The world outside of the road: what a build tells, and what it may remember. */
export interface BuildEffects {
  /** A step is done, or a part of it: `read`, `linux-io-engines/round-1.tar.gz`. */
  progress(step: string, detail?: string): void
  cache?: DigestCache
}

/** Digests by the hash of their archive and the version of the parsers. */
export interface DigestCache {
  get(key: string): Promise<Digest | undefined>
  set(key: string, digest: Digest): Promise<void>
}
