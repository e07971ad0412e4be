import type { Element, ElementContent, Root, RootContent } from 'hast'
import { toString as hastToString } from 'hast-util-to-string'
import { h } from 'hastscript'
import type { Glossary } from './glossary.ts'

/** In these a line may end anywhere, or a word has its own room. */
const quiet = new Set(['code', 'pre', 'svg', 'table', 'figure'])

/** Of code that is longer, a line may end anywhere. */
const short = /^(?=.*-)\S{1,24}$/

/**
 * Keep terms on one line that have hyphens, at which a browser would break them: `virtio-blk`, and
 * so of code: `--previous`. No letter stands alone either, as in `p-value`.
 */
export function keepWhole(tree: Root, glossary: Glossary): void {
  const find = toPattern(glossary.flatMap(({ name, aliases }) => [name, ...aliases]))
  walk(tree)

  function walk(parent: Root | Element): void {
    parent.children = parent.children.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return split(node.value)
      if (node.type === 'element' && !quiet.has(node.tagName)) walk(node)
      if (isShortCode(node)) node.properties.className = ['whole']
      return [node as ElementContent]
    })
  }

  function split(text: string): ElementContent[] {
    return text
      .split(find)
      .map((part, at) => (at % 2 === 0 ? { type: 'text', value: part } : h('span.whole', part)))
  }
}

function isShortCode(node: RootContent): node is Element {
  return node.type === 'element' && node.tagName === 'code' && short.test(hastToString(node))
}

function toPattern(names: string[]): RegExp {
  const words = names
    .filter(name => /^[\w-]+$/.test(name) && name.includes('-'))
    .sort((a, b) => b.length - a.length)
  const any = ['\\p{L}-\\p{L}+', ...words].join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}-])(${any})(?![\\p{L}\\p{N}-])`, 'u')
}
