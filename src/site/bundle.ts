import { posix } from 'node:path'
import type { OutputFile } from '../pages/page.ts'
import { embedLinks, embedScript, embedStyle, resolve, type Site } from './embed.ts'
import { packCaptures, packSources } from './pack.ts'

/** What goes into a single file beyond what every reader needs. */
export interface BundleOptions {
  /** The raw archives. */
  archives?: boolean
  /** The interactive view of figures, with its runtime: about 260 kB. */
  views?: boolean
  /** Nothing packed: for paper, on which nothing can be opened. */
  plain?: boolean
}

/**
 * Make one HTML file of a page: style, script and fonts inside, the pages behind its numbers as
 * appendices, downloads as data. It asks nothing of any server, and is complete where scripts
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
  const behind = findBehind(paths, site)
  const page = String(site.get(first) ?? '')
  const sections = [
    ...chapters.map(path => toChapter(path, site)),
    ...behind.map(path => toAppendix(path, site, isPlain)),
  ]
  const joined = page.replace(
    /<\/article>(?![\s\S]*<\/article>)/,
    () => `${sections.join('\n')}\n</article>`,
  )
  const whole = isPlain ? joined : packCaptures(joined)
  const anchor = (target: string, id: string | undefined) => {
    if (target === first) return id ?? 'main'
    if (!chapters.includes(target) && !behind.includes(target)) return undefined
    return id === undefined ? prefixOf(target) : `${prefixOf(target)}--${id}`
  }
  const scripted = embedScript(embedStyle(whole, first, site), first, site, options.views === true)
  const noted = tellWhatIsLeftOut(leaveOutOtherForms(scripted), first, options)
  return embedLinks(noted, first, site, anchor, options.archives === true)
}

/** Ledgers and the like that numbers lead to, and what those lead to, in order of mention. */
function findBehind(paths: string[], site: Site): string[] {
  const found = [...paths]
  for (const path of found) {
    for (const target of linksOf(String(site.get(path) ?? ''), path)) {
      if (/^data\/.*\.html$/.test(target) && site.has(target) && !found.includes(target)) {
        found.push(target)
      }
    }
  }
  return found.slice(paths.length)
}

function linksOf(html: string, from: string): string[] {
  const links = [...html.matchAll(/<a [^>]*?href="([^"#:]+)/g)]
  return links.map(match => resolve(from, match[1] ?? ''))
}

/** `data/x/ledger-iops.html` to `x-ledger-iops`: where its ids live in the single file. */
function prefixOf(path: string): string {
  return path
    .replace(/^data\//, '')
    .replace(/\.html$/, '')
    .replaceAll('/', '-')
}

function toAppendix(path: string, site: Site, isPlain: boolean): string {
  const html = String(site.get(path) ?? '')
  const content = isPlain ? html : packSources(html, `sources-of-${prefixOf(path)}`)
  return toSection(path, content, 'appendix')
}

function toChapter(path: string, site: Site): string {
  return toSection(path, String(site.get(path) ?? ''), 'chapter')
}

/** The content of a page as a section: its headings a level lower, its ids its own. */
function toSection(path: string, html: string, kind: string): string {
  const prefix = prefixOf(path)
  const main = /<main id="main">([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  const lowered = main
    .replaceAll(/<\/?article>/g, '')
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
        return ` ${name}="${resolve(path, link === '' ? posix.basename(path) : link)}${id}"`
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
function tellWhatIsLeftOut(html: string, path: string, options: BundleOptions): string {
  const missing = [
    ...(options.archives ? [] : ['the raw archives', 'data files of more than 60 kB']),
    'other formats of figures and tables',
    ...(options.views ? [] : ['the interactive view of figures']),
  ]
  const words = [
    'This is one file: text, figures, data and captures are inside.',
    ...(missing.length > 0 ? [`Left out to keep it small: ${missing.join(', ')}.`] : []),
    'A viewer that blocks downloads shows the file, but to open what is packed in it save the file first.',
  ]
  return html.replaceAll(/<a href="([^"]*)">[^<]*<\/a>/g, (whole, link: string) =>
    resolve(path, link).startsWith('single/') ? `<span>${words.join(' ')}</span>` : whole,
  )
}
