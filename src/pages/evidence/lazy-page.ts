import type { Root } from 'hast'
import type { Evidence, OutputPage } from '../../model/output-file.ts'

/** A page that numbers lead to, whose tree is made when it is asked for, and not kept. */
export function toLazyPage(
  path: string,
  toTree: () => Root,
  evidence: Evidence,
  html?: string,
): OutputPage {
  return {
    path,
    ...(html !== undefined && { html }),
    get tree() {
      return toTree()
    },
    evidence,
  }
}
