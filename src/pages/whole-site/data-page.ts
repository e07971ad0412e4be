import type { Efficiency } from '../../efficiency/efficiency.ts'
import { printPage } from '../../format/html.ts'
import { formatBytes } from '../../format/number.ts'
import { bytesOf, type OutputFile, type OutputPage } from '../../model/output-file.ts'
import {
  archivePath,
  dataPath,
  downloadPath,
  ledgerPath,
  toHref,
  toId,
} from '../../model/site-paths.ts'
import { toMessages } from '../evidence/appendices.ts'
import { type AppendixPlacement, findAppendix } from '../evidence/appendix-placement.ts'
import { downloads } from '../evidence/data-files.ts'
import type { PageContext } from '../page.ts'
import type { View } from '../templates/templates.ts'
import { toShell } from './shell.ts'

/** One page with everything to download, its size, and all that the build had to say. */
export function renderDataPage(
  pages: OutputPage[],
  files: OutputFile[],
  placement: AppendixPlacement,
  context: PageContext,
): OutputPage[] {
  if (context.efficiencies.length === 0) return []
  const path = dataPath
  const sizes = new Map(files.map(file => [file.path, bytesOf(file)]))
  for (const page of pages) {
    const home = page.evidence?.home ?? page.path
    sizes.set(home, (sizes.get(home) ?? 0) + Buffer.byteLength(printPage(page)))
  }
  const view: View = {
    ...toShell(
      path,
      {
        title: 'Data and downloads',
        description:
          'The raw archives of each study, and every number computed from them, for other programs.',
      },
      context,
    ),
    tables: toTablePages(placement),
    studies: context.efficiencies.map(efficiency => toStudyView(efficiency, sizes, placement)),
    ...toMessages(context.messages, path),
  }
  return [{ path, tree: context.templates('data-page', view) }]
}

/** Pages of tables, before the files that hold the same and more. */
function toTablePages(placement: AppendixPlacement): View[] {
  const drafts = [...placement.keys()].filter(({ position }) => position.kind === 'data')
  return drafts.map(({ path, title, description }) => ({ href: toHref(path), title, description }))
}

function toStudyView(
  { study }: Efficiency,
  sizes: ReadonlyMap<string, number>,
  placement: AppendixPlacement,
): View {
  const { id, manifest } = study
  const numbers = downloads.map(({ name, holds }) => ({
    name,
    holds,
    path: downloadPath(id, name),
  }))
  const ledgers = Object.entries(manifest.workloads).map(([workload, { label }]) => ({
    name: `Ledger: ${label}`,
    holds: 'every run to read, with the place of each of its numbers',
    path: ledgerPath(id, workload),
  }))
  const archives = study.archives
    .filter(archive => archive.path !== '.')
    .map(({ path, bytes }) => ({
      name: path,
      holds: 'what the tools wrote',
      href: toHref(archivePath(id, path)),
      size: formatBytes(bytes),
    }))
  return {
    id: `study-${toId(id)}`,
    title: manifest.title,
    description: manifest.description,
    measured: manifest.measured,
    licence: manifest.licence,
    home: toHref(findAppendix(id, 'data', placement)),
    total: formatBytes(study.archives.reduce((sum, { bytes }) => sum + bytes, 0)),
    count: String(archives.length),
    files: [...numbers, ...ledgers].map(({ path, ...file }) => ({
      ...file,
      href: toHref(path),
      size: formatBytes(sizes.get(path) ?? 0),
    })),
    archives,
  }
}
