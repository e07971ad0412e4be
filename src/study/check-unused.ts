import type { Message } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import type { Manifest } from './manifest.ts'
import type { Placed } from './placed.ts'
import { matchesName } from './template.ts'

/** What measured something and is used for nothing: a new round, or a name that nobody foresaw. */
export function checkUnused(placed: Placed[], manifest: Manifest, study: string): Message[] {
  const measured = placed.filter(({ entry }) =>
    entry.records.some(({ kind }) => kind === 'fio-job' || kind === 'perf-stat'),
  )
  const unmatched = measured.filter(
    ({ assignment }) => assignment.use === 'none' && assignment.why === noTemplate,
  )
  const patterns = Object.values(manifest.scopes).flatMap(({ files }) => files)
  const uncounted = measured.filter(
    ({ entry, assignment }) =>
      assignment.use === 'run' &&
      entry.records.some(({ kind }) => kind === 'perf-stat') &&
      !patterns.some(pattern => matchesName(pattern, entry.path.replace(/^.*\//, ''))),
  )
  return [
    ...tell(unmatched, 'that no template of study.yaml leads to, expected a run', '`runs`', study),
    ...tell(uncounted, 'that no scope of study.yaml names, expected one', '`files`', study),
  ]
}

/** Why a file is used for nothing, where no template matches its path. */
export const noTemplate = 'no template of study.yaml leads here'

function tell(files: Placed[], what: string, where: string, study: string): Message[] {
  if (files.length === 0) return []
  const names = files.slice(0, 3).map(({ file }) => pathInArchive(file.archive, file.entry))
  const more = files.length > 3 ? ` and ${files.length - 3} more` : ''
  const count = files.length === 1 ? 'file' : `${files.length} files`
  return [
    {
      severity: 'warning',
      rule: 'unused-measurement',
      reason: `Unexpected ${count} of fio or perf ${what} (${names.join(', ')}${more}); correct ${where}, or move away what is not of this study`,
      file: `${study}/study.yaml`,
    },
  ]
}
