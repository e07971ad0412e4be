import { escapeMarkup } from '../../format/escape-markup.ts'
import type { OutputFile, OutputPage } from '../../model/output-file.ts'
import { toHref } from '../../model/site-paths.ts'
import type { Draft } from '../article/draft.ts'
import { dateOf } from '../article/revisions.ts'
import type { PageContext, SiteManifest } from '../page.ts'
import type { View } from '../templates/templates.ts'

/**
 * What a site needs only where it is published: a page for addresses that lead nowhere, and,
 * where site.yaml or `--url` say what its address is, the map and the feed. All else works
 * under any address.
 */
export function renderPublication(
  drafts: Draft[],
  others: OutputPage[],
  context: PageContext,
): { pages: OutputPage[]; files: OutputFile[] } {
  const { site } = context
  const pages = drafts.map(draft => ({ path: draft.path, date: dateOf(draft) }))
  const tops = others.map(({ path }) => ({ path }))
  const files =
    site.url === undefined
      ? []
      : [
          { path: 'sitemap.xml', content: toSitemap(site.url, [...pages, ...tops]) },
          { path: 'feed.xml', content: toFeed(site.url, drafts, site) },
        ]
  return { pages: [renderNotFound(drafts, context)], files }
}

/** It is shown in place of any path, so it brings its style and knows the way only from the top. */
function renderNotFound(drafts: Draft[], { site, templates }: PageContext): OutputPage {
  const view: View = {
    language: site.language,
    siteTitle: site.title,
    pages: drafts.map(({ path, title }) => ({ href: (site.url ?? '') + toHref(path), title })),
  }
  return { path: '404.html', tree: templates('404', view) }
}

function toSitemap(url: string, pages: { path: string; date?: string }[]): string {
  const entries = pages.map(({ path, date }) => {
    const place = `<loc>${escapeMarkup(url + (path === 'index.html' ? '' : toHref(path)))}</loc>`
    return `<url>${place}${date ? `<lastmod>${date}</lastmod>` : ''}</url>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('')}</urlset>
`
}

/** Atom, the page that changed last first. A page without a date is none of its entries. */
function toFeed(
  url: string,
  drafts: Draft[],
  { title, description, authors }: SiteManifest,
): string {
  const dated = drafts
    .flatMap(draft => ({ draft, date: dateOf(draft) ?? '' }))
    .filter(({ date, draft }) => date !== '' && draft.position.kind !== 'front')
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  const time = (date: string) => `<updated>${date}T00:00:00Z</updated>`
  const entries = dated.map(({ draft, date }) => {
    const id = escapeMarkup(url + toHref(draft.path))
    return `<entry>
<id>${id}</id>
<title>${escapeMarkup(draft.title)}</title>
<link href="${id}"/>
${time(date)}
<summary>${escapeMarkup(draft.revisions[0]?.changed ?? draft.description)}</summary>
</entry>
`
  })
  const people = authors.length > 0 ? authors : [title]
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escapeMarkup(url)}</id>
<title>${escapeMarkup(title)}</title>
<subtitle>${escapeMarkup(description)}</subtitle>
<link href="${escapeMarkup(url)}"/>
<link rel="self" href="${escapeMarkup(`${url}feed.xml`)}"/>
${people.map(name => `<author><name>${escapeMarkup(name)}</name></author>\n`).join('')}${time(dated[0]?.date ?? '1970-01-01')}
${entries.join('')}</feed>
`
}
