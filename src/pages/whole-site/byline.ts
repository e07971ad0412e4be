import { countRuns } from '../../efficiency/count-runs.ts'
import { formatNumber } from '../../format/number.ts'
import { relativeLink } from '../../model/site-paths.ts'
import type { Study } from '../../study/study.ts'
import type { Draft } from '../article/draft.ts'
import type { SiteManifest } from '../page.ts'
import type { View } from '../templates/templates.ts'

/** What stands below the title: part, author, revision, when and how much was measured, licence. */
export function toByline(draft: Draft, { authors }: SiteManifest): View[] {
  const { position, revision, efficiencies, path } = draft
  const items: View[] = []
  if (position.part) {
    items.push({
      term: 'Part',
      text: `${position.part.number} of ${position.part.of}`,
      href: relativeLink(path, 'index.html', 'parts'),
    })
  }
  if (authors.length > 0) {
    items.push({ term: authors.length > 1 ? 'Authors' : 'Author', text: authors.join(', ') })
  }
  if (revision) items.push({ term: 'Revision', text: revision })
  if (efficiencies.length === 0) return items
  const manifests = efficiencies.map(({ study }) => study.manifest)
  const href = '#appendix-data'
  items.push({
    term: 'Measured',
    text: [...new Set(manifests.map(item => item.measured))].sort().join('; '),
  })
  if (position.kind === 'front') return items
  items.push(
    { ...toFileCount(draft.efficiencies.map(({ study }) => study)), href },
    { term: 'Usable runs', text: tellRuns(draft), href },
  )
  const licences = new Set(manifests.flatMap(item => item.licence ?? []))
  if (licences.size > 0) items.push({ term: 'Licence of the data', text: [...licences].join('; ') })
  return items
}

/** How many archives the numbers come from; files, where these lie loose. */
export function countFiles(studies: Study[]): { of: 'archive' | 'file'; count: number } {
  const archives = studies.flatMap(study => study.archives.filter(({ path }) => path !== '.'))
  return archives.length > 0
    ? { of: 'archive', count: archives.length }
    : { of: 'file', count: studies.flatMap(({ ingest }) => ingest).length }
}

function toFileCount(studies: Study[]): View {
  const { of, count } = countFiles(studies)
  return { term: of === 'archive' ? 'Archives' : 'Files', text: formatNumber(count, 0) }
}

/** `118 of 120`, of the workloads that the page is about: a run that missed its load is not usable. */
function tellRuns({ efficiencies, workloads }: Draft): string {
  const counts = efficiencies.map(efficiency => countRuns(efficiency, workloads))
  const usable = counts.reduce((sum, count) => sum + count.usable, 0)
  const expected = counts.reduce((sum, count) => sum + count.expected, 0)
  return `${formatNumber(usable, 0)} of ${formatNumber(expected, 0)}`
}
