import type { Efficiency } from '../../efficiency/efficiency.ts'
import { rememberLater } from '../../parse/build-effects.ts'
import type { PageContext, PageSource } from '../page.ts'
import { type Article, renderMarkdown } from './markdown.ts'

/**
 * The article of a page, from memory where its text is the same. What differs from an older build is
 * found while an article is written, so that it is then written each time.
 */
export async function rememberArticle(
  source: PageSource,
  path: string,
  efficiencies: Efficiency[],
  context: PageContext,
): Promise<Article> {
  const { memory, glossary, previous } = context
  const render = () => renderMarkdown(source, path, efficiencies, context)
  if (!memory || previous) return render()
  const inputs = [source, path, efficiencies.map(({ study }) => study.id)]
  const { terms, ...article } = await rememberLater(memory, 'article', inputs, async () => {
    const { terms, comparison, ...article } = await render()
    const { published, rows, changes } = comparison
    const numbers = [...terms].map(term => glossary.indexOf(term))
    return { ...article, comparison: { published, rows, changes }, terms: numbers }
  })
  return { ...article, terms: new Set(terms.flatMap(number => glossary[number] ?? [])) }
}
