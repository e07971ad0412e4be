import type { Capture } from '../parse/host/captures/capture.ts'
import { splitCaptures } from '../parse/host/captures/split.ts'
import { catalogue } from '../parse/host/facts/catalogue.ts'
import type { Fact } from '../parse/host/facts/fact.ts'
import { toFacts } from '../parse/host/facts/to-facts.ts'
import type { HostCapture } from '../study/study.ts'
import { type Difference, findDifferences, type Side } from './differences.ts'
import { createFactReader } from './fact-reader.ts'
import type { Declared, Finding } from './findings/finding.ts'
import { hostRules, judge, sourceRules } from './findings/judge.ts'
import { type HostComparison, toComparisons } from './host-comparisons.ts'

/** A host as it is read: its captures, and what a person says of the measurement on it. */
export interface HostInput {
  /** `linux-io-engines-host`: names the host in anchors. */
  id: string
  /** What it is in its study, `host` or `guest`: those of one name are compared across studies. */
  role: string
  label: string
  declared: Declared
  captures: HostCapture[]
}

/** A study or a platform: hosts that were captured for the same measurement. */
export interface SourceInput {
  id: string
  title: string
  hosts: HostInput[]
  /** What the job files among the runs say. */
  jobs: Fact[]
}

export interface Host {
  id: string
  role: string
  label: string
  declared: Declared
  /** Of each file once, as first captured. */
  files: CaptureFile[]
  facts: Fact[]
  findings: Finding[]
  /** What changed from one run's captures to another's. */
  changes: { repeats: string[]; differences: Difference[] }
}

/** A capture file and its repeats. */
export interface CaptureFile {
  name: string
  first: HostCapture
  parts: Capture[]
  repeats: number
  /** How many of the repeats differ from each other. */
  versions: number
}

/** What holds for a study as a whole: its jobs, and what all its hosts say together. */
export interface Source {
  id: string
  title: string
  hosts: Host[]
  findings: Finding[]
}

export interface Environment {
  sources: Source[]
  hosts: Host[]
  comparisons: HostComparison[]
}

/** Captures ─► facts ─► findings and differences, a host at a time; then all of a study. */
export function toEnvironment(inputs: SourceInput[]): Environment {
  const sources = inputs.map(toSource)
  return {
    sources,
    hosts: sources.flatMap(({ hosts }) => hosts),
    comparisons: toComparisons(sources),
  }
}

function toSource({ id, title, hosts: inputs, jobs }: SourceInput): Source {
  const hosts = inputs.map(toHost)
  const said = hosts.flatMap(({ label, everything }) => everything.map(fact => ofHost(fact, label)))
  const declared = inputs.map(host => host.declared).find(({ runSeconds }) => runSeconds)
  const facts = withoutRepeats([...jobs, ...said])
  const findings = facts.length === 0 ? [] : judge({ facts, declared: declared ?? {} }, sourceRules)
  return { id, title, hosts, findings }
}

/** Which host says so, where a rule compares hosts. */
function ofHost(fact: Fact, label: string): Fact {
  if (fact.key === 'kernel-release') return { ...fact, subject: label }
  const isFrame = fact.key === 'nic-mtu' || fact.key === 'nic-speed'
  return isFrame ? { ...fact, subject: `${label} ${fact.subject ?? ''}`.trim() } : fact
}

function toHost({ id, role, label, declared, captures }: HostInput): Host & { everything: Fact[] } {
  const files = toFiles(captures)
  const facts = withoutEchoes(withoutRepeats(files.flatMap(({ parts }) => parts.flatMap(toFacts))))
  const runs = toRuns(captures)
  // Facts that only later runs have, such as a second kernel, count for the findings.
  const everything = withoutRepeats([...facts, ...runs.slice(1).flatMap(run => run.facts)])
  return {
    id,
    role,
    label,
    declared,
    files,
    facts: sortFacts(facts),
    everything,
    findings: judge({ facts: runs.length > 1 ? everything : facts, declared }, hostRules),
    changes: { repeats: runs.map(run => run.label), differences: findDifferences(runs) },
  }
}

function toFiles(captures: HostCapture[]): CaptureFile[] {
  const byName = new Map<string, HostCapture[]>()
  for (const capture of captures) {
    const name = nameOf(capture)
    byName.set(name, [...(byName.get(name) ?? []), capture])
  }
  return [...byName].flatMap(([name, own]) => {
    const [first] = own
    if (!first) return []
    const versions = new Set(own.map(({ text }) => text)).size
    return {
      name,
      first,
      parts: splitCaptures(first.file, first.text),
      repeats: own.length,
      versions,
    }
  })
}

function nameOf({ file }: HostCapture): string {
  return file.entry.slice(file.entry.lastIndexOf('/') + 1)
}

/**
 * The captures of each repeat as a side of their own; of each archive, where a repeat has
 * several, as with a guest that is started anew for each configuration. Texts that are the same
 * are read once.
 */
function toRuns(captures: HostCapture[]): Side[] {
  const repeats = new Set(captures.map(({ repeat }) => repeat ?? ''))
  const archives = new Set(captures.map(({ file }) => file.archive))
  const labelOf =
    archives.size > repeats.size
      ? ({ file }: HostCapture) => file.archive.replace(/\.(?:tar(?:\.\w+)?|tgz|tzst|zip)$/, '')
      : ({ repeat }: HostCapture) => repeat ?? ''
  const labels = [...new Set(captures.map(labelOf))]
  if (labels.length < 2) return []
  const read = createFactReader(nameOf)
  return labels.map(label => {
    const own = captures.filter(capture => labelOf(capture) === label)
    return { label, facts: withoutEchoes(own.flatMap(read)) }
  })
}

function withoutRepeats(facts: Fact[]): Fact[] {
  const seen = new Set<string>()
  return facts.filter(({ key, subject, value }) => {
    const id = `${key}\0${subject}\0${value}`
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

/** lscpu and sysfs both tell of mitigations, in slightly other words; one is enough. */
function withoutEchoes(facts: Fact[]): Fact[] {
  const seen = new Set<string>()
  return facts.filter(({ key, subject }) => {
    if (key !== 'mitigation') return true
    const isNew = !seen.has(subject ?? '')
    seen.add(subject ?? '')
    return isNew
  })
}

/** In the order of the catalogue; within it as captured. */
function sortFacts(facts: Fact[]): Fact[] {
  const order = new Map(Object.keys(catalogue).map((key, index) => [key, index]))
  return [...facts].sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0))
}
