import type { HashedFile } from '../../model/output-file.ts'
import { sha256 } from '../../read/entry.ts'
import { linksOf, type SiteParts } from './site-parts.ts'

/** What goes into any single file: what numbers lead to, and how pages look and behave. */
const common = /^(?:data|style|script|fonts|images)\//

/**
 * Tells all that the single file of a page is made of, as plain JSON: the page, the figures that it
 * leads to, and what is common to all.
 */
export function createDescribeSingle(
  { pages }: SiteParts,
  files: readonly HashedFile[],
): (path: string) => unknown {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]))
  const shared = [...hashes].filter(([path]) => common.test(path))
  const hashOfShared = sha256(JSON.stringify(shared))
  return path => {
    const page = pages.get(path)
    const links = page ? linksOf(page.tree, path).map(({ target }) => target) : []
    const figures = links.filter(target => target.startsWith('figures/'))
    const own = [path, ...figures].map(target => [target, hashes.get(target)])
    return [hashOfShared, own, page?.metrics && [...page.metrics]]
  }
}
