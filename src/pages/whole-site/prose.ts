import type { Element, Root, RootContent } from 'hast'

/** A stretch of prose: what stands before the first heading, or below one. */
export interface Stretch {
  id?: string
  text: string
}

/** These hold no prose: drawings, tables, and what is folded away. */
const others = new Set(['svg', 'table', 'pre', 'details'])

/** These part no words within a sentence. */
const inSentence = new Set(['a', 'b', 'em', 'strong', 'code', 'time', 'span'])

/** The prose of some trees in their order, cut at headings with an id. */
export function toStretches(trees: Root[]): Stretch[] {
  const stretches: Stretch[] = [{ text: '' }]
  const say = (text: string) => {
    const last = stretches.at(-1)
    if (last) last.text += text
  }
  const read = (node: RootContent): void => {
    if (node.type === 'text') say(node.value)
    if (node.type !== 'element') return
    const space = isInSentence(node) ? '' : ' '
    if (/^h[23]$/.test(node.tagName) && node.properties.id !== undefined) {
      stretches.push({ id: String(node.properties.id), text: '' })
    }
    say(space)
    if (!isOther(node)) node.children.forEach(read)
    say(space)
  }
  for (const { children } of trees) children.forEach(read)
  return stretches.map(({ text, ...rest }) => ({
    ...rest,
    text: text.replaceAll(/\s+/g, ' ').trim(),
  }))
}

/** Links to files, what only machines read, and the marks of headings are no prose either. */
function isOther(element: Element): boolean {
  const isQuiet = ['source', 'hidden', 'anchor'].some(name => hasClass(element, name))
  return others.has(element.tagName) || isQuiet
}

function isInSentence(element: Element): boolean {
  return inSentence.has(element.tagName) && !hasClass(element, 'sidenote')
}

function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name)
}
