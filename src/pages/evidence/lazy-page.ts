import type { Root } from 'hast'
import type { Evidence, OutputPage } from '../../model/output-file.ts'

/** A page that numbers lead to. */
export type EvidencePage = OutputPage & { evidence: Evidence }

/** A page that numbers lead to, whose tree is made when it is asked for, and not kept. */
export function toLazyPage(path: string, toTree: () => Root, evidence: Evidence): EvidencePage {
  return {
    path,
    get tree() {
      return toTree()
    },
    evidence,
  }
}

/** A value that is made when it is first asked for. */
export function once<T extends object>(make: () => T): () => T {
  let known: T | undefined
  return () => {
    known ??= make()
    return known
  }
}
