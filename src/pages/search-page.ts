import type { OutputFile } from '../model/output-file.ts'
import { toHref } from '../model/site-paths.ts'
import type { Draft } from './draft.ts'
import type { Term } from './glossary.ts'
import { glossaryPath } from './glossary-page.ts'
import type { PageContext } from './page.ts'
import { toShell } from './shell.ts'

export const searchPath = 'search.html'

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
export function renderSearch(drafts: Draft[], terms: Term[], context: PageContext): OutputFile[] {
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
      context.site,
    ),
    sections: sections.map(({ href, page, heading }) => ({ href, page, heading })),
  }
  return [
    { path, content: context.templates('search', view) },
    // A script and not JSON, since a page from `file://` may load nothing else.
    { path: 'search-words.js', content: `technoteWords=${words.replaceAll('<', '\\u003c')}\n` },
  ]
}

/** The abstract, then what stands below each heading. */
function toSections({ path, title, article }: Draft): Section[] {
  const [lead = '', ...parts] = article.html.split(/(?=<h[23] id=")/)
  const first = {
    href: toHref(path),
    page: title,
    heading: '',
    text: toText(article.abstract + lead),
  }
  return [
    first,
    ...parts.map(html => {
      const id = /^<h[23] id="([^"]*)"/.exec(html)?.[1] ?? ''
      const heading = article.headings.find(heading => heading.id === id)?.text ?? ''
      return { href: toHref(path, id), page: title, heading, text: toText(html) }
    }),
  ]
}

function toEntry({ id, name, aliases, means }: Term): Section {
  const text = [name, ...aliases, means].join(' ')
  return { href: toHref(glossaryPath, id), page: 'Glossary', heading: name, text }
}

const entities: { [name: string]: string } = { lt: '<', gt: '>', quot: '"', amp: '&' }

/**
 * What is not prose: drawings, tables and their links, the marks of headings, and tags, in whose
 * attributes a `>` may stand.
 */
const others =
  /<(svg|table|pre|details)\b.*?<\/\1>|<p class="(?:source|hidden)".*?<\/p>|<a class="anchor".*?<\/a>|<(?:"[^"]*"|[^">])*>/gs

/** Tags inside a sentence part no words. */
const inSentence = /^<\/?(?:a|b|em|strong|code|time|span(?! class="sidenote"))\b/

/** The prose of a page, without its tags. */
function toText(html: string): string {
  return html
    .replaceAll(others, tag => (inSentence.test(tag) ? '' : ' '))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim()
}
