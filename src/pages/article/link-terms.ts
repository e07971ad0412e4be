import type { Element, ElementContent, Root, Text } from 'hast'
import { h } from 'hastscript'
import { visit } from 'unist-util-visit'
import type { Glossary, Term } from './glossary.ts'

/** In these a word is a name, a link already, or read at a glance. */
const quiet = new Set([
  'a',
  'code',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'table',
  'figure',
  'svg',
  'data',
])

/**
 * Link each term of the glossary where the page uses it first. A word is the term when it
 * stands alone, `virtio-scsi` not within `virtio-scsi-single`, and is written as the glossary
 * does: `ring` is also `Ring` and `rings`, but `IDE` is not `ide`. A term of several words is found
 * where a line of the source ends within it.
 *
 * @param used the terms that stand further up on the page, or are not to be linked
 * @returns the terms that the page uses, linked here or by its author
 */
export function linkTerms(
  tree: Root,
  { glossary, find }: TermFinder,
  href: (term: Term) => string,
  used = new Set<Term>(),
): Set<Term> {
  const byHref = new Map(glossary.map(term => [href(term), term]))
  visit(tree, 'element', ({ tagName, properties }) => {
    const term = tagName === 'a' ? byHref.get(String(properties.href)) : undefined
    if (term) used.add(term)
  })
  walk(tree)
  return used

  function walk(parent: Root | Element): void {
    parent.children = parent.children.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return linkText(node)
      if (node.type === 'element' && !quiet.has(node.tagName)) walk(node)
      return [node as ElementContent]
    })
  }

  function linkText({ value }: Text): ElementContent[] {
    const nodes: ElementContent[] = []
    let end = 0
    for (const { start, word, term } of find(value)) {
      if (!term || used.has(term)) continue
      used.add(term)
      nodes.push(
        { type: 'text', value: value.slice(end, start) },
        h('a.term', { href: href(term), title: term.means }, word),
      )
      end = start + word.length
    }
    return [...nodes, { type: 'text', value: value.slice(end) }]
  }
}

/** Links terms in texts that follow each other on a page, as trees. */
export type TermLinker = (text: string) => Root

export function createTermLinker(
  glossary: Glossary,
  href: (term: Term) => string,
  above: ReadonlySet<Term>,
): TermLinker {
  const used = new Set(above)
  const finder = toTermFinder(glossary)
  return text => {
    const tree: Root = { type: 'root', children: [{ type: 'text', value: text }] }
    linkTerms(tree, finder, href, used)
    return tree
  }
}

interface Found {
  start: number
  word: string
  /** Missing where a phrase holds the word but does not mean it. */
  term?: Term
}

/** A glossary, and where its terms stand in a text. Costs a moment to make, little to use. */
export interface TermFinder {
  glossary: Glossary
  find(text: string): Found[]
}

/** Find all terms at once, the longest first: `virtio-scsi-single` before `virtio-scsi`. */
export function toTermFinder(glossary: Glossary): TermFinder {
  if (glossary.length === 0) return { glossary, find: () => [] }
  const forms = new Map<string, Term | undefined>()
  for (const term of glossary) {
    for (const word of term.everyday ? term.aliases : [term.name, ...term.aliases]) {
      for (const form of toForms(word)) forms.set(form, term)
    }
    for (const phrase of term.not) for (const form of toCases(phrase)) forms.set(form, undefined)
  }
  const longest = [...forms.keys()].sort((a, b) => b.length - a.length)
  const words = longest.map(form =>
    form.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '[ \\n]'),
  )
  const alone = new RegExp(
    `(?<![\\p{L}\\p{N}_/.-])(?:${words.join('|')})(?![\\p{L}\\p{N}_/]|[.-]\\w)`,
    'gu',
  )
  const find = (text: string): Found[] =>
    [...text.matchAll(alone)].map(({ 0: word, index }) => ({
      start: index,
      word,
      term: forms.get(word.replaceAll('\n', ' ')),
    }))
  return { glossary, find }
}

/** `queue depth`, `queue depths`, and both at the start of a sentence. */
function toForms(word: string): string[] {
  return [word, toPlural(word)].flatMap(toCases)
}

function toPlural(word: string): string {
  if (/s$/i.test(word) || /[^\p{L}]$/u.test(word)) return word
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}

/** Only a word in lower case may begin with a capital: `io_uring` and `Io_uring`, `IDE` alone. */
function toCases(word: string): string[] {
  const first = /^\p{Ll}[^\p{Lu}]*$/u.test(word) ? word.charAt(0).toUpperCase() : ''
  return first ? [word, first + word.slice(1)] : [word]
}
