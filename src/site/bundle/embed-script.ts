import type { Element, Root } from 'hast'
import { toString as hastToString } from 'hast-util-to-string'
import { h } from 'hastscript'
import { SKIP, visit } from 'unist-util-visit'
import { findElement, hasClass } from '../../model/tree.ts'
import { hashScript } from '../hash-script.ts'
import { toPackedUri } from './data-uri.ts'
import { resolve, type SiteParts, textOf } from './site-parts.ts'

/** Scripts that may run, by their hashes. */
interface Scripts {
  site: SiteParts
  hashes: string[]
  allow(script: string): string
}

/**
 * The script in the page, allowed by its hash: nothing that somebody may have put into the page
 * runs, and the policy allows nothing that is not inside the file. What the script loads only
 * for a reader who moves stands there as text.
 *
 * @param views whether figures keep their interactive view, with all that it needs
 */
export function embedScript(tree: Root, path: string, site: SiteParts, views: boolean): void {
  const hashes: string[] = []
  const allow = (script: string) => {
    hashes.push(`'${hashScript(script)}'`)
    return script
  }
  const scripts = { site, hashes, allow }
  embedPageScript(tree, path, scripts)
  embedViews(tree, path, scripts, views)
  const policy = `default-src 'none'; script-src ${hashes.join(' ') || "'none'"}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`
  const isPolicy = ({ properties }: Element) =>
    String(properties.httpEquiv) === 'Content-Security-Policy'
  const meta = findElement(tree, isPolicy)
  if (meta) meta.properties.content = policy
}

function embedPageScript(tree: Root, path: string, { site, allow }: Scripts): void {
  visit(tree, 'element', (script, index, parent) => {
    const { dataRest, src } = script.properties
    if (!parent || index === undefined) return undefined
    if (script.tagName === 'script' && src !== undefined) {
      // What the search needs stays outside, and the policy would refuse it.
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    if (typeof dataRest !== 'string') return undefined
    const own = h('script', allow(hastToString(script)))
    const text = allow(textOf(site, resolve(path, dataRest)))
    const rest = h('script', { type: 'text/plain', dataRest: true }, text)
    parent.children.splice(index, 1, own, rest)
    return [SKIP, index + 2]
  })
}

function embedViews(tree: Root, path: string, { site, allow }: Scripts, views: boolean): void {
  const pack = (file: string) => {
    const href = toPackedUri(allow(textOf(site, file)))
    return h('a', { hidden: true, dataPacked: file, href })
  }
  let hasViews = false
  visit(tree, 'element', (view, index, parent) => {
    if (!hasClass(view, 'view') || !parent || index === undefined) return undefined
    const button = findElement(view, ({ properties }) => properties.dataView !== undefined)
    if (!button) return undefined
    if (!views) {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    hasViews = true
    view.children.push(pack(resolve(path, String(button.properties.dataView))))
    return SKIP
  })
  const body = findElement(tree, ({ tagName }) => tagName === 'body')
  if (hasViews) body?.children.push(pack('script/vega.js'))
}
