import { hasOthers, keepColumns } from './columns.ts'

/** Anchors that links name, by page: `data/x/ledger-iops.html` and `libaio`. */
export type Wanted = Map<string, Set<string>>

export interface Excerpt {
  path: string
  html: string
  /** Runs of a ledger that are in it. */
  runs: string[]
  /** Whether it lacks metrics that its page has. */
  isPart: boolean
}

/** Pages that numbers lead to: `data/x/ledger-iops.html`, `data/x/summary-iops.html`. */
export const isNumbers = (path: string) => /\/(?:ledger|summary)-[^/]*\.html$/.test(path)

/**
 * The sections of a ledger or a summary that are linked to, and in these the groups of rows, if any
 * are, with the columns of these metrics; of other pages all.
 */
export function toExcerpt(
  path: string,
  page: string,
  ids: Set<string>,
  metrics: Set<string> | undefined,
): Excerpt | undefined {
  const main = /<main id="main">([\s\S]*)<\/main>/.exec(page)?.[1] ?? ''
  if (!isNumbers(path)) return { path, html: main, runs: [], isPart: false }
  const sections = main.match(/<section\b[^>]*>[\s\S]*?<\/section>/g) ?? []
  const kept = sections
    .filter(section => idsIn(section).some(id => ids.has(id)))
    .map(section => section.replaceAll(groups, (group, id) => (ids.has(id) ? group : '')))
    .map(section => section.replace(/--rows: \d+/, `--rows: ${countRows(section)}`))
  if (kept.length === 0) return undefined
  const head = main.slice(0, main.indexOf(sections[0] ?? '')).replace(/<div[\s\S]*<\/div>/, '')
  const runs = kept.flatMap(section =>
    [...section.matchAll(/<tr id="([^"]*)">/g)].map(([, id]) => id ?? ''),
  )
  const html = `${head}${kept.join('\n')}`
  return { path, html: keepColumns(html, metrics), runs, isPart: hasOthers(html, metrics) }
}

/** Rows of a table that can be linked to. */
const groups = /<tbody id="([^"]*)">[\s\S]*?<\/tbody>\n?/g

const countRows = (section: string) => section.split('<tr').length - 2

function idsIn(html: string): string[] {
  return [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '')
}
