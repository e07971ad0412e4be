import type { Element, ElementContent, Root, RootContent } from 'hast'
import { find, html } from 'property-information'

/** Elements that have no content and no end tag. */
const empty = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'])

/** Takes what a template says, piece by piece, and makes a tree of it. */
export class TreeBuilder {
  readonly root: Root = { type: 'root', children: [] }
  readonly #open: Element[] = []
  #attribute: { name: string; value: string } | undefined

  doctype(): void {
    this.root.children.push({ type: 'doctype' })
  }

  /** A start tag, as far as its name. */
  start(tagName: string): void {
    const element: Element = { type: 'element', tagName, properties: {}, children: [] }
    this.#append(element)
    this.#open.push(element)
  }

  /** An attribute whose value follows. */
  attribute(name: string): void {
    this.#attribute = { name, value: '' }
  }

  endAttribute(): void {
    const element = this.#open.at(-1)
    if (!element || !this.#attribute) return
    const { name, value } = this.#attribute
    const info = find(html, name)
    const isTrue = value === '' && (info.boolean || info.overloadedBoolean)
    element.properties[info.property] = isTrue
      ? true
      : info.spaceSeparated
        ? value.split(' ').filter(Boolean)
        : value
    this.#attribute = undefined
  }

  /** The end of a start tag. */
  endStart(): void {
    if (empty.has(this.#open.at(-1)?.tagName ?? '')) this.#open.pop()
  }

  /** @returns the name of the element that is open, where it is another */
  end(tagName: string): string | undefined {
    const open = this.#open.pop()?.tagName ?? 'no tag'
    return open === tagName ? undefined : open
  }

  /** Text of the page, or of the attribute that is open. */
  text(value: string): void {
    if (this.#attribute) this.#attribute.value += value
    else if (value !== '') this.#appendText(value)
  }

  /** What is a tree already. */
  insert(nodes: RootContent[]): void {
    for (const node of nodes) this.#append(node)
  }

  /** @returns the names of the elements that are still open */
  unclosed(): string[] {
    return this.#open.map(({ tagName }) => tagName)
  }

  #appendText(value: string): void {
    const last = this.#children().at(-1)
    if (last?.type === 'text') last.value += value
    else this.#append({ type: 'text', value })
  }

  #append(node: RootContent): void {
    this.#children().push(node as ElementContent)
  }

  #children(): RootContent[] {
    return this.#open.at(-1)?.children ?? this.root.children
  }
}
