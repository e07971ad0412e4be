import { relativeLink } from '../../model/site-paths.ts'
import type { Draft } from '../article/draft.ts'
import type { SiteManifest } from '../page.ts'
import type { PagePosition } from '../page-positions.ts'
import type { View } from '../templates/templates.ts'

interface List extends View {
  id: string
  heading: string
  pages: View[]
}

/** What the front page leads to: the parts, then the other pages. */
export function toLists(drafts: Draft[], { series }: SiteManifest): List[] {
  const headings: [kind: PagePosition['kind'], id: string, heading: string][] = [
    ['part', 'parts', series?.title ?? ''],
    ['page', 'technotes', series ? 'Other technotes' : 'Technotes'],
    ['method', 'methods', 'How it was done'],
  ]
  return headings.flatMap(([kind, id, heading]) => {
    const pages = drafts.filter(({ position }) => position.kind === kind)
    return pages.length === 0 ? [] : { id, heading, pages: pages.map(toItem) }
  })
}

function toItem({ position, path, title, description }: Draft): View {
  return {
    href: path,
    title,
    description,
    part: position.part ? `Part ${position.part.number}` : '',
  }
}

/** The parts of the series, for the contents of each of them. */
export function toSeries(draft: Draft, drafts: Draft[], { series }: SiteManifest): View[string] {
  const { part } = draft.position
  if (!part || !series) return undefined
  return {
    summary: `Part ${part.number} of ${part.of}`,
    title: series.title,
    parts: drafts
      .filter(({ position }) => position.part)
      .map(({ position, path, title }) => ({
        href: relativeLink(draft.path, path),
        title,
        number: String(position.part?.number),
        current: path === draft.path,
      })),
  }
}

/**
 * The part before and the part behind; the front page leads to the first. Other pages have none,
 * since nobody reads them in a row.
 */
export function toNeighbours(draft: Draft, drafts: Draft[]): View {
  const parts = drafts.filter(({ position }) => position.part)
  const link = (other: Draft | undefined) =>
    other && {
      href: relativeLink(draft.path, other.path),
      title: other.title,
      part: `Part ${other.position.part?.number}`,
    }
  const index = parts.indexOf(draft)
  if (index < 0 && draft.position.kind !== 'front') return {}
  const previous = link(parts[index - 1])
  const next = link(parts[index + 1])
  return { previous, next, hasNeighbours: Boolean(previous ?? next) }
}
