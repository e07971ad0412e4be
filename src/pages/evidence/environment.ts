import type { Difference } from '../../environment/differences.ts'
import { type Host, type SourceInput, toEnvironment } from '../../environment/environment.ts'
import type { Finding } from '../../environment/findings/finding.ts'
import { kernelOptions } from '../../environment/findings/kernel-options.ts'
import { plainLabel } from '../../environment/machine/plain-value.ts'
import { type Platform, toDeclared } from '../../environment/platform.ts'
import { withoutControls } from '../../format/escape-markup.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import { toId } from '../../model/site-paths.ts'
import { type FactKey, type Section, sections } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import { toJobFacts } from '../../parse/host/facts/fio-job.ts'
import { kindNames } from '../../privacy/kinds.ts'
import type { Study } from '../../study/study.ts'
import type { TermLinker } from '../article/link-terms.ts'
import { toComparisonView, toSideView } from '../machine/comparison-view.ts'
import { toMachineView } from '../machine/machine-view.ts'
import { toModuleBoard } from '../machine/module-board.ts'
import type { PageContext } from '../page.ts'
import type { View } from '../templates/templates.ts'
import { isDeviceSection, toDeviceTables } from './device-table.ts'
import { shorten, toAnchor, toCaptureView } from './environment-captures.ts'
import { summarizeSection } from './environment-summary.ts'
import { nameRuns } from './name-runs.ts'

/** Read by findings only: that a log was captured is no fact about the host. */
const silent = new Set(['kernel-log', 'nic-counters'])

/**
 * A. What the hosts are: differences first, then findings, facts and captures of each.
 *
 * @param link what findings say, with its terms linked
 */
export function toEnvironmentView(
  studies: readonly Study[],
  platforms: readonly Platform[],
  { replaced, withheld }: Pick<PageContext, 'replaced' | 'withheld'>,
  link: TermLinker,
): View {
  const inputs = toSourceInputs(studies, platforms)
  const environment = toEnvironment(inputs)
  return {
    comparisons: environment.comparisons.map(toComparisonView),
    studies: environment.sources
      .filter(({ findings }) => findings.length > 0)
      .map(source => ({
        title:
          inputs.length > 1
            ? `Findings over all hosts: ${source.title}`
            : 'Findings over all hosts',
        ...toFindingsView(source.findings, source.hosts, link),
      })),
    hosts: environment.hosts.map(host => toHostView(host, link)),
    replaced: replaced.map(({ kind, values, places }) => {
      const [one, many] = kindNames[kind]
      return `${values} ${values === 1 ? one : many} (${places} ${places === 1 ? 'place' : 'places'})`
    }),
    withheld: toWithheldView(
      withheld,
      [...studies, ...platforms].map(({ id }) => id),
    ),
    published: platforms.flatMap(({ manifest }) =>
      manifest.source ? { title: manifest.title, source: manifest.source } : [],
    ),
  }
}

/** Words that are withheld in the files of a page's own studies, or undefined where there are none. */
function toWithheldView(files: PageContext['withheld'], ids: readonly string[]): View | undefined {
  const own = files.filter(({ file }) => ids.some(id => file.startsWith(`data/${id}/`)))
  if (own.length === 0) return undefined
  const places = own.reduce((sum, file) => sum + file.places, 0)
  return {
    summary: `${places} ${places === 1 ? 'word is' : 'words are'} withheld because no public list has ${places === 1 ? 'it' : 'them'}, in ${own.length} ${own.length === 1 ? 'file' : 'files'}`,
    files: own.map(({ file, places }) => ({ file, places: String(places) })),
  }
}

/** What was captured of the hosts of studies, then of platforms. */
export function toSourceInputs(
  studies: readonly Study[],
  platforms: readonly Platform[],
): SourceInput[] {
  return [...studies.map(toSourceInput), ...platforms.map(toPlatformInput)]
}

function toSourceInput(study: Study): SourceInput {
  const hosts = Object.entries(study.manifest.captures).map(
    ([role, { label, path: _, ...declared }]) => ({
      id: `${study.id}-${role}`,
      role,
      label,
      declared: toDeclared(declared),
      captures: study.captures.filter(capture => capture.host === role),
    }),
  )
  const jobs = study.jobFiles.flatMap(({ file, sections }) => toJobFacts(file, sections))
  return { id: study.id, title: study.manifest.title, hosts, jobs }
}

function toPlatformInput({ id, manifest, hosts }: Platform): SourceInput {
  return { id, title: manifest.title, hosts, jobs: [] }
}

