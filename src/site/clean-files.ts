import type { HashedFile } from '../model/output-file.ts'
import type { Memory } from '../parse/build-effects.ts'

/** Files in which nothing private was found, and nothing would be by what is known of the same data. */
export interface CleanFiles {
  has(file: HashedFile): boolean
  add(file: HashedFile): void
  /** Remember those of this build. */
  keep(): void
}

/** @param memory of what was made of the same data */
export function recallClean(memory: Memory | undefined): CleanFiles {
  const known = memory?.get('clean') as Set<string> | undefined
  const clean = new Set<string>()
  return {
    has: file => known?.has(toMark(file)) === true,
    add: file => void clean.add(toMark(file)),
    keep: () => memory?.set('clean', clean),
  }
}

function toMark({ path, sha256 }: HashedFile): string {
  return `${sha256} ${path}`
}
