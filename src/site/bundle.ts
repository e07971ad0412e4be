import type { OutputFile } from '../model/output-file.ts'
import { toHref, toId } from '../model/site-paths.ts'
import { chooseBehind, finishExcerpt } from './behind.ts'
import { embedLinks, embedScript, embedStyle, resolve, type Site } from './embed.ts'
import { tellWhatIsInside } from './inside.ts'
import { packCaptures } from './pack.ts'
import { createRoom, roomOfPage, weigh } from './weigh.ts'

/** What goes into a single file beyond what every reader needs. */
export interface BundleOptions {
  /** The raw archives, and all that would otherwise be too much. */
  archives?: boolean
  /** The interactive view of figures, with its runtime: about 260 kB. */
  views?: boolean
  /** Nothing packed: for paper, on which nothing can be opened. */
  plain?: boolean
}

/**
 * Make one HTML file of a page: style, script and fonts inside, and behind them what its numbers
 * lead to, as far as there is room. It asks nothing of any server, and is complete where scripts
 * are blocked. Of several pages the first stays as it is and the others become its chapters,
 * with the links between them leading there.
 */
export function bundlePages(
  paths: string[],
  files: OutputFile[],
  options: BundleOptions = {},
): string {
  return bundle(paths, toSite(files), options)
}

/** The single files that the site itself offers, one for each page that links to its own. */
export function toSingleFiles(files: OutputFile[]): OutputFile[] {
  const site = toSite(files)
  return pagesOf(files)
    .filter(path => String(site.get(path)).includes(`"single/${path}"`))
    .map(path => ({ path: `single/${path}`, content: bundle([path], site, {}) }))
}

/** `index.html`, `part-1.html`: what people wrote, as against what numbers lead to. */
export function pagesOf(files: OutputFile[]): string[] {
  return files.flatMap(({ path }) => (/^(?!404\.)[^/]+\.html$/.test(path) ? [path] : []))
}

function toSite(files: OutputFile[]): Site {
  return new Map(files.map(file => [file.path, file.content]))
}

function bundle(paths: string[], site: Site, options: BundleOptions): string {
  const [first = '', ...chapters] = paths
  const isPlain = options.plain === true
  const page = String(site.get(first) ?? '')
  const own = insert(
    page,
    chapters.map(path => toChapter(path, site)),
  )
  const dress = (html: string) =>
    embedScript(embedStyle(html, first, site), first, site, options.views === true)
  const room = createRoom(
    options.archives ? Number.POSITIVE_INFINITY : roomOfPage * paths.length - weigh(dress(own)),
  )
  const behind = chooseBehind(paths, site, room, isPlain)
  const appendices = behind.excerpts.map(excerpt => {
    const hasSources = behind.withSources.includes(excerpt.path)
    const prefix = prefixOf(excerpt.path)
    const html = isPlain ? excerpt.html : finishExcerpt(excerpt, hasSources, prefix, site)
    return toSection(excerpt.path, html, 'appendix behind')
  })
  const joined = insert(insertBehind(own, appendices), [
    tellWhatIsInside(behind, site, first, options),
  ])
  const whole = isPlain ? joined : packCaptures(joined)
  const noted = tellThatItIsOne(leaveOutOtherForms(dress(whole)), first)
  const ids = new Set([...noted.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))
  const anchor = (target: string, id: string | undefined) => {
    const own =
      target === first ? (id ?? 'main') : [prefixOf(target), id].filter(Boolean).join('--')
    return ids.has(own) ? own : undefined
  }
  return leaveOutIdleIds(embedLinks(noted, first, site, anchor, behind.downloads))
}

/** The ids of rows that nothing leads to: of a ledger’s runs most. */
function leaveOutIdleIds(html: string): string {
  const links = new Set([...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id))
  return html.replaceAll(/<tr id="([^"]*)">/g, (row, id: string) => (links.has(id) ? row : '<tr>'))
}

/** At the end of the article of a page. */
function insert(page: string, sections: string[]): string {
  return page.replace(
    /<\/article>(?![\s\S]*<\/article>)/,
    () => `${sections.join('\n')}\n</article>`,
  )
}

/**
 * What the numbers of a page lead to stands before the environment: near to the numbers, and not
 * behind captures, which are long and have nothing in common with it when the file is packed.
 */
function insertBehind(page: string, sections: string[]): string {
  const [before = '', ...after] = page.split(/(?=<section id="appendix-environment")/)
  if (after.length === 0) return insert(page, sections)
  return [before, ...sections.map(section => `${section}\n`), ...after].join('')
}

/** `data/x/ledger-iops.html` to `x-ledger-iops`: where its ids live in the single file. */
function prefixOf(path: string): string {
  const name = path.replace(/^data\//, '').replace(/\.html$/, '')
  return toId(name.replaceAll('/', '-'))
}

function toChapter(path: string, site: Site): string {
  const html = String(site.get(path) ?? '')
  return toSection(path, /<main id="main">([\s\S]*)<\/main>/.exec(html)?.[1] ?? '', 'chapter')
}

/** The content of a page as a section: its headings a level lower, its ids its own. */
function toSection(path: string, main: string, kind: string): string {
  const prefix = prefixOf(path)
  const lowered = main
    .replaceAll(/<\/?article[^>]*>/g, '')
    .replaceAll(/<(\/?)h([1-5])\b/g, (_, end: string, level: string) => `<${end}h${+level + 1}`)
    .replaceAll(/ (id|data-copy)="([^"]*)"/g, ` $1="${prefix}--$2"`)
    .replaceAll(
      / (aria-labelledby|aria-describedby)="([^"]*)"/g,
      (_, name: string, ids: string) => {
        return ` ${name}="${ids.replaceAll(/\S+/g, id => `${prefix}--${id}`)}"`
      },
    )
    .replaceAll(/url\(#([^)]*)\)/g, `url(#${prefix}--$1)`)
    .replaceAll(
      / (href|data-view)="([^"#:]*)(#[^"]*)?"/g,
      (_, name: string, link: string, id = '') => {
        return ` ${name}="${link === '' ? toHref(path) : toHref(resolve(path, link))}${id}"`
      },
    )
  return `<section class="${kind}" id="${prefix}">${lowered}</section>`
}

/** Drawings and tables are in the text; that they exist as SVG or Markdown too is no content. */
function leaveOutOtherForms(html: string): string {
  return html
    .replaceAll(/<link rel="(?:canonical|alternate)"[^>]*>\n/g, '')
    .replaceAll(/(?: · )?<a href="(?:figures|tables)\/[^"]*\.(?:svg|json|txt|md)">[^<]*<\/a>/g, '')
    .replaceAll('<p class="source"></p>', '')
}

/** In place of the link to the single file, which this is. */
function tellThatItIsOne(html: string, path: string): string {
  const words = 'This is one file, complete in itself: <a href="#in-this-file">what is in it</a>'
  return html.replaceAll(/<a href="([^"]*)">[^<]*<\/a>/g, (whole, link: string) =>
    resolve(path, link).startsWith('single/') ? `<span>${words}</span>` : whole,
  )
}
