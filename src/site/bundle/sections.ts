import type { Element, ElementContent, Properties, Root, RootContent } from 'hast'
import { h } from 'hastscript'
import { visit } from 'unist-util-visit'
import { toHref, toId } from '../../model/site-paths.ts'
import { findElement, isElement } from '../../model/tree.ts'
import { resolve } from './site-parts.ts'

/** `data/x/ledger-iops.html` to `x-ledger-iops`: where its ids live in the single file. */
export function prefixOf(path: string): string {
  const name = path.replace(/^data\//, '').replace(/\.html$/, '')
  return toId(name.replaceAll('/', '-'))
}

/** The content of a page as a section: its headings a level lower, its ids its own. */
export function toSection(path: string, content: RootContent[], kind: string): Element {
  const prefix = prefixOf(path)
  const children = structuredClone(content).flatMap(withoutArticle) as ElementContent[]
  visit({ type: 'root', children }, 'element', element => {
    const level = /^h([1-5])$/.exec(element.tagName)?.[1]
    if (level !== undefined) element.tagName = `h${Number(level) + 1}`
    for (const [name, value] of Object.entries(element.properties)) {
      element.properties[name] = toOwn(name, value, prefix, path)
    }
  })
  return h('section', { class: kind, id: prefix }, children)
}

/** Its contents lead through a page, and a section has no room for them. */
function withoutArticle(node: RootContent): RootContent[] {
  if (!isElement(node, 'article')) return [node]
  return node.children.filter(child => !isElement(child, 'nav'))
}

/** These name one element of the page, or several. */
const ids = new Set(['id', 'dataCopy', 'dataSources', 'ariaLabelledBy', 'ariaDescribedBy'])
const links = new Set(['href', 'dataView'])

/** An attribute as it is where other pages stand in the same file. */
function toOwn(name: string, value: Properties[string], prefix: string, path: string) {
  if (ids.has(name)) {
    const own = (id: string | number) => `${prefix}--${id}`
    return Array.isArray(value) ? value.map(own) : own(String(value))
  }
  if (typeof value !== 'string') return value
  if (!links.has(name)) return value.replace('url(#', `url(#${prefix}--`)
  if (value.includes(':')) return value
  const [target = '', ...anchor] = value.split(/(?=#)/)
  return toHref(target === '' ? path : resolve(path, target)) + anchor.join('')
}

/** Put sections at the end of the article of a page. */
export function addSections(tree: Root, sections: Element[]): void {
  const article = findElement(tree, ({ tagName }) => tagName === 'article')
  article?.children.push(...sections.flatMap(onLine))
}

/**
 * What the numbers of a page lead to stands before the environment: near to the numbers, and not
 * behind captures, which are long and have nothing in common with it when the file is packed.
 */
export function addAppendices(tree: Root, appendices: Element[]): void {
  let isDone = false
  visit(tree, 'element', ({ properties }, index, parent) => {
    if (properties.id !== 'appendix-environment' || !parent || index === undefined) return
    if (isDone) return
    isDone = true
    parent.children.splice(index, 0, ...appendices.flatMap(onLine))
  })
  if (!isDone) addSections(tree, appendices)
}

function onLine(section: Element): ElementContent[] {
  return [section, { type: 'text', value: '\n' }]
}
