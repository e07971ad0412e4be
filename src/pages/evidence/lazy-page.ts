import type { Root } from 'hast'
import type { Evidence, OutputPage } from '../../model/output-file.ts'

/** A page that numbers lead to, whose tree is made when it is asked for, and not kept. */
export function toLazyPage(path: string, toTree: () => Root, evidence: Evidence): OutputPage {
  return {
    path,
    get tree() {
      return toTree()
    },
    evidence,
  }
}

/** A page that was printed; what it is made of is still asked for only where it is needed. */
export function withHtml(page: OutputPage, html: string): OutputPage {
  const { path, evidence } = page
  return {
    path,
    html,
    get tree() {
      return page.tree
    },
    ...(evidence && { evidence }),
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
