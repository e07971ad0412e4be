import type { Digest, DigestEntry } from '../../parse/digest.ts'
import { findCaptured } from '../../propose/captured.ts'
import { proposeStudy } from '../../propose/propose.ts'
import type { Manifest } from '../../study/manifest/manifest.ts'
import { readManifest } from '../../study/manifest/read-manifest.ts'
import type { Study } from '../../study/study.ts'
import { toStudy } from '../../study/to-study.ts'
import type { Side } from './read-side.ts'

/** Both sides as studies whose cells can be matched by their levels. */
export interface BothStudies {
  studies: [Study, Study]
  /** Whether a study.yaml was proposed for either. */
  isProposed: boolean
}

/** A study.yaml and what has to lie beside it. */
interface Plan {
  manifest: Manifest
  sheet?: DigestEntry
}

/**
 * Make studies of both sides. Where neither has a study.yaml, one is proposed for the files of both
 * together, since a folder by itself does not tell what varies in the other one. If that matches no
 * cell, as names of folders differ, what is above all files is left out; then each is proposed by itself.
 *
 * @returns undefined where a side has no report of a load
 */
export function toStudies([old, next]: readonly [Side, Side]): BothStudies | undefined {
  if (old.manifest && next.manifest) {
    const studies = [
      toStudy('old', old.manifest, old.digests),
      toStudy('new', next.manifest, next.digests),
    ] as [Study, Study]
    return { studies, isProposed: false }
  }
  const own = old.manifest ?? next.manifest
  const digests = [old.digests, next.digests] as [Digest[], Digest[]]
  const bare = digests.map(withoutTop) as [Digest[], Digest[]]
  const [a, b] = bare.map(one => propose([one]))
  const tries = [
    ...(own ? [() => apply([{ manifest: own }, { manifest: own }], digests)] : []),
    () => byOne(propose(digests), digests),
    () => byOne(propose(bare), bare),
    () => (a && b ? apply([a, b], bare) : undefined),
  ]
  let best: { studies: [Study, Study]; matched: number } | undefined
  for (const attempt of tries) {
    const studies = attempt()
    const matched = studies ? countMatched(studies) : 0
    if (studies && matched > (best?.matched ?? -1)) best = { studies, matched }
    if (matched > 0) break
  }
  return best && { studies: best.studies, isProposed: true }
}

/** One side by itself; undefined where there is no report of a load in it. */
export function toOneStudy({ level, digests, manifest }: Side): Study | undefined {
  const plan = manifest ? { manifest } : propose([digests])
  return plan && toStudy(level, plan.manifest, withSheet(digests, plan))
}

function byOne(plan: Plan | undefined, digests: readonly [Digest[], Digest[]]) {
  return plan && apply([plan, plan], digests)
}

function apply([a, b]: [Plan, Plan], [old, next]: readonly [Digest[], Digest[]]): [Study, Study] {
  return [
    toStudy('old', a.manifest, withSheet(old, a)),
    toStudy('new', b.manifest, withSheet(next, b)),
  ]
}

/** What the study.yaml of both sides say differently of one workload. */
export function tellTargets([old, next]: readonly [Study, Study]): string[] {
  const tell = (target: Manifest['workloads'][string]['target']) =>
    target ? `${target.value} ${target.unit}` : 'none'
  return Object.entries(old.manifest.workloads).flatMap(([id, { target }]) => {
    const other = next.manifest.workloads[id]
    const [from, to] = [tell(target), tell(other?.target)]
    return other && from !== to
      ? [`${id}: declared target ${from} -> ${to}; runs are held to the old one`]
      : []
  })
}

/** Cells by their levels and workload that have runs in both. */
function countMatched(studies: readonly [Study, Study]): number {
  const [old, next] = studies.map(({ runs, configurations }) => {
    const ids = new Map(configurations.map(({ id, levels }) => [id, JSON.stringify(levels)]))
    return new Set(runs.map(run => `${ids.get(run.configuration)}\0${run.workload}`))
  }) as [Set<string>, Set<string>]
  return [...old].filter(cell => next.has(cell)).length
}

function propose(sides: readonly Digest[][]): Plan | undefined {
  const digests = unite(sides.flat())
  const proposal = proposeStudy('results', digests, { captured: findCaptured(digests) })
  if (!proposal) return undefined
  const { manifest } = readManifest(proposal.yaml, 'study.yaml')
  if (!manifest) return undefined
  const { sheet } = proposal
  return { manifest, ...(sheet && { sheet: toEntry(sheet.name, sheet.csv) }) }
}

/** Files of several digests, those of one path once. */
function unite(digests: readonly Digest[]): Digest[] {
  const united = new Map<string, Map<string, DigestEntry>>()
  for (const { archive, entries } of digests) {
    const own = united.get(archive.path) ?? new Map<string, DigestEntry>()
    for (const entry of entries) if (!own.has(entry.path)) own.set(entry.path, entry)
    united.set(archive.path, own)
  }
  return [...united].map(([path, entries]) => ({
    archive: { path, bytes: 0, sha256: '' },
    entries: [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    messages: [],
  }))
}

/** The text of a sheet as the digest of a file has it. */
function toEntry(path: string, text: string): DigestEntry {
  const record = { kind: 'capture' as const, place: {}, text }
  return { path, bytes: text.length, sha256: '', format: 'text', records: [record] }
}

function withSheet(digests: Digest[], { sheet }: Plan): Digest[] {
  if (!sheet) return digests
  const loose = digests.find(({ archive }) => archive.path === '.')
  const others = digests.filter(digest => digest !== loose)
  const archive = loose?.archive ?? { path: '.', bytes: 0, sha256: '' }
  const entries = [...(loose?.entries ?? []), sheet]
  return [...others, { archive, entries, messages: loose?.messages ?? [] }]
}

/** Without the folder, or the only archive, in which all of it lies: each side may call it otherwise. */
function withoutTop(digests: Digest[]): Digest[] {
  const [only, ...others] = digests
  if (!only) return digests
  const inside =
    others.length === 0 ? [{ ...only, archive: { ...only.archive, path: '.' } }] : digests
  const tops = new Set(inside.flatMap(({ entries }) => entries.map(topOf)))
  const [top] = tops
  if (others.length > 0 || tops.size !== 1 || top === undefined) return inside
  return withoutTop(
    inside.map(digest => ({
      ...digest,
      entries: digest.entries.map(entry => ({ ...entry, path: entry.path.slice(top.length + 1) })),
    })),
  )
}

function topOf({ path }: DigestEntry): string | undefined {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined
}
