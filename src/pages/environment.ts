import type { Difference, SideValue } from '../environment/differences.ts'
import {
  type CaptureFile,
  type Environment,
  type Host,
  type HostInput,
  toEnvironment,
} from '../environment/environment.ts'
import { type Section, sections } from '../environment/facts/catalogue.ts'
import type { Fact } from '../environment/facts/fact.ts'
import type { Finding } from '../environment/findings/finding.ts'
import { kernelOptions } from '../environment/findings/kernel-options.ts'
import { type Platform, toDeclared } from '../environment/platform.ts'
import { kindNames } from '../environment/redact/kinds.ts'
import type { Study } from '../study/study.ts'
import type { PageContext } from './page.ts'
import type { View } from './templates.ts'

/** Read by findings only: that a log was captured is no fact about the host. */
const silent = new Set(['kernel-log', 'nic-counters'])

/** A. What the hosts are: differences first, then findings, facts and captures of each. */
export function toEnvironmentView(
  studies: readonly Study[],
  platforms: readonly Platform[],
  replaced: PageContext['replaced'],
): View {
  const inputs = [...studies.flatMap(toHostInputs), ...platforms.flatMap(({ hosts }) => hosts)]
  const environment = toEnvironment(inputs)
  return {
    differences: toDifferences(environment),
    hosts: environment.hosts.map(toHostView),
    replaced: replaced.map(({ kind, values, places }) => {
      const [one, many] = kindNames[kind]
      return `${values} ${values === 1 ? one : many} (${places} ${places === 1 ? 'place' : 'places'})`
    }),
    sources: platforms.flatMap(({ manifest }) =>
      manifest.source ? { title: manifest.title, source: manifest.source } : [],
    ),
  }
}

function toHostInputs(study: Study): HostInput[] {
  return Object.entries(study.manifest.captures).map(([host, { label, path: _, ...declared }]) => ({
    id: `${study.id}-${host}`,
    label,
    declared: toDeclared(declared),
    captures: study.captures.filter(capture => capture.host === host),
  }))
}

function toDifferences({ hosts: all, differences }: Environment): View {
  const hosts = all.filter(({ facts }) => facts.length > 0)
  return {
    hosts: hosts.map(({ label }) => label),
    any: differences.length > 0,
    several: hosts.length > 1,
    rows: differences.map(difference => toRow(difference, hosts)),
  }
}

function toRow({ section, label, subject, values }: Difference, hosts: readonly Host[]): View {
  return {
    section: sections[section],
    label: subject ? `${label} (${subject})` : label,
    values: values.map((value, index) => toSideView(value, hosts[index])),
  }
}

function toSideView(value: SideValue, host: Host | undefined): View {
  if (value.is === 'missing') return { note: 'not there' }
  if (value.is === 'not-captured') return { note: 'not captured' }
  return { text: shorten(value.value), href: host && toAnchor(host, value.fact) }
}

function toHostView(host: Host): View {
  const { id, label, files, facts, findings, changes } = host
  return {
    id: `environment-${id}`,
    label,
    empty: files.length === 0,
    judged: facts.length > 0,
    fires: findings
      .filter(({ verdict }) => verdict.is === 'fires')
      .map(finding => toFindingView(finding, host)),
    unknown: findings
      .filter(({ verdict }) => verdict.is === 'cannot-tell')
      .map(finding => toFindingView(finding, host)),
    fine: findings
      .filter(({ verdict }) => verdict.is === 'fine')
      .map(finding => toFindingView(finding, host)),
    changes: changes.differences.map(difference => ({
      label: difference.subject ? `${difference.label} (${difference.subject})` : difference.label,
      values: difference.values.map((value, index) => ({
        run: changes.repeats[index],
        ...toSideView(value, undefined),
      })),
    })),
    steady: changes.repeats.length > 1 && changes.differences.length === 0,
    runs: String(changes.repeats.length),
    sections: (Object.keys(sections) as Section[]).flatMap(section =>
      toSection(section, facts, host),
    ),
    refusals: files.flatMap(({ name, parts }) =>
      parts.flatMap(({ outcome }) =>
        outcome.is === 'read' ? [] : { name, outcome: outcome.is, said: outcome.said },
      ),
    ),
    captures: files.map((file, index) => toCaptureView(file, index, host)),
  }
}

