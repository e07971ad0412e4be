import { printHtml } from '../format/html.ts'
import type { Message } from '../message/message.ts'
import type { OutputFile, OutputPage } from '../model/output-file.ts'
import { dataPath, relativeLink } from '../model/site-paths.ts'
import { remember } from '../parse/build-effects.ts'
import { openText, packText } from '../read/with-hash.ts'
import { type Draft, toDraft } from './article/draft.ts'
import { glossaryPath } from './article/glossary.ts'
import type { Article } from './article/markdown.ts'
import type { PlacedClaim } from './bind/claims.ts'
import { findAmbiguous } from './bind/named-claims.ts'
import { toAppendices, toAppendixContents } from './evidence/appendices.ts'
import { type AppendixPlacement, placeAppendices } from './evidence/appendix-placement.ts'
import { toDataFiles } from './evidence/data-files.ts'
import type { PageContext, PageSource } from './page.ts'
import { renderEvidence } from './render-evidence.ts'
import type { View } from './templates/templates.ts'
import { toByline } from './whole-site/byline.ts'
import { toCitation } from './whole-site/cite.ts'
import { renderDataPage } from './whole-site/data-page.ts'
import { renderGlossary } from './whole-site/glossary-page.ts'
import { toLegend } from './whole-site/legend.ts'
import { withFilters } from './whole-site/offer-filters.ts'
import { renderPublication } from './whole-site/publish.ts'
import { renderSearch } from './whole-site/search-page.ts'
import { toLists, toNeighbours, toSeries } from './whole-site/series.ts'
import { toShell } from './whole-site/shell.ts'
import { remarkChanges, toChanges, toPublishedValuesFile } from './whole-site/since-previous.ts'
import { renderStudyPages } from './whole-site/study-page.ts'

/** Render all pages, the ledgers behind their numbers, and the files to download. */
export async function renderPages(
  sources: PageSource[],
  context: PageContext,
): Promise<{
  pages: OutputPage[]
  files: OutputFile[]
  claims: PlacedClaim[]
  messages: Message[]
}> {
  const messages: Message[] = []
  const drafts: Draft[] = []
  for (const source of sources) {
    const read = await toDraft(source, context)
    messages.push(...read.messages)
    if (!read.draft) continue
    drafts.push(read.draft)
    messages.push(...remarkChanges(read.draft, context.previous))
  }
  const claims = drafts.flatMap(draft => draft.article.claims)
  messages.push(...findAmbiguous(claims))
  const glossary = renderGlossary(drafts, context)
  messages.push(...glossary.messages)
  const placement = placeAppendices(drafts)
  const told = {
    ...context,
    templates: withFilters(context.templates),
    messages: [...context.messages, ...messages],
    // Behind articles words lead to what the glossary shows, and add nothing to it.
    glossary: glossary.terms,
  }
  const indexPaths = [
    ...glossary.pages.map(({ path }) => path),
    ...(context.efficiencies.length > 0 ? [dataPath] : []),
  ]
  const write = (draft: Draft) => finish(draft, placement, indexPaths, told)
  const awaited = drafts.find(({ path }) => path === context.awaited?.path)
  const early = awaited && write(awaited)
  if (early) context.awaited?.show(printHtml(early.tree), told.messages)
  const asked = drafts.flatMap(({ article }) => article.asked)
  const evidence = context.efficiencies.flatMap(efficiency =>
    renderEvidence(efficiency, placement, asked, told),
  )
  const data = context.efficiencies.flatMap(efficiency =>
    remember(context.memory, 'data-files', efficiency.study.id, () =>
      toDataFiles(efficiency).map(packText),
    ).map(openText),
  )
  const indices = [...glossary.pages, ...renderDataPage(evidence, data, placement, told)]
  const search = renderSearch(drafts, glossary.terms, told)
  const publication = renderPublication(drafts, indices, told)
  const pages = [
    ...evidence,
    ...[
      ...renderStudyPages(placement, told),
      ...indices,
      ...search.pages,
      ...drafts.map(draft => (draft === awaited && early ? early : write(draft))),
      ...publication.pages,
    ].map(page => ({ ...page, html: printHtml(page.tree) })),
  ]
  const files = [
    ...data,
    ...search.files,
    ...drafts.flatMap(draft => [...draft.article.files, ...toPublishedValuesFile(draft)]),
    ...publication.files,
  ]
  return { pages, files, claims, messages }
}

/** Pages that every page leads to. */
const indexNames: { [path: string]: string } = {
  [glossaryPath]: 'Glossary',
  [dataPath]: 'Data and downloads',
}

function finish(
  draft: Draft,
  placement: AppendixPlacement,
  indices: string[],
  context: PageContext,
): OutputPage {
  const { article, path, position, revisions } = draft
  const drafts = [...placement.keys()]
  const isFront = position.kind === 'front'
  const appendices = toAppendices(draft, placement, context)
  const lists = isFront ? toLists(drafts, context.site) : []
  const comparison = toChanges(draft, context.previous)
  const contents = toContents(article, lists, [
    ...toAppendixContents(appendices),
    ...(isFront ? [] : [{ id: 'cite', heading: 'How to cite' }]),
    ...(comparison ? [{ id: 'changes', heading: `Changed since ${comparison.since}` }] : []),
  ])
  const series = toSeries(draft, drafts, context.site)
  const { workloads, efficiencies, revision } = draft
  const ids = efficiencies.map(({ study }) => study.id)
  const { authors } = context.site
  const about = [
    path,
    position,
    revision,
    authors,
    workloads,
    ids,
    article.figureNumbers.size > 0,
    [...article.metrics],
  ]
  const beside = remember(context.memory, 'beside', about, () => ({
    byline: toByline(draft, context.site),
    understanding: toLegend(draft),
  }))
  const view: View = {
    ...toShell(path, draft, context),
    isFront,
    single: context.site.bundle.includes(position.name)
      ? relativeLink(path, `single/${position.name}.html`)
      : '',
    ...beside,
    abstract: article.abstract,
    article: article.body,
    contents,
    series,
    hasNavigation: contents.length > 0 || series !== undefined,
    ...appendices,
    lists,
    ...toNeighbours(draft, drafts),
    cite: isFront ? undefined : { ...toCitation(draft, context.site), revisions },
    comparison,
    indices: indices.map(index => ({ href: relativeLink(path, index), text: indexNames[index] })),
  }
  return { path, tree: context.templates('page', view), metrics: article.metrics }
}

/** Contents in two levels, where a page is long enough to need them. */
function toContents(
  { headings }: Article,
  lists: ContentsEntry[],
  appendices: ContentsEntry[],
): View[] {
  if (headings.length + lists.length < 3) return []
  const top: { id: string; text: string; inner: { id: string; text: string }[] }[] = []
  for (const { id, text, depth } of headings) {
    const parent = top.at(-1)
    if (depth === 3 && parent) parent.inner.push({ id, text })
    else top.push({ id, text, inner: [] })
  }
  const others = [...lists, ...appendices].map(({ id, heading }) => ({ id, text: heading }))
  return [...top, ...others]
}

interface ContentsEntry {
  id: string
  heading: string
}
