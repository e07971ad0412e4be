import type { Nodes, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { narrowSpace, thinSpace } from './number.ts'

/** A tree as HTML. A thin space would break a line between number and unit; this one does not. */
export function printHtml(tree: Nodes): string {
  const options = {
    characterReferences: { useNamedReferences: true },
    closeEmptyElements: true,
    tightSelfClosing: true,
  }
  return toHtml(tree, options).replaceAll(thinSpace, narrowSpace)
}

/** A page as it is written, printed once. */
export function printPage(page: { html?: string; tree: Root }): string {
  return page.html ?? printHtml(page.tree)
}
