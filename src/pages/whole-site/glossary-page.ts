import type { Element, Root } from 'hast'
import { h } from 'hastscript'
import type { Message } from '../../message/message.ts'
import type { OutputPage } from '../../model/output-file.ts'
import type { Draft } from '../article/draft.ts'
import { glossaryPath, type Term } from '../article/glossary.ts'
import { linkTerms, type TermFinder, toTermFinder } from '../article/link-terms.ts'
import { typeset } from '../article/typeset.ts'
import type { PageContext } from '../page.ts'
import type { View } from '../templates/templates.ts'
import { toShell } from './shell.ts'

/** One page with all terms: the project's own, and those of the package that its pages use. */
export function renderGlossary(
  drafts: Draft[],
  context: PageContext,
): { pages: OutputPage[]; terms: Term[]; messages: Message[] } {
  const used = new Set(drafts.flatMap(draft => [...draft.article.terms]))
  const finder = toTermFinder(context.glossary)
  const entries = context.glossary.map(term => ({ term, ...toMeaning(term, finder) }))
  for (const { mentions } of closure(used, entries)) for (const term of mentions) used.add(term)
  const shown = entries.filter(({ term }) => term.own || used.has(term))
  if (shown.length === 0) return { pages: [], terms: [], messages: [] }
  const path = glossaryPath
  const view: View = {
    ...toShell(
      path,
      { title: 'Glossary', description: 'The words of these pages, and what they mean here.' },
      context,
    ),
    terms: shown.map(({ term, means }) => ({
      id: term.id,
      name: term.name,
      aliases: term.aliases.join(', '),
      means,
    })),
  }
  const idle = shown.filter(({ term }) => !used.has(term)).map(({ term }) => `\`${term.name}\``)
  const reason = `Unexpected terms that no page uses: ${idle.join(', ')}; expected those that readers meet; take them away, or use them`
  return {
    pages: [{ path, tree: context.templates('glossary', view) }],
    terms: shown.map(({ term }) => term),
    messages:
      idle.length === 0
        ? []
        : [{ severity: 'info', rule: 'unused-term', reason, file: 'site/glossary.yaml' }],
  }
}

interface Entry {
  term: Term
  means: Root
  mentions: Set<Term>
}

/** What a term means, with the terms in it linked. */
function toMeaning(term: Term, finder: TermFinder): { means: Root; mentions: Set<Term> } {
  const tree: Root = { type: 'root', children: [h('p', toCode(term.means))] }
  typeset(tree)
  const mentions = linkTerms(tree, finder, ({ id }) => `#${id}`, new Set([term]))
  mentions.delete(term)
  return { means: tree, mentions }
}

/** What stands between backticks is code. */
function toCode(text: string): (string | Element)[] {
  return text.split('`').map((part, at) => (at % 2 === 0 ? part : h('code', part)))
}

/** Entries that are used, or that an entry mentions which is. */
function closure(used: Set<Term>, entries: Entry[]): Entry[] {
  const reached = new Set(entries.filter(({ term }) => used.has(term)))
  for (const { mentions } of reached) {
    for (const entry of entries) if (mentions.has(entry.term)) reached.add(entry)
  }
  return [...reached]
}
