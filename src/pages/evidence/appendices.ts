import { countRuns } from '../../efficiency/count-runs.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { countDoubtful, gates } from '../../efficiency/gates/gates.ts'
import { formatBytes, formatNumber } from '../../format/number.ts'
import { type Message, sortMessages } from '../../message/message.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import {
  archivePath,
  downloadPath,
  ledgerPath,
  looseFiles,
  relativeLink,
  studyPath,
  toId,
} from '../../model/site-paths.ts'
import { remember } from '../../parse/build-effects.ts'
import { countIngest } from '../../study/match/count-ingest.ts'
import { nameTools, toWords } from '../../study/tool-words.ts'
import type { Draft } from '../article/draft.ts'
import type { Appendix } from '../article/front-matter.ts'
import { type Term, termLink } from '../article/glossary.ts'
import { createTermLinker } from '../article/link-terms.ts'
import type { PageContext } from '../page.ts'
import type { View } from '../templates/templates.ts'
import { countFiles } from '../whole-site/byline.ts'
import { type AppendixPlacement, findAppendix } from './appendix-placement.ts'
import { downloads } from './data-files.ts'
import { toEnvironmentView } from './environment.ts'

/** What stands behind an article; `data` and `sources` exclude each other study by study. */
export interface Appendices extends View {
  environment?: View
  /** In full, one for each study that has its data here. */
  data: View[]
  /** In brief, for the studies that have it elsewhere. */
  sources?: View
  messages?: View
}

export function toAppendices(
  draft: Draft,
  placement: AppendixPlacement,
  context: PageContext,
): Appendices {
  const shown = placement.get(draft) ?? []
  const isWhole = shown.includes('data')
  return {
    environment: shown.includes('environment')
      ? toEnvironmentOf(draft.environments, draft.path, draft.article.terms, context)
      : undefined,
    data: isWhole
      ? draft.efficiencies.map((efficiency, index) =>
          rememberData(efficiency, draft.path, context, index),
        )
      : [],
    sources:
      isWhole || draft.efficiencies.length === 0 ? undefined : toSourcesView(draft, placement),
    messages: shown.includes('messages')
      ? toMessages(
          context.messages.filter(message => isAbout(message, draft)),
          draft.path,
        )
      : undefined,
  }
}

/** On the page of a study: what no other page carries. */
export function toStudyAppendices(
  efficiency: Efficiency,
  placement: AppendixPlacement,
  context: PageContext,
): Appendices {
  const { id } = efficiency.study
  const path = studyPath(id)
  const isHome = (appendix: Appendix) => findAppendix(id, appendix, placement) === path
  return {
    environment: isHome('environment')
      ? toEnvironmentOf([id], path, new Set(), context)
      : undefined,
    data: isHome('data') ? [rememberData(efficiency, path, context)] : [],
    messages: isHome('messages')
      ? toMessages(
          context.messages.filter(({ file }) => file.startsWith(`data/${id}/`)),
          path,
        )
      : undefined,
  }
}

/** Of the page itself, or of a study or a machine that it shows. */
function isAbout({ file }: Message, draft: Draft): boolean {
  const folders = [...draft.environments, ...draft.efficiencies.map(({ study }) => study.id)]
  return file === draft.file || folders.some(id => file.startsWith(`data/${id}/`))
}

/** @param above the terms that the page uses before it */
function toEnvironmentOf(
  names: string[],
  path: string,
  above: ReadonlySet<Term>,
  context: PageContext,
): View {
  const { memory, glossary, efficiencies, platforms } = context
  const inputs = [names, path, [...above].map(({ id }) => id), glossary]
  return remember(memory, 'environment', inputs, () =>
    toEnvironmentView(
      efficiencies.flatMap(({ study }) => (names.includes(study.id) ? study : [])),
      platforms.filter(({ id }) => names.includes(id)),
      context,
      createTermLinker(glossary, termLink(path), above),
    ),
  )
}

/** The appendices for the contents, in their order. */
export function toAppendixContents(appendices: Appendices): { id: string; heading: string }[] {
  const { environment, data, sources, messages } = appendices
  return [
    ...(environment ? [{ id: 'appendix-environment', heading: 'A. Environment' }] : []),
    ...data.map(({ id, heading }) => ({ id: String(id), heading: String(heading) })),
    ...(sources ? [{ id: 'appendix-data', heading: 'Data and reproduction' }] : []),
    ...(messages ? [{ id: 'appendix-messages', heading: 'C. Messages of the build' }] : []),
  ]
}

/** A list of more files than this is folded. */
const many = 24

function rememberData(
  efficiency: Efficiency,
  path: string,
  { memory }: PageContext,
  index = 0,
): View {
  const inputs = [efficiency.study.id, path, index]
  return remember(memory, 'data-appendix', inputs, () => toData(efficiency, path, index))
}