function toSection(section: Section, facts: readonly Fact[], host: Host): View[] {
  const own = facts.filter(fact => fact.section === section && !silent.has(fact.key))
  if (own.length === 0) return []
  return [
    {
      title: sections[section],
      facts: own.map(fact => ({
        label: labelOf(fact),
        subject:
          fact.key === 'mitigation' || fact.key === 'kernel-option' ? undefined : fact.subject,
        value: shorten(fact.value),
        href: toAnchor(host, fact),
        note: fact.key === 'kernel-option' ? kernelOptions[fact.subject ?? '']?.means : undefined,
      })),
    },
  ]
}

/** Of vulnerabilities and options, what they are called says more than the kind of fact. */
function labelOf({ key, label, subject }: Fact): string {
  return (key === 'mitigation' || key === 'kernel-option') && subject ? subject : label
}

function toFindingView({ rule, verdict }: Finding, host: Host): View {
  return {
    name: rule.name,
    what: rule.what,
    why: rule.why,
    source: rule.source,
    said: verdict.is === 'cannot-tell' ? verdict.needs : verdict.said,
    facts:
      verdict.is === 'fires'
        ? verdict.facts.slice(0, 6).map(fact => ({
            text: `${fact.source.file.entry.split('/').at(-1)}:${fact.source.line}`,
            href: toAnchor(host, fact),
          }))
        : [],
  }
}

/** `#environment-x-2-L7`: line 7 of the host's third capture; nothing for repeats not shown. */
function toAnchor(host: Host, { source }: Fact): string | undefined {
  const index = host.files.findIndex(
    ({ first }) =>
      first.file.entry === source.file.entry && first.file.archive === source.file.archive,
  )
  return index === -1 ? undefined : `#${anchor(host, index, source.line)}`
}

function anchor(host: Host, index: number, line: number): string {
  return `environment-${host.id}-${index}-L${line}`
}

/** The text in pieces, so that each line which a fact comes from can be led to. */
function toCaptureView(
  { name, first, parts, repeats, versions }: CaptureFile,
  index: number,
  host: Host,
): View {
  const wanted = new Set(
    host.facts
      .filter(
        ({ source }) =>
          source.file.entry === first.file.entry && source.file.archive === first.file.archive,
      )
      .map(({ source }) => source.line),
  )
  const lines = first.text.split(/\r\n|\n|\r/)
  const pieces: { [name: string]: string | undefined }[] = []
  for (const [at, line] of lines.entries()) {
    const text = `${line.slice(0, 20_000)}${at < lines.length - 1 ? '\n' : ''}`
    const last = pieces.at(-1)
    if (wanted.has(at + 1)) pieces.push({ id: anchor(host, index, at + 1), text })
    else if (last && last.id === undefined) last.text += text
    else pieces.push({ text })
  }
  const count = `${repeats} ${repeats === 1 ? 'capture' : 'captures'}`
  return {
    name,
    pieces: pieces.map(piece => ({ ...piece, text: withoutControls(piece.text ?? '') })),
    from:
      first.file.archive === '.' ? first.file.entry : `${first.file.archive} › ${first.file.entry}`,
    command:
      parts
        .map(({ command }) => command)
        .filter(Boolean)
        .join(', ') || 'not recognised',
    versions:
      repeats === 1
        ? ''
        : versions === 1
          ? `${count}, all the same`
          : `${count}, ${versions} different; the first is shown, all are in the archives`,
  }
}

/** Escape sequences and other controls must reach neither a page nor whoever copies from it. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  return text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '\u00b7')
}

function shorten(value: string): string {
  const clean = withoutControls(value)
  return clean.length > 600 ? `${clean.slice(0, 600)}…` : clean
}
