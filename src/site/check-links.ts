import { unescapeMarkup } from '../format/escape-markup.ts'
import type { Message } from '../message/message.ts'
import type { OutputFile } from '../model/output-file.ts'
import { toHref } from '../model/site-paths.ts'
import type { PageSource } from '../pages/page.ts'
import { manifestName } from './write-site.ts'

/**
 * Every link of a page must lead to a file of the site and, where it has one, to an anchor in
 * it. Nothing may be loaded from elsewhere.
 *
 * @param lost pages that could not be written, of which that is told: links to them are no mistake
 * @param sources what people wrote: a link that stands there is told with its line
 */
export function checkLinks(
  files: OutputFile[],
  lost: readonly string[] = [],
  sources: readonly PageSource[] = [],
): Message[] {
  // The manifest comes last, since it lists all the others.
  const paths = new Set([...files.map(file => file.path), manifestName, ...lost])
  const site: Site = { paths, lost, anchors: new Map() }
  const pages = files.filter(({ path }) => path.endsWith('.html'))
  for (const { path, content } of pages) site.anchors.set(path, attributes(String(content), 'id'))
  return pages.flatMap(({ path, content }) =>
    checkPage(path, String(content), site).flatMap(({ link, ...problem }) => {
      const place = findPlace(sources, path, link)
      return place ? [{ severity: 'error' as const, ...problem, ...place }] : []
    }),
  )
}

/** The line that a person wrote it on; of a page as a single file nothing, its page tells the same. */
function findPlace(
  sources: readonly PageSource[],
  path: string,
  link: string | undefined,
): { file: string; line?: number } | undefined {
  const name = path.replace(/^single\//, '').replace(/\.html$/, '')
  const source = sources.find(item => item.name === name)
  const lines = link === undefined ? [] : (source?.text.split('\n') ?? [])
  const at = lines.findIndex(line => line.includes(link ?? ''))
  if (!source || at < 0) return { file: path }
  return path.startsWith('single/') ? undefined : { file: source.file, line: at + 1 }
}

interface Site {
  paths: Set<string>
  lost: readonly string[]
  anchors: Map<string, string[]>
}

type Problem = { rule: string; reason: string; link?: string }

function checkPage(path: string, html: string, site: Site): Problem[] {
  const links = new Set(
    ['href', 'src', 'data-view', 'data-rest'].flatMap(name => attributes(html, name)),
  )
  return [
    ...repeated(site.anchors.get(path) ?? []).map(id => ({
      rule: 'repeated-anchor',
      reason: `Unexpected second anchor \`${id}\`, expected each once; give one of them another id`,
    })),
    ...[...links].flatMap(link => checkLink(path, link, site)),
    ...remoteResources(html).map(url => ({
      rule: 'remote-resource',
      reason: `Unexpected resource ${url}, expected nothing from elsewhere; put it into site/`,
    })),
  ]
}

function checkLink(path: string, link: string, site: Site): Problem[] {
  if (/^(https?:|mailto:|data:)/.test(link)) return []
  const unexpected = `Unexpected link \`${link}\`, expected`
  const resolved = resolve(path, link)
  if (!resolved) {
    const reason = `${unexpected} an address; write a \`%\` that is part of a name as \`%25\``
    return [{ rule: 'broken-link', reason, link }]
  }
  const { target, anchor } = resolved
  if (!site.paths.has(target)) {
    const reason = `${unexpected} a file of the site; there is no ${target}`
    return [{ rule: 'broken-link', reason, link }]
  }
  if (anchor === '' || site.lost.includes(target)) return []
  if (site.anchors.get(target)?.includes(anchor)) return []
  const reason = `${unexpected} an anchor \`${anchor}\` in ${target}`
  return [{ rule: 'broken-anchor', reason, link }]
}

function attributes(html: string, name: string): string[] {
  const found = html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))
  return [...found].map(([, value = '']) => unescapeMarkup(value))
}

function repeated(ids: string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

/** Undefined where the link is none that a browser could follow. */
function resolve(from: string, link: string): { target: string; anchor: string } | undefined {
  try {
    const url = new URL(link, `file:///${toHref(from)}`)
    const target = link.startsWith('#') ? from : decodeURIComponent(url.pathname).slice(1)
    return { target, anchor: decodeURIComponent(url.hash.slice(1)) }
  } catch {
    return undefined
  }
}

/** Anything a browser would fetch by itself. */
function remoteResources(html: string): string[] {
  const loading =
    /<(?:img|script|iframe|source|audio|video|embed)\b[^>]*\ssrc="(https?:[^"]*)"|<link\b(?! rel="canonical")[^>]*\shref="(https?:[^"]*)"/g
  return [...html.matchAll(loading)].map(match => match[1] ?? match[2] ?? '')
}
