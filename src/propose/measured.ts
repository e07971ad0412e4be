import { joinPath } from '../message/path-in-archive.ts'
import type { Digest } from '../parse/digest.ts'
import type { PerfStat, Record } from '../parse/record.ts'
import { toCommonName } from '../study/counters/counts.ts'
import { isReport as isLoadReport } from '../study/load-readers.ts'

/** A file that counted something. */
export interface Counted {
  path: string
  /** Whether the report of a load stands in it as well. */
  isReport: boolean
  blocks: Block[]
}

/** What one block of `perf stat` looked at, and what it counted. */
export interface Block {
  /** As perf's heading says: `process id '7'`. */
  target?: string
  kind: TargetKind
  events: string[]
  /** `CPUs utilized`, where perf says it. */
  utilized: number[]
  /** In ms since 1970, in the zone of the machine, where the file says it. */
  span?: [start: number, end: number]
}

/** What perf may look at. */
export type TargetKind = 'process' | 'thread' | 'cpus' | 'system' | 'command' | 'unknown'

const targetKinds: [kind: TargetKind, heading: RegExp, pattern: string][] = [
  ['process', /^process id/, 'process id *'],
  ['thread', /^thread id/, 'thread id *'],
  ['cpus', /^CPU\(s\)/, 'CPU(s) *'],
  ['system', /^system wide/, 'system wide'],
]

export function kindOfTarget(target: string | undefined): TargetKind {
  if (target === undefined) return 'unknown'
  return targetKinds.find(([, heading]) => heading.test(target))?.[0] ?? 'command'
}

/** What `target` of a scope must be for blocks of this kind alone. */
export function patternOfKind(kind: TargetKind): string | undefined {
  return targetKinds.find(([own]) => own === kind)?.[2]
}

/** All files with counts of perf. */
export function findCounted(digests: readonly Digest[]): Counted[] {
  return digests.flatMap(({ archive, entries }) =>
    entries.flatMap(({ path, records }) => {
      const blocks = records.filter(isPerf).map(toBlock)
      const isReport = records.some(({ kind }) => isLoadReport(kind))
      return blocks.length === 0 ? [] : [{ path: joinPath(archive.path, path), isReport, blocks }]
    }),
  )
}

function isPerf(record: Record): record is PerfStat {
  return record.kind === 'perf-stat'
}

function toBlock({ target: heading, startedOn, elapsed, counts }: PerfStat): Block {
  const target = heading?.replaceAll("'", '')
  const start = startedOn === undefined ? Number.NaN : Date.parse(`${startedOn} UTC`)
  const seconds = elapsed?.value ?? counts.at(-1)?.interval
  return {
    ...(target !== undefined && { target }),
    kind: kindOfTarget(target),
    events: [...new Set(counts.map(({ event }) => toCommonName(event)))],
    utilized: counts.flatMap(({ utilized }) => (utilized ? [utilized.value] : [])),
    ...(!Number.isNaN(start) && seconds !== undefined && { span: [start, start + seconds * 1000] }),
  }
}
