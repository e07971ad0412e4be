import type { Root } from 'hast'
import { toDownload } from './data-uri.ts'
import { linksOf, type SiteParts } from './site-parts.ts'

/**
 * Make links lead into the file, to data inside it, or be text: a mail or a bug tracker has no
 * other pages.
 *
 * @param anchor where a page of the site stands in this file, if it does
 * @param downloads files of the site that are to be inside
 */
export function embedLinks(
  tree: Root,
  path: string,
  site: SiteParts,
  anchor: (page: string, id: string) => string | undefined,
  downloads: ReadonlySet<string>,
): void {
  for (const { element, target, id } of linksOf(tree, path)) {
    const { href, rel: _, ...others } = element.properties
    if (String(href).startsWith('#')) continue
    const own = anchor(target, id)
    const file = site.files.get(target)
    if (own !== undefined) element.properties.href = `#${own}`
    else if (!file || !downloads.has(target)) element.properties = others
    else Object.assign(element.properties, toDownload(target, file.content))
  }
}
