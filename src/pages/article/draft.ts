import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { Message } from '../../message/message.ts'
import { suggest } from '../../message/suggest.ts'
import { fillAllNames } from '../bind/names.ts'
import type { PageContext, PageSource } from '../page.ts'
import { type PagePosition, toPagePositions } from '../page-positions.ts'
import { type Appendix, readFrontMatter } from './front-matter.ts'
import type { Article } from './markdown.ts'
import { rememberArticle } from './remember-article.ts'
import { currentRevision, type Revision } from './revisions.ts'

/** A page of which everything is known but the other pages. */
export interface Draft {
  position: PagePosition
  file: string
  path: string
  title: string
  description: string
  /** The current one. */
  revision?: string
  /** The newest first; none where the author keeps no list. */
  revisions: Revision[]
  /** The studies it draws on; the first is meant where a directive does not say. */
  efficiencies: Efficiency[]
  /** The workloads that it is about; all of its studies where the author named none. */
  workloads?: string[]
  /** Names of studies and platforms whose hosts the appendix shows. */
  environments: string[]
  /** Whether the author named them, and so wants them shown here. */
  namesHosts: boolean
  /** What the author wants in full on this page. */
  appendices?: Appendix[]
  article: Article
}

/** Read a page and write its article. A mistake in the front matter is told, and the rest is done. */
export async function toDraft(
  source: PageSource,
  context: PageContext,
): Promise<{ draft?: Draft; messages: Message[] }> {
  const { frontMatter, messages } = readFrontMatter(source.text, source.file)
  if (!frontMatter) return { messages }
  const { study = [], workloads, ...typed } = frontMatter
  const names = [study].flat()
  const efficiencies = names.flatMap(
    name => context.efficiencies.find(item => item.study.id === name) ?? [],
  )
  const { title, description } = typed
  const filled = fillAllNames({ title, description }, efficiencies, source.file)
  const words = { ...typed, ...filled.texts }
  const ids = context.efficiencies.map(item => item.study.id)
  const machines = [...ids, ...context.platforms.map(({ id }) => id)]
  const known = efficiencies.flatMap(item => Object.keys(item.study.manifest.workloads))
  const path = `${source.name}.html`
  const article = await rememberArticle(source, path, efficiencies, context)
  const draft: Draft = {
    ...words,
    revision: currentRevision(frontMatter),
    revisions: frontMatter.revisions ?? [],
    position: toPagePositions(context.site).find(({ name }) => name === source.name) ?? {
      name: source.name,
      kind: 'page',
    },
    file: source.file,
    path,
    efficiencies,
    workloads,
    environments: frontMatter.environments ?? names,
    namesHosts: frontMatter.environments !== undefined,
    article,
  }
  const strangers = [
    ...findStrangers('study', names, ids),
    ...findStrangers('environment', frontMatter.environments ?? [], machines),
    ...(efficiencies.length > 0 ? findStrangers('workload', workloads ?? [], known) : []),
  ].map(remark => ({ ...remark, file: source.file, line: 1 }))
  return { draft, messages: [...messages, ...filled.messages, ...strangers, ...article.messages] }
}

function findStrangers(what: string, names: string[], known: string[]) {
  return names
    .filter(name => !known.includes(name))
    .map(name => ({
      severity: 'error' as const,
      rule: `unknown-${what}`,
      reason: `Unexpected ${what} \`${name}\`${suggest(name, known)}`,
    }))
}
