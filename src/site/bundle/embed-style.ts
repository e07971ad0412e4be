import type { Root } from 'hast'
import { visit } from 'unist-util-visit'
import { toDataUri } from './data-uri.ts'
import { resolve, type SiteParts, textOf } from './site-parts.ts'

/** Put the style sheet with its fonts into the page. */
export function embedStyle(tree: Root, path: string, site: SiteParts): void {
  visit(tree, 'element', link => {
    if (link.tagName !== 'link' || !String(link.properties.rel).includes('stylesheet')) return
    const sheet = resolve(path, String(link.properties.href))
    const value = withoutComments(textOf(site, sheet)).replaceAll(
      /url\("([^"]*)"\)/g,
      (_, font: string) => {
        const file = resolve(sheet, font)
        return `url("${toDataUri(file, site.files.get(file)?.content ?? '')}")`
      },
    )
    Object.assign(link, { tagName: 'style', properties: {}, children: [{ type: 'text', value }] })
  })
}

/** Nor what begins or ends a line only to be read. */
function withoutComments(css: string): string {
  const lines = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').split('\n')
  return lines.flatMap(line => line.trim() || []).join('\n')
}
