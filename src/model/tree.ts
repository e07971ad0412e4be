import type { Element, Nodes, Root, RootContent } from 'hast'
import { EXIT, visit } from 'unist-util-visit'

/** `isElement(node, 'table')` */
export function isElement(node: Nodes, tagName?: string): node is Element {
  return node.type === 'element' && (tagName === undefined || node.tagName === tagName)
}

export function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name)
}

/** The first element that a test is true of. */
export function findElement(tree: Nodes, test: (element: Element) => boolean): Element | undefined {
  let found: Element | undefined
  visit(tree, 'element', element => {
    if (!test(element)) return undefined
    found = element
    return EXIT
  })
  return found
}

/** What a page is about: the content of its `main`. */
export function contentOf(tree: Root): RootContent[] {
  return findElement(tree, ({ tagName }) => tagName === 'main')?.children ?? []
}