function toHostView(host: Host, link: TermLinker): View {
  const { id, label, files, facts, findings, changes } = host
  const refusals = files.flatMap(({ name, parts }) =>
    parts.flatMap(({ outcome }) =>
      outcome.is === 'read' ? [] : { name, outcome: outcome.is, said: outcome.said },
    ),
  )
  return {
    id: `environment-${toId(id)}`,
    label,
    empty: files.length === 0,
    judged: facts.length > 0,
    ...toFindingsView(findings, [host], link),
    changes: changes.differences.map(change => toChangeView(change, changes.repeats)),
    steady: changes.repeats.length > 1 && changes.differences.length === 0,
    runs: String(changes.repeats.length),
    machine: toMachineView(host),
    sections: (Object.keys(sections) as Section[]).flatMap(section =>
      toSection(section, facts, host),
    ),
    refusals,
    refused: `${refusals.length} ${refusals.length === 1 ? 'command' : 'commands'}`,
    captures: files.map((file, index) => toCaptureView(file, index, host)),
    captured: `${files.length} ${files.length === 1 ? 'capture' : 'captures'}, complete`,
  }
}

function toSection(section: Section, facts: readonly Fact[], host: Host): View[] {
  const own = facts.filter(fact => fact.section === section && !silent.has(fact.key))
  if (own.length === 0) return []
  const { tables, rest } = toTables(section, own, host)
  return [
    {
      title: sections[section],
      count: `${own.length} ${own.length === 1 ? 'fact' : 'facts'}`,
      line: withoutControls(summarizeSection(section, own)),
      tables,
      facts: foldAlike(rest).map(alike => toFactView(alike, host)),
    },
  ]
}

/** What is told as tables, and the facts that are in none. */
function toTables(section: Section, own: readonly Fact[], host: Host) {
  if (isDeviceSection(section)) return toDeviceTables(section, own, host)
  return section === 'memory' ? toModuleBoard(own, host) : { tables: [], rest: [...own] }
}

/** What these facts are of is a name of its own, not one of several things that are alike. */
const named = new Set<FactKey>([
  'mitigation',
  'kernel-option',
  'kernel-sysctl',
  'disk-setting',
  'iscsi-setting',
  'vm-package',
  'fio-option',
])

/** Facts that say the same of several things stand together; so do modules of one kind. */
function foldAlike(facts: readonly Fact[]): Fact[][] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const { key, value, subject } = fact
    const id = JSON.stringify([key, value, named.has(key) ? subject : subject !== undefined])
    const group = groups.get(id)
    if (group) group.push(fact)
    else groups.set(id, [fact])
  }
  return [...groups.values()]
}

function toFactView(alike: readonly Fact[], host: Host): View {
  const [fact] = alike
  if (!fact) return {}
  const isTitle = fact.key === 'mitigation' || fact.key === 'kernel-option'
  const several = alike.length > 1 && fact.subject !== undefined
  return {
    label: labelOf(fact),
    subject: isTitle || several ? undefined : fact.subject,
    subjects: several
      ? alike.map(each => ({ name: each.subject ?? '', href: toAnchor(host, each) }))
      : [],
    value: shorten(fact.value),
    href: toAnchor(host, fact),
    note: fact.key === 'kernel-option' ? kernelOptions[fact.subject ?? '']?.means : undefined,
  }
}

/** Of vulnerabilities and options, what they are called says more than the kind of fact. */
function labelOf({ key, label, subject }: Fact): string {
  return (key === 'mitigation' || key === 'kernel-option') && subject ? subject : label
}

/** Each value once, with the runs that have it. */
function toChangeView({ key, label, subject, values }: Difference, repeats: string[]): View {
  const runs = new Map<string, { view: View; names: string[] }>()
  for (const [index, value] of values.entries()) {
    const view = toSideView(value, undefined, key)
    const id = JSON.stringify(view)
    const known = runs.get(id) ?? { view, names: [] }
    known.names.push(repeats[index] ?? '')
    runs.set(id, known)
  }
  const named = nameRuns([...runs.values()].map(({ names }) => names))
  const name = plainLabel(label)
  return {
    label: subject ? `${name} (${subject})` : name,
    values: [...runs.values()].map(({ view }, index) => ({ ...view, ...named[index] })),
  }
}

function toFindingsView(
  findings: readonly Finding[],
  hosts: readonly Host[],
  link: TermLinker,
): View {
  const of = (is: Finding['verdict']['is']) =>
    findings
      .filter(({ verdict }) => verdict.is === is)
      .map(finding => toFindingView(finding, hosts, link))
  return { fires: of('fires'), unknown: of('cannot-tell'), fine: of('fine') }
}

/** Why a finding matters is said where its rule fires. */
function toFindingView({ rule, verdict }: Finding, hosts: readonly Host[], link: TermLinker): View {
  const what = link(rule.what)
  const said = link(withoutControls(verdict.is === 'cannot-tell' ? verdict.needs : verdict.said))
  if (verdict.is !== 'fires') return { what, said }
  return {
    what,
    said,
    why: link(rule.why),
    name: rule.name,
    source: rule.source,
    facts: verdict.facts.slice(0, 6).map(fact => toPlaceView(fact, hosts)),
  }
}

/** The capture's line; of a file among the runs, which no page shows, where it lies. */
function toPlaceView(fact: Fact, hosts: readonly Host[]): View {
  const { file, line } = fact.source
  const href = hosts.map(host => toAnchor(host, fact)).find(anchor => anchor !== undefined)
  const name = href ? file.entry.split('/').at(-1) : pathInArchive(file.archive, file.entry)
  return { text: `${name}:${line}`, href }
}
