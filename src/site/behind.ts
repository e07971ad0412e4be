import { posix } from 'node:path'
import { metricsOf } from './columns.ts'
import { resolve, type Site } from './embed.ts'
import { type Excerpt, isNumbers, toExcerpt, type Wanted } from './excerpt.ts'
import { toLedgerTable } from './ledger-table.ts'
import { toPackedUri } from './pack.ts'
import { toSourceMatrix } from './source-matrix.ts'
import { type Room, weigh } from './weigh.ts'

/** Downloads that are larger than this when packed stay out of a single file. */
const largestDownload = 10_000

/** Texts that are longer than this need not be packed to know that they are too large. */
const largestPacked = 20 * largestDownload

/** What stands in a single file behind its pages. */
export interface Behind {
  excerpts: Excerpt[]
  /** Ledgers whose runs have with them what the tools wrote. */
  withSources: string[]
  /** Downloads, by path. */
  downloads: Set<string>
  /** What the pages link to that is not inside, in order of mention. */
  left: string[]
}

/**
 * Choose what goes with some pages into a single file. What their numbers lead to always does:
 * the cells of ledgers, with their runs and where these lie, and the tables of what was computed
 * over several cells, with the metrics that the pages speak of. The rest goes in while there is room, what is nearest to a number first:
 * the cells that those tables lead to, what the tools wrote for each run, pages of studies,
 * downloads.
 */
export function chooseBehind(paths: string[], site: Site, room: Room, isPlain: boolean): Behind {
  const wanted = findWanted(paths, site)
  const metrics = room.isEndless ? undefined : metricsOf(paths.map(path => String(site.get(path))))
  const direct = toExcerpts(keepNumbers(wanted), site, metrics)
  room.take(weigh(toText(direct)))
  const further = addFurther(keepNumbers(wanted), direct, site)
  const whole = toExcerpts(further, site, metrics)
  const excerpts = room.fits(weigh(toText(whole)) - weigh(toText(direct))) ? whole : direct
  const withSources = excerpts.flatMap(({ path, runs }) => {
    if (runs.length === 0 || isPlain) return []
    return room.fits(packSources(path, runs, site).length * fromBase64) ? [path] : []
  })
  for (const [path, ids] of wanted) {
    if (isNumbers(path)) continue
    const excerpt = toExcerpt(path, String(site.get(path)), ids, metrics)
    if (excerpt && room.fits(weigh(excerpt.html))) excerpts.push(excerpt)
  }
  const links = paths.flatMap(path => linksOf(String(site.get(path) ?? ''), path))
  const targets = [...new Set(links.map(({ target }) => target))].filter(
    target => site.has(target) && /^(?:data|figures)\//.test(target),
  )
  const downloads = chooseDownloads(targets, site, room)
  const inside = new Set([...excerpts.map(({ path }) => path), ...downloads])
  const left = targets.filter(target => !inside.has(target) && !/\.(?:svg|json)$/.test(target))
  const sources = excerpts.flatMap(({ path, runs }) =>
    runs.length === 0 || withSources.includes(path) ? [] : sourcesOf(path),
  )
  return { excerpts, withSources, downloads, left: [...sources, ...left] }
}

/** An excerpt as it stands in the file: with the sources of its runs, or where they lie. */
export function finishExcerpt(excerpt: Excerpt, hasSources: boolean, prefix: string, site: Site) {
  const { path, html, runs, isPart } = excerpt
  if (runs.length === 0) return html
  const file = posix.basename(sourcesOf(path))
  const others = isPart
    ? ' Here are the metrics that this page speaks of; the site’s own ledger has the others too.'
    : ''
  const words = `Each value is that of one run. Beneath the runs of a configuration stands where they lie, with N for the repeat.${others}`
  const sources = hasSources
    ? `${words} What the tools wrote, with line or JSON pointer, is packed here: <a id="sources" data-packed="sources" download="${file}.gz" href="${packSources(path, runs, site)}">${file}.gz</a>.`
    : `${words} What the tools wrote, with line or JSON pointer, would be too much for one file: it is on this page of the site and in <code>${sourcesOf(path)}</code>.`
  const button = (of: string[]) =>
    hasSources
      ? ` <span class="tools"><button type="button" data-sources="${prefix}--sources" data-runs="${of.join(' ')}">show what the tools wrote</button></span>`
      : ''
  return toLedgerTable(
    html.replace(/<p>[\s\S]*?<\/p>/, () => `<p>${sources}</p>`),
    button,
  )
}

/** Base64 is packed away again when the whole file is. */
const fromBase64 = 0.76

function packSources(ledger: string, runs: string[], site: Site): string {
  return toPackedUri(toSourceMatrix(String(site.get(sourcesOf(ledger)) ?? ''), runs))
}

/** `data/x/ledger-iops.html` to `data/x/sources-iops.csv` */
function sourcesOf(ledger: string): string {
  return ledger.replace(/ledger-([^/]*)\.html$/, 'sources-$1.csv')
}

function keepNumbers(wanted: Wanted): Wanted {
  return new Map([...wanted].filter(([path]) => isNumbers(path)))
}

function findWanted(paths: string[], site: Site): Wanted {
  const wanted: Wanted = new Map()
  for (const path of paths) addWanted(wanted, String(site.get(path) ?? ''), path, site)
  return wanted
}

function addWanted(wanted: Wanted, html: string, from: string, site: Site): void {
  for (const { target, id } of linksOf(html, from)) {
    if (!/^data\/.*\.html$/.test(target) || !site.has(target)) continue
    wanted.set(target, (wanted.get(target) ?? new Set()).add(id))
  }
}

/** The cells that tables over several cells lead to. */
function addFurther(wanted: Wanted, excerpts: Excerpt[], site: Site): Wanted {
  const further: Wanted = new Map([...wanted].map(([path, ids]) => [path, new Set(ids)]))
  for (const { path, html, runs } of excerpts) {
    if (runs.length === 0) addWanted(further, html, path, site)
  }
  return keepNumbers(further)
}

function toExcerpts(wanted: Wanted, site: Site, metrics: Set<string> | undefined): Excerpt[] {
  return [...wanted].flatMap(
    ([path, ids]) => toExcerpt(path, String(site.get(path)), ids, metrics) ?? [],
  )
}

/** For weighing: sources are not yet taken out of an excerpt, and do not count. */
function toText(excerpts: Excerpt[]): string {
  return excerpts
    .map(({ html, runs }) => (runs.length === 0 ? html : toLedgerTable(html, () => '')))
    .join('\n')
}

/** Small ones first; archives only where they are asked for. */
function chooseDownloads(targets: string[], site: Site, room: Room): Set<string> {
  const packed = targets
    .filter(target => !/\.html$/.test(target))
    .filter(target => room.isEndless || !/\.(?:gz|zip|tar|tgz|zst|svg)$/.test(target))
    .filter(target => room.isEndless || (site.get(target)?.length ?? 0) <= largestPacked)
    .map(target => ({ target, weight: toPackedUri(site.get(target) ?? '').length * fromBase64 }))
    .sort((a, b) => a.weight - b.weight)
  const chosen = packed.filter(
    ({ weight }) => (room.isEndless || weight <= largestDownload) && room.fits(weight),
  )
  return new Set(chosen.map(({ target }) => target))
}

function linksOf(html: string, from: string): { target: string; id: string }[] {
  const links = html.matchAll(/<a [^>]*?href="([^"#:]+)(?:#([^"]*))?"/g)
  return [...links].map(([, link = '', id = '']) => ({ target: resolve(from, link), id }))
}