/** B. Archives with their hashes, how to follow a number, how to measure again. */
function toData(efficiency: Efficiency, path: string, index: number): View {
  const { missed } = countRuns(efficiency)
  const { study } = efficiency
  const packed = study.archives.filter(archive => archive.path !== '.')
  const link = (file: string) => relativeLink(path, archivePath(study.id, file))
  const own = (file: string) => relativeLink(path, downloadPath(study.id, file))
  const listed = [
    ...packed.map(archive => ({ ...archive, href: link(archive.path) })),
    ...(study.looseFiles
      ? [
          {
            ...study.looseFiles,
            path: looseFiles,
            href: own(looseFiles),
          },
        ]
      : []),
  ]
  const loose = study.ingest.filter(({ archive, use }) => archive === '.' && use === 'method')
  const files = [...listed, ...loose]
  const total = formatBytes(files.reduce((sum, { bytes }) => sum + bytes, 0))
  return {
    id: index === 0 ? 'appendix-data' : `appendix-data-${toId(study.id)}`,
    heading: `B. Data and reproduction${index === 0 ? '' : `: ${study.manifest.title}`}`,
    name: study.name,
    licence: study.manifest.licence,
    folded: files.length > many ? `${files.length} files, ${total}` : undefined,
    archives: listed.map(archive => ({
      path: archive.path,
      href: archive.href,
      size: formatBytes(archive.bytes),
      bytes: String(archive.bytes),
      sha256: archive.sha256,
    })),
    redacted: packed.filter(({ isRedacted }) => isRedacted).map(({ path }) => path),
    method: loose.map(entry => ({
      path: entry.path,
      href: link(entry.path),
      sha256: entry.sha256,
      size: formatBytes(entry.bytes),
      bytes: String(entry.bytes),
    })),
    ledgers: toLedgerLinks(efficiency, path),
    downloads: toDownloadLinks(efficiency, path),
    metrics: efficiency.metrics.map(metric => ({
      label: metric.label,
      scope:
        study.manifest.scopes[metric.scope ?? '']?.description ??
        `${nameTools(study.runs)}’s own report`,
      formula: metric.formula,
    })),
    gates: gates.map(gate => ({
      name: gate.name,
      asks: gate.asks(toWords(study.runs)),
      limit: String(study.manifest.gates[gate.name] ?? gate.limit),
      count: String(countDoubtful(efficiency.cells, gate)),
    })),
    files: own('ingest.json'),
    runs: own('runs.csv'),
    ingest: countIngest(study.ingest).map(({ format, use, count }) => ({
      format,
      use: use.replace('-', ' '),
      count: String(count),
    })),
    strangers: study.ingest
      .filter(entry => entry.use === 'not-recognised')
      .map(entry => ({ path: pathInArchive(entry.archive, entry.path), detail: entry.detail })),
    ...(missed > 0 && { missed: `${formatNumber(missed, 0)} ${missed === 1 ? 'run' : 'runs'}` }),
    excluded: study.runs
      .filter(run => run.excluded !== undefined)
      .map(run => ({ run: run.id, rule: run.excluded?.rule, reason: run.excluded?.reason })),
  }
}

function toDownloadLinks({ study }: Efficiency, path: string) {
  return downloads.map(({ name }) => ({
    name,
    href: relativeLink(path, downloadPath(study.id, name)),
  }))
}

function toLedgerLinks({ study }: Efficiency, path: string, meant?: string[]) {
  return Object.entries(study.manifest.workloads)
    .filter(([workload]) => meant?.includes(workload) ?? true)
    .map(([workload, { label }]) => ({
      label,
      href: relativeLink(path, ledgerPath(study.id, workload)),
    }))
}

/** In place of B where the study has it elsewhere: what the page draws on, and where that is. */
function toSourcesView(draft: Draft, placement: AppendixPlacement): View {
  const { path, position } = draft
  return {
    isFront: position.kind === 'front',
    studies: draft.efficiencies.map(efficiency => {
      const { id, manifest } = efficiency.study
      const { of, count } = countFiles([efficiency.study])
      const home = (appendix: Appendix) =>
        relativeLink(path, findAppendix(id, appendix, placement), `appendix-${appendix}`)
      return {
        title: manifest.title,
        measured: manifest.measured,
        licence: manifest.licence,
        archives: `${formatNumber(count, 0)} ${count === 1 ? of : `${of}s`}`,
        environment: home('environment'),
        data: home('data'),
        messages: home('messages'),
        ledgers: toLedgerLinks(efficiency, path, draft.workloads),
        downloads: toDownloadLinks(efficiency, path),
      }
    }),
  }
}

/** C. Everything that the build had to say. */
export function toMessages(messages: Message[], path: string): View {
  return {
    all: relativeLink(path, 'data.html', 'messages'),
    count: String(messages.length),
    none: messages.length === 0,
    messages: sortMessages(messages).map(message => ({
      severity: message.severity,
      rule: message.rule,
      reason: message.reason,
      place: [message.file, message.line, message.column].filter(Boolean).join(':'),
    })),
  }
}
