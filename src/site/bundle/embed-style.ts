import type { Root } from 'hast'
import { toString as hastToString } from 'hast-util-to-string'
import { visit } from 'unist-util-visit'
import { toDataUri } from './data-uri.ts'
import { resolve, type SiteParts, textOf } from './site-parts.ts'
import { slimStyle } from './slim-style.ts'

/** Put the style sheet with its fonts into the page: the rules that it can need. */
export function embedStyle(tree: Root, path: string, site: SiteParts): void {
  const hasClass = toClassTest(tree, path, site)
  visit(tree, 'element', link => {
    if (link.tagName !== 'link' || !String(link.properties.rel).includes('stylesheet')) return
    const sheet = resolve(path, String(link.properties.href))
    const slim = slimStyle(textOf(site, sheet), hasClass)
    const value = slim.replaceAll(/url\("([^"]*)"\)/g, (_, font: string) => {
      const file = resolve(sheet, font)
      return `url("${toDataUri(file, site.files.get(file) ?? '')}")`
    })
    Object.assign(link, { tagName: 'style', properties: {}, children: [{ type: 'text', value }] })
  })
}

/** Whether a class stands in the page, or anywhere in its scripts, which may give it later. */
function toClassTest(tree: Root, path: string, site: SiteParts): (name: string) => boolean {
  const classes = new Set<string>()
  const scripts: string[] = []
  visit(tree, 'element', element => {
    const { className, src, dataRest } = element.properties
    if (Array.isArray(className)) for (const name of className) classes.add(String(name))
    if (element.tagName !== 'script') return
    scripts.push(hastToString(element))
    for (const link of [src, dataRest])
      if (link) scripts.push(textOf(site, resolve(path, String(link))))
  })
  const script = scripts.join()
  return name => classes.has(name) || script.includes(name)
}
