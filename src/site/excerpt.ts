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
 * The sections of a ledger or a summary that are linked to, if any are, with the columns of these
 * metrics; of other pages all.
 */
export function toExcerpt(
  path: string,
  page: string,
  ids: Set<string>,
  metrics: Set<string> | undefined,
): Excerpt | undefined {
  const main = /<main id="main">([\s\S]*)<\/main>/.exec(page)?.[1] ?? ''
  if (!isNumbers(path)) return { path, html: main, runs: [], isPart: false }
  const sections = main.match(/<section>[\s\S]*?<\/section>/g) ?? []
  const kept = sections.filter(section => idsIn(section).some(id => ids.has(id)))
  if (kept.length === 0) return undefined
  const head = main.slice(0, main.indexOf(sections[0] ?? '')).replace(/<div[\s\S]*<\/div>/, '')
  const runs = kept.flatMap(section =>
    [...section.matchAll(/<tr id="([^"]*)">/g)].map(([, id]) => id ?? ''),
  )
  const html = `${head}${kept.join('\n')}`
  return { path, html: keepColumns(html, metrics), runs, isPart: hasOthers(html, metrics) }
}

function idsIn(html: string): string[] {
  return [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '')
}

/** `<details>` with the sources of each run give way to a line that tells where the runs lie. */
export function toPlaces(excerpt: string, button: (runs: string[]) => string): string {
  return excerpt.replaceAll(/<section>[\s\S]*?<\/section>/g, section => {
    const details = section.match(detailsOfSources) ?? []
    if (details.length === 0) return section
    const places = details.map(one => {
      const [, repeat] = /<summary>[^<]*?(repeat [^<]*)</.exec(one) ?? []
      return `${repeat} in <code>${foldersIn(one).join('</code>, <code>')}</code>`
    })
    const line = `<p class="source">These runs lie here: ${places.join('; ')}.${button(runsIn(section))}</p>\n`
    let isFirst = true
    return section.replaceAll(detailsOfSources, () => {
      const replaced = isFirst ? line : ''
      isFirst = false
      return replaced
    })
  })
}

const detailsOfSources = /<details class="sources">[\s\S]*?<\/details>\s*/g

function runsIn(section: string): string[] {
  return [...section.matchAll(/<tr id="([^"]*)">/g)].map(([, id]) => id ?? '')
}

/** `round-1.tar.gz › libaio/iops`, once for each archive that a run has files in. */
function foldersIn(details: string): string[] {
  const folders = new Map<string, string>()
  const files = /<p>(?:<a [^>]*>([^<]*)<\/a> › )?<code>([^<]*)<\/code>/g
  for (const [, archive = '', entry = ''] of details.matchAll(files)) {
    const folder = entry.split('/').slice(0, -1)
    const known = folders.get(archive)?.split('/') ?? folder
    const end = known.findIndex((part, at) => part !== folder[at])
    folders.set(archive, known.slice(0, end === -1 ? undefined : end).join('/'))
  }
  return [...folders].map(both => both.filter(Boolean).join(' › '))
}
