import type { Root } from 'hast'
import { bytesOf, type Excerpt } from '../../model/output-file.ts'
import { contentOf } from '../../model/tree.ts'
import { toPackedUri } from './data-uri.ts'
import { homeOf, linksOf, type SiteParts } from './site-parts.ts'
import { type Budget, weigh } from './weigh.ts'

/** Downloads that are larger than this when packed stay out of a single file. */
const largestDownload = 10_000

/** Texts that are longer than this need not be packed to know that they are too large. */
const largestPacked = 20 * largestDownload

/** Base64 is packed away again when the whole file is. */
const fromBase64 = 0.76

/** What stands in a single file behind its pages. */
export interface Attachments {
  sections: Attachment[]
  /** Downloads, by path. */
  downloads: Set<string>
  /** What the pages link to that is not inside, in order of mention. */
  left: string[]
}

/** A page that numbers lead to, or a part of it. */
export interface Attachment {
  path: string
  tree: Root
  /** Ids of the runs in it. */
  runs: string[]
  /** Whether it has what the tools wrote for these. */
  hasSources: boolean
}

/** Anchors that links name, by page: `data/x/ledger-iops.html` and `libaio`. */
type Wanted = Map<string, Set<string>>

type Found = { path: string; excerpt: Excerpt }

/**
 * Choose what goes with some pages into a single file. What their numbers lead to always does:
 * the cells of ledgers, with their runs and where these lie, and the tables of what was computed
 * over several cells, with the metrics that the pages speak of. The rest goes in while there is
 * room, what is nearest to a number first: the cells that those tables lead to, what the tools
 * wrote for each run, pages of studies, downloads.
 *
 * @param isPlain whether nothing is packed, and runs have their sources beneath them
 */
export function chooseAttachments(
  paths: string[],
  site: SiteParts,
  budget: Budget,
  isPlain: boolean,
): Attachments {
  const wanted = new Map<string, Set<string>>()
  for (const path of paths) addWanted(wanted, site.pages.get(path)?.tree, path, site)
  const metrics = budget.isEndless ? undefined : metricsOf(paths, site)
  const direct = findEvidence(wanted, site, metrics)
  const weight = weighAll(direct)
  budget.take(weight)
  const whole = findEvidence(addFurther(wanted, direct, site), site, metrics)
  const found = budget.tryTake(weighAll(whole) - weight) ? whole : direct
  const sections = found.map(evidence => toAttachment(evidence, budget, isPlain))
  for (const path of wanted.keys()) {
    const page = site.pages.get(path)
    if (!page || page.evidence) continue
    const tree: Root = { type: 'root', children: contentOf(page.tree) }
    if (budget.tryTake(weigh([tree]))) sections.push({ path, tree, runs: [], hasSources: false })
  }
  return { sections, ...chooseDownloads(paths, sections, site, budget) }
}

/** The metrics that some pages speak of, and nothing where one of them does not say. */
function metricsOf(paths: string[], { pages }: SiteParts): ReadonlySet<string> | undefined {
  const all = paths.map(path => pages.get(path)?.metrics)
  if (all.some(metrics => metrics === undefined)) return undefined
  return new Set(all.flatMap(metrics => [...(metrics ?? [])]))
}

/** Of pages of studies: what people wrote stands in its own file. */
function addWanted(wanted: Wanted, tree: Root | undefined, from: string, { pages }: SiteParts) {
  for (const { target, id } of tree ? linksOf(tree, from) : []) {
    if (!target.startsWith('data/') || !pages.has(target)) continue
    const home = homeOf(target, pages)
    wanted.set(home, (wanted.get(home) ?? new Set()).add(id))
  }
}

/** The cells that tables over several cells lead to. */
function addFurther(wanted: Wanted, found: Found[], site: SiteParts): Wanted {
  const further: Wanted = new Map([...wanted].map(([path, ids]) => [path, new Set(ids)]))
  for (const { path, excerpt } of found) {
    if (excerpt.runs.length === 0) addWanted(further, excerpt.tree(), path, site)
  }
  return further
}

function findEvidence(
  wanted: Wanted,
  { pages }: SiteParts,
  metrics: ReadonlySet<string> | undefined,
): Found[] {
  return [...wanted].flatMap(([path, ids]) => {
    const excerpt = pages.get(path)?.evidence?.excerpt(ids, metrics)
    return excerpt ? [{ path, excerpt }] : []
  })
}

/** What the tools wrote is weighed by itself. */
function weighAll(found: Found[]): number {
  return weigh(found.map(({ excerpt }) => excerpt.table?.({}) ?? excerpt.tree()))
}

function toAttachment({ path, excerpt }: Found, budget: Budget, isPlain: boolean): Attachment {
  const { runs, table, matrix } = excerpt
  if (isPlain || !table || !matrix) return { path, tree: excerpt.tree(), runs, hasSources: false }
  const href = toPackedUri(matrix())
  const hasSources = budget.tryTake(href.length * fromBase64)
  return { path, tree: table(hasSources ? { href } : {}), runs, hasSources }
}

/** Of what the pages link to; small ones first, and archives only where they are asked for. */
function chooseDownloads(
  paths: string[],
  sections: Attachment[],
  site: SiteParts,
  budget: Budget,
): Pick<Attachments, 'downloads' | 'left'> {
  const links = paths.flatMap(path => {
    const tree = site.pages.get(path)?.tree
    return tree ? linksOf(tree, path) : []
  })
  const targets = [...new Set(links.map(({ target }) => homeOf(target, site.pages)))].filter(
    target =>
      /^(?:data|figures)\//.test(target) && (site.files.has(target) || site.pages.has(target)),
  )
  const packed = targets
    .flatMap(target => toWeighed(target, site, budget))
    .sort((a, b) => a.weight - b.weight)
  const isSmall = (weight: number) => budget.isEndless || weight <= largestDownload
  const chosen = packed.filter(({ weight }) => isSmall(weight) && budget.tryTake(weight))
  const downloads = new Set(chosen.map(({ target }) => target))
  const inside = new Set([...sections.map(({ path }) => path), ...downloads])
  const sources = sections.flatMap(({ path, runs, hasSources }) =>
    runs.length > 0 && !hasSources ? (site.pages.get(path)?.evidence?.sources ?? []) : [],
  )
  const left = targets.filter(target => !inside.has(target) && !/\.(?:svg|json)$/.test(target))
  return { downloads, left: [...sources, ...left] }
}

function toWeighed(target: string, { files }: SiteParts, { isEndless }: Budget) {
  const file = files.get(target)
  if (file === undefined) return []
  // A character has three bytes at most; the longest texts are not decoded for this.
  const isLarge = bytesOf(file) > 3 * largestPacked || file.content.length > largestPacked
  if (!isEndless && (isLarge || /\.(?:gz|zip|tar|tgz|zst|svg)$/.test(target))) return []
  return [{ target, weight: toPackedUri(file.content).length * fromBase64 }]
}
