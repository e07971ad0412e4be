import { posix } from 'node:path'
import type { OutputFile } from '../pages/page.ts'

/** Larger downloads than this stay out of a single file unless they are asked for. */
const largestDownload = 200_000

const types: { [extension: string]: string } = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
  '.gz': 'application/gzip',
}

/** What a single file may load: nothing that is not inside it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"

/**
 * Make one HTML file of a page: style and fonts inside, the ledgers behind its numbers as
 * appendices, small downloads as data. Links to other pages become plain text, since a mail or
 * a bug tracker has no other pages. It needs no script and asks nothing of any server.
 */
export function bundlePage(path: string, files: OutputFile[], withArchives = false): string {
  const site = new Map(files.map(file => [file.path, file.content]))
  const page = String(site.get(path) ?? '')
  const ledgers = findLedgers(page, path, site)
  const sections = ledgers.map(ledger => toSection(ledger, String(site.get(ledger))))
  const whole = page.replace('</article>', `${sections.join('\n')}\n</article>`)
  return embedLinks(embedStyle(whole, path, site), path, site, withArchives)
}

/** The single files that the site itself offers, one for each page that links to its own. */
export function toSingleFiles(files: OutputFile[]): OutputFile[] {
  return files
    .filter(({ path, content }) => String(content).includes(`"single/${path}"`))
    .map(({ path }) => ({ path: `single/${path}`, content: bundlePage(path, files) }))
}

/** Summaries, and the ledgers that the page or one of them leads to. */
function findLedgers(page: string, path: string, site: Map<string, unknown>): string[] {
  const found = linksOf(page, path).filter(isLedger)
  const summaries = found.filter(target => target.includes('/summary-'))
  const behind = summaries.flatMap(at => linksOf(String(site.get(at)), at).filter(isLedger))
  return [...new Set([...found, ...behind])].filter(target => site.has(target))
}

function isLedger(target: string): boolean {
  return /^data\/.*\/(ledger|summary)-[^/]*\.html$/.test(target)
}

function linksOf(html: string, from: string): string[] {
  return [...html.matchAll(/href="([^"#]+)/g)].map(match => resolve(from, match[1] ?? ''))
}

function resolve(from: string, link: string): string {
  return posix.normalize(posix.join(posix.dirname(from), link))
}

/** `data/x/ledger-iops.html` to `x-ledger-iops`: where its ids live in the single file. */
function prefixOf(ledger: string): string {
  return `${posix.basename(posix.dirname(ledger))}-${posix.basename(ledger, '.html')}`
}

/** The content of a ledger as an appendix, its headings a level lower, its ids its own. */
function toSection(path: string, html: string): string {
  const prefix = prefixOf(path)
  const main = /<main id="main">([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  const lowered = main
    .replaceAll(/<(\/?)h2\b/g, '<$1h3')
    .replaceAll(/<(\/?)h1\b/g, '<$1h2')
    .replaceAll(/ id="([^"]*)"/g, ` id="${prefix}--$1"`)
    .replaceAll(/ href="#([^"]*)"/g, ` href="#${prefix}--$1"`)
    .replaceAll(/ href="([^"#:]+)(#[^"]*)?"/g, (_, link: string, anchor = '') => {
      return ` href="${resolve(path, link)}${anchor}"`
    })
  return `<section class="appendix" id="${prefix}">${lowered}</section>`
}

function embedStyle(html: string, path: string, site: Map<string, string | Uint8Array>): string {
  return html
    .replaceAll(/<link rel="(?:canonical|alternate)"[^>]*>\n/g, '')
    .replace(/<meta http-equiv="Content-Security-Policy" content="[^"]*">/, () => {
      return `<meta http-equiv="Content-Security-Policy" content="${policy}">`
    })
    .replaceAll(/<link rel="stylesheet" href="([^"]*)">/g, (_, link: string) => {
      const sheet = resolve(path, link)
      const css = String(site.get(sheet) ?? '').replaceAll(
        /url\("([^"]*)"\)/g,
        (_, font: string) => {
          return `url("${toDataUri(resolve(sheet, font), site)}")`
        },
      )
      return `<style>\n${css}</style>`
    })
}

/** Links lead into the file, to data inside it, or nowhere. */
function embedLinks(
  html: string,
  path: string,
  site: Map<string, string | Uint8Array>,
  withArchives: boolean,
): string {
  return html.replaceAll(/<a ([^>]*?)href="([^"]*)"([^>]*)>/g, (whole, before, link, after) => {
    if (/^(#|https?:|mailto:|data:)/.test(link)) return whole
    const [target = '', anchor] = link.split('#')
    const file = resolve(path, target)
    if (isLedger(file))
      return `<a ${before}href="#${prefixOf(file)}${anchor ? `--${anchor}` : ''}"${after}>`
    const content = site.get(file)
    if (content === undefined || file.endsWith('.html')) return `<a ${before}${after}>`
    const isLarge = Buffer.byteLength(content) > largestDownload
    const isArchive = /\.(gz|zip|tar|tgz)$/.test(file)
    if ((isLarge || isArchive) && !withArchives) return `<a ${before}${after}>`
    return `<a ${before}href="${toDataUri(file, site)}" download="${posix.basename(file)}"${after}>`
  })
}

function toDataUri(path: string, site: Map<string, string | Uint8Array>): string {
  const content = site.get(path) ?? ''
  const type = types[posix.extname(path)] ?? 'application/octet-stream'
  return `data:${type};base64,${Buffer.from(content).toString('base64')}`
}
