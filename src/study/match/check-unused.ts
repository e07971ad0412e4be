import type { Message } from '../../message/message.ts'
import { joinPath, pathInArchive } from '../../message/path-in-archive.ts'
import { isReport, loadReaders } from '../load-readers.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Placed } from './placed.ts'
import { findAgreement, matchesName } from './template.ts'

/** What measured something and is used for nothing: a new round, or a name that nobody foresaw. */
export function checkUnused(placed: Placed[], manifest: Manifest, study: string): Message[] {
  const measured = placed.filter(({ entry }) =>
    entry.records.some(({ kind }) => kind === 'perf-stat' || isReport(kind)),
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
  const astray = tell(
    unmatched,
    `that ${whereRuns(manifest)} leads to`,
    tellMismatch(unmatched, manifest),
    study,
  )
  if (!placed.some(({ assignment }) => assignment.use === 'run')) {
    return [tellNoRuns(astray, manifest, study)]
  }
  return [
    ...astray,
    ...tell(uncounted, 'that no scope of study.yaml names', 'Correct `files`', study),
  ]
}

/** Why a file is used for nothing, where no template matches its path. */
export const noTemplate = 'no template of study.yaml leads here'

/** All else that a study without runs lacks follows from this. */
function tellNoRuns([astray]: Message[], manifest: Manifest, file: string): Message {
  const reason =
    astray?.reason ??
    `${whereRuns(manifest).replace('no', 'No')} leads to a report of ${anyTool}, and there is none among the files`
  return { severity: 'error', rule: 'no-runs', reason, file: `${file}/study.yaml` }
}

function whereRuns({ runs }: Manifest): string {
  return typeof runs === 'string' ? `no template of study.yaml` : `no line of ${runs.sheet}`
}

/** Files that are looked at for the one that a template comes closest to. */
const mostCompared = 50

/** How far the template of runs gets, in the file that it comes closest to. */
function tellMismatch(files: Placed[], { runs }: Manifest): string {
  if (typeof runs !== 'string') return 'Add a line for each run'
  const agreements = files
    .slice(0, mostCompared)
    .map(({ file }) => findAgreement(runs, joinPath(file.archive, file.entry)))
  const [closest] = agreements.sort((a, b) => b.path[0].length - a.path[0].length)
  if (!closest) return ''
  const { template, path } = closest
  const whole = path.join('')
  const found = `\`runs\` gets as far as \`${template[0]}\`, which is \`${path[0]}\` of \`${whole}\``
  const next =
    template[1] === ''
      ? `ends there; with a \`*\` at its end it takes \`${path[1]}\` too`
      : `goes on with \`${template[1]}\`, and the path with \`${path[1]}\``
  return template[0] === ''
    ? `\`runs\` begins with \`${template[1]}\`, and a path with \`${whole}\`; correct \`runs\``
    : `${found}; it ${next}. Correct \`runs\``
}

function tell(files: Placed[], what: string, wayOut: string, study: string): Message[] {
  if (files.length === 0) return []
  const names = files.slice(0, 3).map(({ file }) => pathInArchive(file.archive, file.entry))
  const more = files.length > 3 ? ` and ${files.length - 3} more` : ''
  const count = files.length === 1 ? 'A file' : `${files.length} files`
  return [
    {
      severity: 'warning',
      rule: 'unused-measurement',
      reason: `${count} of ${nameMeasuring(files)} ${what} (${names.join(', ')}${more}). ${wayOut}, or move away what is not of this study`,
      file: `${study}/study.yaml`,
    },
  ]
}

const anyTool = loadReaders.map(({ tool }) => tool.name).join(' or ')

/** `fio or perf`: what these files may be of. */
function nameMeasuring(files: readonly Placed[]): string {
  const kinds = new Set(files.flatMap(({ entry }) => entry.records.map(({ kind }) => kind)))
  const found = loadReaders.filter(({ report }) => kinds.has(report))
  const tools = found.length > 0 ? found : loadReaders.slice(0, 1)
  return [...tools.map(({ tool }) => tool.name), 'perf'].join(' or ')
}
