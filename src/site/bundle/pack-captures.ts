import { posix } from 'node:path'
import type { Element, Root } from 'hast'
import { toString as hastToString } from 'hast-util-to-string'
import { h } from 'hastscript'
import { visit } from 'unist-util-visit'
import { findElement, hasClass, isElement } from '../../model/tree.ts'
import { toPackedUri } from './data-uri.ts'

/** Captures longer than this, in characters, are packed in a single file. */
const largestCapture = 32_000

/**
 * Fold long captures away: the lines that the page cites stay as they are, so links to them
 * lead to text with scripts blocked too; the whole is packed behind a link.
 */
export function packCaptures(tree: Root): void {
  visit(tree, 'element', element => {
    if (hasClass(element, 'capture')) packCapture(element)
  })
}

function packCapture(capture: Element): void {
  const pre = findElement(capture, ({ tagName }) => tagName === 'pre')
  const name = findElement(capture, ({ tagName }) => tagName === 'code')
  const text = pre && hastToString(pre)
  if (!pre || !name || !text || text.length <= largestCapture) return
  const cited = pre.children.filter(child => isElement(child))
  const file = `${posix.basename(hastToString(name))}.gz`
  const href = toPackedUri(text)
  const link = h('a', { dataPacked: 'capture', download: file, href }, file)
  const lines = cited.length === 1 ? 'line' : `${cited.length} lines`
  const words =
    cited.length > 0
      ? `The ${lines} that this page cites; the whole is packed in `
      : 'The whole is packed in '
  pre.children = cited
  capture.children.splice(capture.children.indexOf(pre), 0, h('p.source', words, link, '.'), {
    type: 'text',
    value: '\n',
  })
}
