/** Paths below the root of the site. */
export function ledgerPath(studyId: string, workload: string): string {
  return `data/${studyId}/ledger-${workload}.html`
}

/**
 * Where the runs of a cell stand. No name of a study has a tilde.
 *
 * @param page from 1: many runs take several
 */
export function cellPath(
  { study }: { study: { id: string } },
  { workload, configuration }: { workload: string; configuration: { id: string } },
  page = 1,
): string {
  const names = [`ledger-${workload}`, configuration.id, ...(page > 1 ? [page] : [])]
  return `data/${study.id}/${names.join('~')}.html`
}

/** Where numbers lead that were computed over several cells. */
export function summaryPath(studyId: string, workload: string): string {
  return `data/${studyId}/summary-${workload}.html`
}

/** Everything to download. */
export const dataPath = 'data.html'

/** Every section of the site, to look through. */
export const searchPath = 'search.html'

/** Where a study's appendices stand that no page carries. */
export function studyPath(studyId: string): string {
  return `data/${studyId}/index.html`
}

/** A file that the program makes of a study, such as `runs.csv`. */
export function downloadPath(studyId: string, name: string): string {
  return `data/${studyId}/${name}`
}

/** What lies loose in a study's folder, packed for who downloads it. */
export const looseFiles = 'loose-files.tar.gz'

/** Names of files that the program makes of a study, also where capitals are not told apart. */
const made =
  /^(?:(?:runs|estimates|comparisons|effects|scores)\.csv|(?:study|study\.schema|ingest)\.json|index\.html|loose-files\.tar\.gz|(?:ledger|summary)-.*\.html)$/i

/** A file of a study as it is published; in a folder of its own where its name is taken. */
export function archivePath(studyId: string, file: string): string {
  return downloadPath(studyId, made.test(file) || file.startsWith('raw/') ? `raw/${file}` : file)
}

/** Where the runs of a cell stand, as a link from the front. */
export function cellLink(
  efficiency: { study: { id: string } },
  cell: { workload: string; configuration: { id: string } },
): string {
  return toHref(cellPath(efficiency, cell), cell.configuration.id)
}

/** A path as a link has it: `toHref("bob's #1.zip") // => 'bob%27s%20%231.zip'` */
export function toHref(path: string, anchor?: string): string {
  const parts = path.split('/').map(part => encodeURIComponent(part).replaceAll("'", '%27'))
  return parts.join('/') + (anchor === undefined ? '' : `#${anchor}`)
}

/** A name as an anchor: `toId('my study') // => 'my_20study'` */
export function toId(name: string): string {
  return name.replaceAll(
    /[^\p{L}\p{N}_.-]/gu,
    character => `_${character.codePointAt(0)?.toString(16)}`,
  )
}

/** `relativeLink('data/x/ledger.html', 'index.html', 'parts') // => '../../index.html#parts'` */
export function relativeLink(from: string, to: string, anchor?: string): string {
  return relativeHref(from, toHref(to, anchor))
}

/** From a file, a link that is given from the front of the site. */
export function relativeHref(from: string, href: string): string {
  const fromParts = toHref(from).split('/').slice(0, -1)
  const toParts = href.split('/')
  let shared = 0
  while (shared < fromParts.length && fromParts[shared] === toParts[shared]) shared++
  return [...fromParts.slice(shared).map(() => '..'), ...toParts.slice(shared)].join('/')
}
