/** Paths below the root of the site. */
export function ledgerPath(studyId: string, workload: string): string {
  return `data/${studyId}/ledger-${workload}.html`
}

/** Where numbers lead that were computed over several cells. */
export function summaryPath(studyId: string, workload: string): string {
  return `data/${studyId}/summary-${workload}.html`
}

/** Where a study's appendices stand that no page carries. */
export function studyPath(studyId: string): string {
  return `data/${studyId}/index.html`
}

export function archivePath(studyId: string, archive: string): string {
  return `data/${studyId}/${archive}`
}

/** What lies loose in a study's folder, packed for who downloads it. */
export const looseFiles = 'loose-files.tar.gz'

/** Where the runs of a cell stand in the ledger of its workload. */
export function cellLink(
  { study }: { study: { id: string } },
  cell: { workload: string; configuration: { id: string } },
): string {
  return `${ledgerPath(study.id, cell.workload)}#${cell.configuration.id}`
}

/** `relativeLink('data/x/ledger.html', 'index.html') // => '../../index.html'` */
export function relativeLink(from: string, to: string): string {
  const fromParts = from.split('/').slice(0, -1)
  const toParts = to.split('/')
  let shared = 0
  while (shared < fromParts.length && fromParts[shared] === toParts[shared]) shared++
  return [...fromParts.slice(shared).map(() => '..'), ...toParts.slice(shared)].join('/')
}
