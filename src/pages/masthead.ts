import { dataPath, relativeLink, searchPath } from '../model/site-paths.ts'
import type { PageContext } from './page.ts'
import type { View } from './templates/templates.ts'

/** The header of every page: the name of the site, and the places that a reader looks for. */
export function toMasthead(path: string, { site, efficiencies }: PageContext): View {
  const front = 'index.html'
  const place = (text: string, to: string, anchor?: string) => ({
    text,
    href: relativeLink(path, to, anchor),
    current: path === to && anchor === undefined,
  })
  return {
    siteTitle: site.title,
    home: relativeLink(path, front),
    isFront: path === front,
    places: [
      place('Findings', front),
      ...(site.series ? [place('Parts', front, 'parts')] : []),
      ...(efficiencies.length > 0 ? [place('Data', dataPath)] : []),
    ],
    search: relativeLink(path, searchPath),
    isSearch: path === searchPath,
  }
}
