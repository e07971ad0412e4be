import type { SiteManifest } from './page.ts'

/** Where a page stands in the site. */
export interface PagePosition {
  name: string
  kind: 'front' | 'part' | 'data' | 'page' | 'method'
  /** Which part of how many, counted from 1. */
  part?: { number: number; of: number }
}

/** All pages in the order of the front page, which comes first. */
export function toPagePositions({ series, data, pages, methods }: SiteManifest): PagePosition[] {
  const parts = series?.parts ?? []
  return [
    { name: 'index', kind: 'front' },
    ...parts.map((name, index): PagePosition => {
      return { name, kind: 'part', part: { number: index + 1, of: parts.length } }
    }),
    ...data.map((name): PagePosition => ({ name, kind: 'data' })),
    ...pages.filter(name => name !== 'index').map((name): PagePosition => ({ name, kind: 'page' })),
    ...methods.map((name): PagePosition => ({ name, kind: 'method' })),
  ]
}
