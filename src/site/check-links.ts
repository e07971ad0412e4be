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
  const pages = files
    .filter(({ path }) => path.endsWith('.html'))
    .map(({ path, content }) => ({ path, ...readLinks(String(content)) }))
  const anchors = new Map(pages.map(({ path, ids }) => [path, new Set(ids)]))
  const site: Site = { paths, lost, anchors }
  return pages.flatMap(page =>
    checkPage(page, site).flatMap(({ link, ...problem }) => {
      const place = findPlace(sources, page.path, link)
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
  anchors: ReadonlyMap<string, ReadonlySet<string>>
}

type Problem = { rule: string; reason: string; link?: string }

/** What a page is linked by, where it leads, and what it would load from elsewhere. */
interface PageLinks {
  ids: string[]
  links: string[]
  remote: string[]
}

function checkPage(page: PageLinks & { path: string }, site: Site): Problem[] {
  const { path, ids, links, remote } = page
  return [
    ...repeated(ids).map(id => ({
      rule: 'repeated-anchor',
      reason: `Unexpected second anchor \`${id}\`, expected each once; give one of them another id`,
    })),
    ...links.flatMap(link => checkLink(path, link, site)),
    ...remote.map(url => ({
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
  if (site.anchors.get(target)?.has(anchor)) return []
  const reason = `${unexpected} an anchor \`${anchor}\` in ${target}`
  return [{ rule: 'broken-anchor', reason, link }]
}

/** One look at each attribute: a ledger has tens of thousands. */
function readLinks(html: string): PageLinks {
  const values = new Map<string, string[]>(linking.map(name => [name, []]))
  const ids: string[] = []
  for (const [, name = '', value = ''] of html.matchAll(attributes))
    (values.get(name) ?? ids).push(unescapeMarkup(value))
  return { ids, links: [...new Set([...values.values()].flat())], remote: remoteResources(html) }
}

const linking = ['href', 'src', 'data-view', 'data-rest']
const attributes = new RegExp(`\\s(id|${linking.join('|')})="([^"]*)"`, 'g')

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const id of ids) (seen.has(id) ? again : seen).add(id)
  return [...again]
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
