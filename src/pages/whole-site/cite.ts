import { toHref } from '../../model/site-paths.ts'
import type { Draft } from '../article/draft.ts'
import { dateOf } from '../article/revisions.ts'
import type { SiteManifest } from '../page.ts'
import type { View } from '../templates/templates.ts'

/** How to cite a page, as a sentence and for BibTeX, and what one may do with text and data. */
export function toCitation(draft: Draft, site: SiteManifest): View {
  const { title, revision, efficiencies, path } = draft
  const measured = [...new Set(efficiencies.map(({ study }) => study.manifest.measured))].join('; ')
  const date = dateOf(draft)
  const url = site.url ? site.url + toHref(path) : ''
  const authors = site.authors.length > 0 ? site.authors : [site.title]
  const words = [
    `${authors.join(', ')}: ${title}`,
    toWhole(draft, site),
    revision && `revision ${revision}`,
    date,
    measured && `measured ${measured}`,
    url,
  ]
  return {
    text: `${words.filter(Boolean).join(', ')}.`,
    bibtex: toBibtex(`${draft.position.name}-${date?.slice(0, 4) ?? 'undated'}`, {
      // Braces keep a name of several words whole, and capitals as they are.
      author: authors.map(author => `{${toTex(author)}}`).join(' and '),
      title: `{${toTex(title)}}`,
      howpublished: toTex(toWhole(draft, site)),
      year: date?.slice(0, 4),
      note: toTex(
        [revision && `Revision ${revision}`, measured && `measured ${measured}`]
          .filter(Boolean)
          .join(', '),
      ),
      url,
    }),
    licence: site.licence,
    contact: site.contact && {
      text: site.contact,
      href: /^https?:/.test(site.contact) ? site.contact : `mailto:${site.contact}`,
    },
    dataLicence: [
      ...new Set(efficiencies.flatMap(({ study }) => study.manifest.licence ?? [])),
    ].join('; '),
    hasData: efficiencies.length > 0,
  }
}

/** `Part 2 of 4 of The series`, or the site that the page belongs to. */
function toWhole({ position }: Draft, { title, series }: SiteManifest): string {
  return position.part
    ? `part ${position.part.number} of ${position.part.of} of ${series?.title}`
    : title
}

function toBibtex(key: string, fields: { [field: string]: string | undefined }): string {
  const lines = Object.entries(fields).flatMap(([field, value]) =>
    value ? `  ${field.padEnd(12)} = {${value}}` : [],
  )
  return `@misc{${key},\n${lines.join(',\n')}\n}`
}

/** Characters that TeX would take for its own. */
function toTex(text: string): string {
  const own: { [character: string]: string } = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  }
  return text.replaceAll(/[\\~^&%$#_{}]/g, character => own[character] ?? `\\${character}`)
}
