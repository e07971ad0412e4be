import type { Efficiency } from '../efficiency/efficiency.ts'
import { families } from '../efficiency/estimate.ts'
import { formatNumber } from '../format/number.ts'
import type { Message } from '../message/message.ts'
import { suggest } from '../message/suggest.ts'
import { toData, toMessages } from './appendices.ts'
import { toDataFiles } from './data-files.ts'
import { toEnvironmentView } from './environment.ts'
import { readFrontMatter } from './front-matter.ts'
import { renderLedgers } from './ledger.ts'
import { relativeLink } from './links.ts'
import { type Article, type PlacedClaim, renderMarkdown } from './markdown.ts'
import type { OutputFile, PageContext, PageSource } from './page.ts'
import { renderSummaries } from './summary.ts'
import type { View } from './templates.ts'

/** Render all pages, the ledgers behind their numbers, and the files to download. */
export async function renderPages(
  sources: PageSource[],
  context: PageContext,
): Promise<{ files: OutputFile[]; claims: PlacedClaim[]; messages: Message[] }> {
  const files: OutputFile[] = []
  const messages: Message[] = []
  const drafts: Draft[] = []
  for (const source of sources) {
    const draft = await toDraft(source, context)
    messages.push(...draft.messages)
    if (draft.page) drafts.push(draft.page)
  }
  for (const efficiency of context.efficiencies) {
    files.push(
      ...renderLedgers(efficiency, context),
      ...renderSummaries(efficiency, context),
      ...toDataFiles(efficiency),
    )
  }
  for (const draft of drafts) {
    files.push(
      ...draft.article.files,
      finish(draft, drafts, { ...context, messages: [...context.messages, ...messages] }),
    )
  }
  return { files, claims: drafts.flatMap(draft => draft.article.claims), messages }
}

/** A page of which everything is known but its neighbours. */
interface Draft {
  name: string
  path: string
  title: string
  description: string
  revision?: string
  efficiency?: Efficiency
  /** Names of studies and platforms whose hosts the appendix shows. */
  environments: string[]
  article: Article
}

async function toDraft(
  source: PageSource,
  context: PageContext,
): Promise<{ page?: Draft; messages: Message[] }> {
  const { frontMatter, messages } = readFrontMatter(source.text, source.file)
  if (!frontMatter) return { messages }
  const { title, description, study, revision } = frontMatter
  const environments = frontMatter.environments ?? (study === undefined ? [] : [study])
  const efficiency = context.efficiencies.find(item => item.study.id === study)
  const ids = context.efficiencies.map(item => item.study.id)
  if (study !== undefined && !efficiency) {
    messages.push({
      severity: 'error',
      rule: 'unknown-study',
      reason: `Unexpected study \`${study}\`${suggest(study, ids)}`,
      file: source.file,
      line: 1,
    })
  }
  const machines = [...ids, ...context.platforms.map(({ id }) => id)]
  for (const name of environments.filter(name => name !== study && !machines.includes(name))) {
    const reason = `Unexpected environment \`${name}\`${suggest(name, machines)}`
    messages.push({
      severity: 'error',
      rule: 'unknown-environment',
      reason,
      file: source.file,
      line: 1,
    })
  }
  const path = `${source.name}.html`
  const article = await renderMarkdown(source, path, efficiency, context.templates)
  const { name } = source
  const page = { name, path, title, description, revision, efficiency, environments, article }
  return { page, messages: [...messages, ...article.messages] }
}

function finish(draft: Draft, drafts: Draft[], context: PageContext): OutputFile {
  const { article, efficiency, path } = draft
  const index = drafts.indexOf(draft)
  const link = (other: Draft | undefined) =>
    other && { href: relativeLink(path, other.path), title: other.title }
  const isFront = draft.name === 'index'
  const appendices = [
    { id: 'appendix-environment', text: 'A. Environment' },
    { id: 'appendix-data', text: 'B. Data and reproduction' },
    { id: 'appendix-messages', text: 'C. Messages of the build' },
    { id: 'cite', text: 'How to cite' },
  ]
  const environment = draft.environments.length > 0 ? toEnvironmentOf(draft, context) : undefined
  const view: View = {
    language: context.site.language,
    siteTitle: context.site.title,
    title: draft.title,
    description: draft.description,
    isFront,
    home: relativeLink(path, 'index.html'),
    root: relativeLink(path, ''),
    single: relativeLink(path, `single/${draft.name}.html`),
    byline: toByline(draft),
    abstract: article.abstract,
    article: article.html,
    contents: toContents(
      article,
      efficiency ? appendices : environment ? appendices.slice(0, 1) : [],
    ),
    hasContents: article.headings.length > 2,
    study: efficiency !== undefined,
    family: efficiency && families[efficiency.study.manifest.assume],
    environment,
    data: efficiency && toData(efficiency, path),
    messages: efficiency && toMessages(context.messages),
    parts: isFront
      ? drafts
          .filter(other => other !== draft)
          .map(other => ({
            href: relativeLink(path, other.path),
            title: other.title,
            description: other.description,
          }))
      : [],
    previous: link(drafts[index - 1]),
    next: link(drafts[index + 1]),
    revision: draft.revision,
    measured: efficiency?.study.manifest.measured,
  }
  return { path, content: context.templates('page', view) }
}

function toEnvironmentOf({ environments }: Draft, context: PageContext): View {
  const studies = context.efficiencies.map(({ study }) => study)
  return toEnvironmentView(
    studies.filter(({ id }) => environments.includes(id)),
    context.platforms.filter(({ id }) => environments.includes(id)),
    context.replaced,
  )
}

function toByline({ efficiency, revision }: Draft): View[] {
  const items: View[] = []
  if (revision) items.push({ term: 'Revision', text: revision })
  if (efficiency) {
    const { study, cells } = efficiency
    const expected =
      cells.filter(cell => cell.state.state !== 'impossible').length * (study.manifest.repeats ?? 0)
    const usable = study.runs.filter(run => run.excluded === undefined).length
    const archives = study.archives.filter(archive => archive.path !== '.')
    items.push(
      { term: 'Measured', text: study.manifest.measured },
      { term: 'Archives', text: formatNumber(archives.length, 0), href: '#appendix-data' },
      {
        term: 'Usable runs',
        text: `${usable} of ${Math.max(expected, study.runs.length)}`,
        href: '#appendix-data',
      },
    )
    if (study.manifest.licence)
      items.push({ term: 'Licence of the data', text: study.manifest.licence })
  }
  return items
}

/** Two levels: headings of the article, then the appendices. */
function toContents(article: Article, appendices: { id: string; text: string }[]): View[] {
  const top: { id: string; text: string; inner: { id: string; text: string }[] }[] = []
  for (const { id, text, depth } of article.headings) {
    const parent = top.at(-1)
    if (depth === 3 && parent) parent.inner.push({ id, text })
    else top.push({ id, text, inner: [] })
  }
  return [...top, ...appendices.map(appendix => ({ ...appendix, inner: [] }))]
}
