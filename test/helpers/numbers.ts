import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
export type Element = DefaultTreeAdapterMap['element']

/** A piece of text that holds a digit, and the elements around it, from the page down. */
export interface NumberText {
  text: string
  path: Element[]
}

/** Drawings are told by the table below them; scripts and the head show nothing. */
const unread = ['script', 'style', 'svg', 'head']

/** Every text of a page that holds a digit. */
export function findNumbers(html: string): NumberText[] {
  const found: NumberText[] = []
  const walk = (node: Node, path: Element[]) => {
    if ('value' in node && node.nodeName === '#text') {
      const text = node.value.replaceAll(/\s+/g, ' ').trim()
      if (/\d/.test(text)) found.push({ text, path })
    }
    if (!('childNodes' in node) || unread.includes(node.nodeName)) return
    const within = 'tagName' in node ? [...path, node] : path
    for (const child of node.childNodes) walk(child, within)
  }
  walk(parse(html), [])
  return found
}

function attribute(element: Element, name: string): string {
  return element.attrs.find(item => item.name === name)?.value ?? ''
}

/** `is(element, 'p.source')`, `is(element, 'a')`, `is(element, '.toc')` */
export function is(element: Element, selector: string): boolean {
  const [tag = '', ...classes] = selector.split('.')
  const own = attribute(element, 'class').split(' ')
  return (tag === '' || element.tagName === tag) && classes.every(name => own.includes(name))
}

/** The innermost element around a text that a selector names. */
export function around({ path }: NumberText, selector: string): Element | undefined {
  return path.filter(element => is(element, selector)).at(-1)
}

/** Everything below an element that a selector names. */
export function below(element: Element, selector: string): Element[] {
  return element.childNodes.flatMap(child =>
    'tagName' in child ? [...(is(child, selector) ? [child] : []), ...below(child, selector)] : [],
  )
}

/** Where the links below an element lead. */
export function linksOf(element: Element): string[] {
  return below(element, 'a').map(link => attribute(link, 'href'))
}
