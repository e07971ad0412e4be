import type { HostCapture } from '../study/study.ts'
import type { Capture } from './captures/capture.ts'
import { splitCaptures } from './captures/split.ts'
import { type Difference, findDifferences, type Side } from './differences.ts'
import { catalogue } from './facts/catalogue.ts'
import type { Fact } from './facts/fact.ts'
import { toFacts } from './facts/to-facts.ts'
import type { Declared, Finding } from './findings/finding.ts'
import { judge } from './findings/judge.ts'

/** A host as it is read: its captures, and what a person says of the measurement on it. */
export interface HostInput {
  /** `linux-io-engines-host`: names the host in anchors. */
  id: string
  label: string
  declared: Declared
  captures: HostCapture[]
}

export interface Host {
  id: string
  label: string
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

export interface Environment {
  hosts: Host[]
  differences: Difference[]
}

/** Captures ─► facts ─► findings and differences, a host at a time. */
export function toEnvironment(inputs: HostInput[]): Environment {
  const hosts = inputs.map(toHost)
  return {
    hosts,
    differences: findDifferences(hosts.filter(({ facts }) => facts.length > 0)),
  }
}

function toHost({ id, label, declared, captures }: HostInput): Host {
  const files = toFiles(captures)
  const facts = withoutEchoes(files.flatMap(({ parts }) => parts.flatMap(toFacts)))
  const runs = toRuns(captures)
  // Facts that only later runs have, such as a second kernel, count for the findings.
  const everything = [...facts, ...runs.slice(1).flatMap(run => run.facts)]
  return {
    id,
    label,
    files,
    facts: sortFacts(facts),
    findings: judge({ facts: runs.length > 1 ? withoutRepeats(everything) : facts, declared }),
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

/** The captures of each repeat as a side of their own; texts that are the same are read once. */
function toRuns(captures: HostCapture[]): Side[] {
  const repeats = [...new Set(captures.map(({ repeat }) => repeat ?? ''))]
  if (repeats.length < 2) return []
  const read = new Map<string, Fact[]>()
  return repeats.map(repeat => {
    const own = captures.filter(capture => (capture.repeat ?? '') === repeat)
    const facts = own.flatMap(capture => {
      const key = `${nameOf(capture)}\0${capture.text}`
      const known = read.get(key) ?? splitCaptures(capture.file, capture.text).flatMap(toFacts)
      read.set(key, known)
      return known
    })
    return { label: repeat, facts }
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
