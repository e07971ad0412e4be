import type { OutputFile, OutputPage } from '../../model/output-file.ts'
import { searchPath, toHref } from '../../model/site-paths.ts'
import type { Draft } from '../article/draft.ts'
import { glossaryPath, type Term } from '../article/glossary.ts'
import type { PageContext } from '../page.ts'
import { toStretches } from './prose.ts'
import { toShell } from './shell.ts'

/** A stretch of a page below one heading. */
interface Section {
  href: string
  page: string
  heading: string
  text: string
}

/**
 * A page that lists every section of the site, and the words of each in a file of its own: with
 * the script it is narrowed down while one types, without it is an index to read. No library:
 * a site of this kind has some hundred sections, and looking through all of them takes no time.
 */
export function renderSearch(
  drafts: Draft[],
  terms: Term[],
  context: PageContext,
): { pages: OutputPage[]; files: OutputFile[] } {
  const glossary = { href: glossaryPath, page: 'Glossary', heading: '', text: '' }
  const entries = terms.length > 0 ? [glossary, ...terms.map(toEntry)] : []
  const sections = [...drafts.flatMap(toSections), ...entries]
  const words = JSON.stringify(sections.map(({ text }) => text))
  const path = searchPath
  const view = {
    ...toShell(
      path,
      {
        title: 'Search',
        description: 'Every section of these pages, and the words of the glossary.',
      },
      context,
    ),
    sections: sections.map(({ href, page, heading }) => ({ href, page, heading })),
  }
  // A script and not JSON, since a page from `file://` may load nothing else.
  const names = JSON.stringify(terms.map(({ name, aliases }) => [name, ...aliases]))
  const content = toScript({ technoteWords: words, technoteNames: names })
  return {
    pages: [{ path, tree: context.templates('search', view) }],
    files: [{ path: 'search-words.js', content }],
  }
}

/** `a=[…]`, a line for each; no text in it can end the script. */
function toScript(values: { [name: string]: string }): string {
  const lines = Object.entries(values).map(([name, json]) => `${name}=${json}\n`)
  return lines.join('').replaceAll('<', '\\u003c')
}

/** The abstract, then what stands below each heading. */
function toSections({ path, title, article }: Draft): Section[] {
  const stretches = toStretches([article.abstract, article.body])
  return stretches.map(({ id, text }) => {
    const heading = article.headings.find(heading => heading.id === id)?.text ?? ''
    return { href: toHref(path, id), page: title, heading, text }
  })
}

function toEntry({ id, name, aliases, means }: Term): Section {
  const text = [name, ...aliases, means].join(' ')
  return { href: toHref(glossaryPath, id), page: 'Glossary', heading: name, text }
}
