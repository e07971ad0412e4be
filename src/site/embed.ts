import { posix } from 'node:path'
import { escapeMarkup, unescapeMarkup } from '../format/escape-markup.ts'
import { hashScript } from './hash-script.ts'
import { toDataUri, toPackedUri } from './pack.ts'
import { slimStyle } from './slim-style.ts'

/** Files of the site by path. */
export type Site = ReadonlyMap<string, string | Uint8Array>

/** Smaller texts are not worth packing. */
const smallestPacked = 4_000

const types: { [extension: string]: string } = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
  '.gz': 'application/gzip',
}

/** `resolve('data/x/ledger.html', '../../a%20b.html') // => 'a b.html'` */
export function resolve(from: string, link: string): string {
  return posix.normalize(posix.join(posix.dirname(from), decodePath(unescapeMarkup(link))))
}

/** As it is where it is no encoding of anything, which the check of links tells. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The style sheet with its fonts, in the page: the rules that it can need. */
export function embedStyle(html: string, path: string, site: Site): string {
  const hasClass = toClassTest(html, path, site)
  return html.replaceAll(/<link rel="stylesheet" href="([^"]*)">/g, (_, link: string) => {
    const sheet = resolve(path, link)
    const slim = slimStyle(String(site.get(sheet) ?? ''), hasClass)
    const css = slim.replaceAll(/url\("([^"]*)"\)/g, (_, font: string) => {
      const file = resolve(sheet, font)
      return `url("${toDataUri(typeOf(file), site.get(file) ?? '')}")`
    })
    return `<style>${css}</style>`
  })
}

/** Whether a class stands in the page, or anywhere in its scripts, which may give it later. */
function toClassTest(html: string, path: string, site: Site): (name: string) => boolean {
  const lists = [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, list = '']) => list.split(' '))
  const classes = new Set(lists)
  const scripts = [...html.matchAll(/<script (?:src|data-rest)="([^"]*)">(.*?)<\/script>/gs)]
    .map(([, link = '', own = '']) => own + String(site.get(resolve(path, link)) ?? ''))
    .join()
  return name => classes.has(name) || scripts.includes(name)
}

/**
 * The script in the page, allowed by its hash: nothing that somebody may have put into the page
 * runs, and the policy allows nothing that is not inside the file. What the script loads only
 * for a reader who moves stands there as text.
 *
 * @param views whether figures keep their interactive view, with all that it needs
 */
export function embedScript(html: string, path: string, site: Site, views: boolean): string {
  const hashes: string[] = []
  const allow = (script: string) => {
    hashes.push(`'${hashScript(script)}'`)
    return script
  }
  const allowFile = (file: string) => allow(String(site.get(file) ?? ''))
  const packed = (file: string) => {
    return `<a hidden data-packed="${file}" href="${toPackedUri(allowFile(file))}"></a>`
  }
  const withScript = html.replaceAll(
    /<script data-rest="([^"]*)">(.*?)<\/script>/gs,
    (_, link: string, script: string) => {
      const own = `<script>${allow(script)}</script>`
      return `${own}<script type="text/plain" data-rest>${allowFile(resolve(path, link))}</script>`
    },
  )
  let runtime = ''
  const whole = withScript.replaceAll(
    / · (<button type="button" data-view="([^"]*)">[^<]*<\/button>)/g,
    (_, button: string, link: string) => {
      if (!views) return ''
      runtime ||= packed('script/vega.js')
      return ` · ${button}${packed(resolve(path, link))}`
    },
  )
  const policy = `default-src 'none'; script-src ${hashes.join(' ') || "'none'"}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`
  return whole
    .replace(
      /<meta http-equiv="Content-Security-Policy" content="[^"]*">/,
      () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    )
    .replace('</body>', () => `${runtime}</body>`)
}

/**
 * Make links lead into the file, to data inside it, or be text: a mail or a bug tracker has no
 * other pages.
 *
 * @param anchor where a page of the site stands in this file, if it does
 * @param downloads files of the site that are to be inside
 */
export function embedLinks(
  html: string,
  path: string,
  site: Site,
  anchor: (page: string, id: string | undefined) => string | undefined,
  downloads: ReadonlySet<string>,
): string {
  return html.replaceAll(/<a ([^>]*?)href="([^"]*)"([^>]*)>/g, (whole, before, link, after) => {
    if (/^(#|https?:|mailto:|data:)/.test(link)) return whole
    const [target = '', id] = link.split('#')
    const file = resolve(path, target)
    const own = anchor(file, id)
    if (own !== undefined) return `<a ${before}href="#${own}"${after}>`
    const content = site.get(file)
    if (content === undefined || !downloads.has(file)) {
      const kept = ` ${before.replace(/rel="[^"]*" ?/, '')}`.trimEnd()
      return `<a${kept}${after}>`
    }
    return `<a ${before}${toDownload(file, content)}${after}>`
  })
}

function toDownload(file: string, content: string | Uint8Array): string {
  const name = escapeMarkup(posix.basename(file))
  const isPacked = /\.(gz|zip|tar|tgz|zst)$/.test(file)
  if (isPacked || content.length < smallestPacked) {
    return `href="${toDataUri(typeOf(file), content)}" download="${name}"`
  }
  return `href="${toPackedUri(content)}" download="${name}.gz"`
}

function typeOf(path: string): string {
  return types[posix.extname(path)] ?? 'application/octet-stream'
}
