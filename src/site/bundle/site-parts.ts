import { posix } from 'node:path'
import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import type { OutputFile, OutputPage } from '../../model/output-file.ts'

/** What a single file is made of, by path. */
export interface SiteParts {
  pages: ReadonlyMap<string, OutputPage>
  /** All that is no page. */
  files: ReadonlyMap<string, OutputFile>
}

export function toSiteParts(pages: OutputPage[], files: OutputFile[]): SiteParts {
  return {
    pages: new Map(pages.map(page => [page.path, page])),
    files: new Map(files.map(file => [file.path, file])),
  }
}

/** The page that another one is a part of in single files, as that of a cell is of its ledger. */
export function homeOf(path: string, pages: SiteParts['pages']): string {
  return pages.get(path)?.evidence?.home ?? path
}

export function textOf({ files }: SiteParts, path: string): string {
  return String(files.get(path)?.content ?? '')
}

/** `index.html`, `part-1.html`: what people wrote, as against what numbers lead to. */
export function pagesOf(pages: Iterable<OutputPage>): string[] {
  return [...pages].flatMap(({ path }) => (/^(?!404\.)[^/]+\.html$/.test(path) ? [path] : []))
}

/** `resolve('data/x/ledger.html', '../../a%20b.html') // => 'a b.html'` */
export function resolve(from: string, link: string): string {
  return posix.normalize(posix.join(posix.dirname(from), decodePath(link)))
}

/** As it is where it is no encoding of anything, which the check of links tells. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** A link to a page or file of the site. */
export interface SiteLink {
  element: Element
  target: string
  id: string
}

/** Links within a page lead to it as well; those to elsewhere are left out. */
export function linksOf(tree: Root | Element, from: string): SiteLink[] {
  const links: SiteLink[] = []
  visit(tree, 'element', element => {
    const { href } = element.properties
    if (element.tagName !== 'a' || typeof href !== 'string' || href.includes(':')) return
    const [target = '', id = ''] = href.split('#')
    links.push({ element, target: target === '' ? from : resolve(from, target), id })
  })
  return links
}
