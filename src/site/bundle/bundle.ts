import type { Root } from 'hast'
import { h } from 'hastscript'
import { SKIP, visit } from 'unist-util-visit'
import { printHtml } from '../../format/html.ts'
import type { OutputFile } from '../../model/output-file.ts'
import { contentOf, hasClass } from '../../model/tree.ts'
import { type Memory, remember } from '../../parse/build-effects.ts'
import { chooseAttachments } from './attachments.ts'
import { embedLinks } from './embed-links.ts'
import { embedScript } from './embed-script.ts'
import { embedStyle } from './embed-style.ts'
import { tellWhatIsInside } from './inside.ts'
import { packCaptures } from './pack-captures.ts'
import { addAppendices, addSections, prefixOf, toSection } from './sections.ts'
import { homeOf, linksOf, pagesOf, type SiteParts } from './site-parts.ts'
import { Budget, weigh, weightOfPage } from './weigh.ts'

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
export function bundlePages(paths: string[], site: SiteParts, options: BundleOptions = {}): string {
  return printHtml(bundleTrees(paths, site, options))
}

/** The same before it is written. */
export function bundleTrees(paths: string[], site: SiteParts, options: BundleOptions): Root {
  const [first = '', ...chapters] = paths
  const page = site.pages.get(first)
  const tree: Root = page ? structuredClone(page.tree) : { type: 'root', children: [] }
  addSections(
    tree,
    chapters.map(path => {
      const page = site.pages.get(path)
      return toSection(path, page ? contentOf(page.tree) : [], 'chapter')
    }),
  )
  const weight = weightOfPage * paths.length - weigh([dress(tree, first, site, options)])
  const budget = new Budget(options.archives ? Number.POSITIVE_INFINITY : weight)
  const attachments = chooseAttachments(paths, site, budget, options.plain === true)
  const appendices = attachments.sections.map(({ path, tree }) =>
    toSection(path, tree.children, 'appendix behind'),
  )
  addAppendices(tree, appendices)
  addSections(tree, [tellWhatIsInside(attachments, site, first, options)])
  if (!options.plain) packCaptures(tree)
  const whole = dress(tree, first, site, options)
  leaveOutOtherForms(whole)
  tellThatItIsOne(whole, first)
  const ids = idsOf(whole)
  const anchor = (target: string, id: string) => {
    const home = homeOf(target, site.pages)
    const own = target === first ? id || 'main' : [prefixOf(home), id].filter(Boolean).join('--')
    return ids.has(own) ? own : undefined
  }
  embedLinks(whole, first, site, anchor, attachments.downloads)
  leaveOutIdleIds(whole)
  return whole
}

/**
 * The single files that the site itself offers, one for each page that links to its own.
 *
 * @param describe tells all that goes into the one of a page
 */
export function toSingleFiles(
  site: SiteParts,
  memory?: Memory,
  describe: (path: string) => unknown = () => undefined,
): OutputFile[] {
  return pagesOf(site.pages.values())
    .filter(path => {
      const tree = site.pages.get(path)?.tree
      return tree && linksOf(tree, path).some(({ target }) => target === `single/${path}`)
    })
    .map(path => {
      const inputs = memory && [path, describe(path)]
      const content = remember(memory, 'single', inputs, () => bundlePages([path], site))
      return { path: `single/${path}`, content }
    })
}

/** With style and script inside. */
function dress(tree: Root, path: string, site: SiteParts, { views }: BundleOptions): Root {
  const dressed = structuredClone(tree)
  embedStyle(dressed, path, site)
  embedScript(dressed, path, site, views === true)
  return dressed
}

function idsOf(tree: Root): Set<string> {
  const ids = new Set<string>()
  visit(tree, 'element', ({ properties }) => {
    if (properties.id !== undefined) ids.add(String(properties.id))
  })
  return ids
}

/** The ids of rows that nothing leads to: of a ledger’s runs most. */
function leaveOutIdleIds(tree: Root): void {
  const links = new Set(linksOf(tree, '').map(({ id }) => id))
  visit(tree, 'element', ({ tagName, properties }) => {
    if (tagName === 'tr' && !links.has(String(properties.id))) properties.id = undefined
  })
}

/** Drawings and tables are in the text; that they exist as SVG or Markdown too is no content. */
function leaveOutOtherForms(tree: Root): void {
  visit(tree, 'element', (element, index, parent) => {
    const { rel } = element.properties
    const isAddress = element.tagName === 'link' && ['canonical', 'alternate'].includes(String(rel))
    if ((!isAddress && !hasClass(element, 'other-form')) || !parent || index === undefined) {
      return undefined
    }
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

/** In place of the link to the single file, which this is. */
function tellThatItIsOne(tree: Root, path: string): void {
  for (const { element, target } of linksOf(tree, path)) {
    if (!target.startsWith('single/')) continue
    const what = h('a', { href: '#in-this-file' }, 'what is in it')
    const children = ['This is one file, complete in itself: ', what]
    Object.assign(element, h('span', children))
  }
}
