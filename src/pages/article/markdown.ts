import type { Root, RootContent } from 'hast'
import { toString as hastToString } from 'hast-util-to-string'
import { h } from 'hastscript'
import rehypeSlug from 'rehype-slug'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { toSourceInputs } from '../evidence/environment.ts'
import type { PageContext, PageSource } from '../page.ts'
import { toRoot } from '../templates/templates.ts'
import { type Term, termLink } from './glossary.ts'
import { toHandlers } from './handlers.ts'
import { keepWhole } from './keep-whole.ts'
import { linkTerms, toTermFinder } from './link-terms.ts'
import { marginNotes } from './margin-notes.ts'
import { createPageComparison, type PageComparison } from './page-comparison.ts'
import { createPageState, openFinished, type PageState } from './page-state.ts'
import { tidyTables } from './tidy-tables.ts'
import { findTypedNumbers } from './typed-numbers.ts'
import { typeset } from './typeset.ts'
import { drawFigures } from './write-figure.ts'
import { judgeClaims } from './write-sentence.ts'

/** The article of a page: its tree, the headings for its contents, and what else came of it. */
export interface Article
  extends Pick<PageState, 'figureNumbers' | 'files' | 'claims' | 'asked' | 'metrics' | 'messages'> {
  comparison: Pick<PageComparison, 'published' | 'rows' | 'changes' | 'since'>
  body: Root
  abstract: Root
  headings: Heading[]
  /** Terms of the glossary that it uses. */
  terms: Set<Term>
}

interface Heading {
  id: string
  text: string
  /** 2 or 3, as in `h2`. */
  depth: number
}

/**
 * Turn Markdown with our directives into a tree. Numbers, figures and tables come from the
 * study; a directive that cannot be bound is an error at its line and column. HTML typed into
 * the Markdown is not passed on.
 */
export async function renderMarkdown(
  source: PageSource,
  path: string,
  efficiencies: Efficiency[],
  {
    templates,
    glossary,
    previous,
    memory,
    platforms = [],
  }: Pick<PageContext, 'templates' | 'glossary' | 'previous' | 'memory'> &
    Partial<Pick<PageContext, 'platforms'>>,
): Promise<Article> {
  const tree = unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkDirective)
    .parse(source.text)
  const comparison = createPageComparison(source.name, previous)
  const page = createPageState({
    ...{ source, path, efficiencies, templates, comparison },
    machines: toSourceInputs(
      efficiencies.map(({ study }) => study),
      platforms,
    ),
    ...(memory && { memory }),
  })
  page.messages.push(...findTypedNumbers(tree, source.file, efficiencies))
  judgeClaims(page, tree)
  await drawFigures(page, tree)
  const hast = (await unified()
    .use(remarkRehype, { handlers: toHandlers(page), ...footnotes })
    .use(marginNotes)
    .use(tidyTables)
    .use(rehypeSlug)
    .run(tree)) as Root
  const terms = linkTerms(hast, toTermFinder(glossary), termLink(path))
  typeset(hast)
  keepWhole(hast, glossary)
  const headings = anchorHeadings(hast)
  openFinished(hast)
  const { figureNumbers, files, claims, asked, metrics, messages } = page
  const made = { figureNumbers, files, claims, asked, metrics, messages }
  return { ...split(hast), headings, terms, comparison, ...made }
}

/** The way back from a footnote is a word, which can be said and pressed. */
const footnotes = {
  footnoteBackContent: () => [{ type: 'text' as const, value: 'back' }],
  footnoteBackLabel: (index: number) => `back to reference ${index + 1}`,
}

/** Give each heading of the contents a link to itself. */
function anchorHeadings(tree: Root): Heading[] {
  const headings: Heading[] = []
  visit(tree, 'element', node => {
    const depth = /^h([23])$/.exec(node.tagName)?.[1]
    if (depth === undefined) return
    const id = String(node.properties.id)
    const text = hastToString(node)
    headings.push({ id, text, depth: Number(depth) })
    node.children.push(h('a.anchor', { href: `#${id}`, ariaLabel: `Link to ${text}` }, '#'))
  })
  return headings
}

/** The abstract stands above the contents; the rest is the article. */
function split({ children }: Root): Pick<Article, 'body' | 'abstract'> {
  const isAbstract = (node: RootContent) =>
    node.type === 'element' && String(node.properties.className ?? '').includes('abstract')
  return {
    body: toRoot(children.filter(node => !isAbstract(node))),
    abstract: toRoot(children.filter(isAbstract)),
  }
}
