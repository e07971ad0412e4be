import type { Message } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import { isMissing, type Quantity } from '../model/quantity.ts'
import type { Digest } from '../parse/digest.ts'
import type { PerfStat } from '../parse/record.ts'
import { checkOrder } from './checks/check-order.ts'
import { checkRepeats } from './checks/check-repeats.ts'
import { checkWindows } from './checks/check-windows.ts'
import { leaveOutCopies } from './checks/leave-out-copies.ts'
import { leaveOutMislabelled } from './checks/leave-out-mislabelled.ts'
import { leaveOutMistimed } from './checks/leave-out-mistimed.ts'
import { tellCopiedCounts } from './checks/tell-copied-counts.ts'
import { toConfigurations } from './configurations.ts'
import { alignPerf } from './counters/align-perf.ts'
import { findClockContradiction } from './counters/perf-contradictions.ts'
import { counterKinds, type LocatedCounter, toCounters } from './counters/to-counters.ts'
import type { LoadAround, LoadReader } from './load-reader.ts'
import { findReader, findUsual } from './load-readers.ts'
import { deriveCosts } from './manifest/costs.ts'
import { everyJob, type Manifest } from './manifest/manifest.ts'
import { checkUnused } from './match/check-unused.ts'
import { createMatcher } from './match/match.ts'
import { explainMissingReport } from './match/missing-report.ts'
import { type Group, groupBy, isNamed, type Placed, pick } from './match/placed.ts'
import { tellSilent } from './match/tell-silent.ts'
import { toIngested } from './match/to-ingested.ts'
import type {
  CheckedRuns,
  CountedWindow,
  HostCapture,
  Load,
  Reference,
  Run,
  Study,
} from './study.ts'
import { toQuantity } from './to-quantity.ts'

/** Join digests to a study: each file to its run, each run to its cell, in base units. */
export function toStudy(id: string, manifest: Manifest, digests: Digest[]): Study {
  const name = `data/${id}`
  const match = createMatcher(manifest, digests)
  const placed = digests.flatMap(digest =>
    digest.entries.map((entry): Placed => {
      const { path, sha256 } = digest.archive
      const file = { archive: path, sha256, entry: entry.path }
      return { file, entry, assignment: match.assign(path, entry) }
    }),
  )
  const configurations = toConfigurations(manifest)
  const captures = placed.flatMap(toCapture)
  const reported = groupBy(placed, 'run')
  const groups = reported.flatMap(group => splitByJob(group, manifest))
  const usual = findUsual(placed)
  const read = groups.map(group => toRun(group, manifest, name, usual))
  const { runs, messages } = check(leaveOutCopies(read, name), [
    runs => leaveOutMislabelled(runs, manifest, { configurations, captures }, name),
    runs => leaveOutMistimed(runs, manifest, name),
  ])
  const references = groupBy(placed, 'reference').map(group => toReference(group, manifest))
  return {
    id,
    name,
    manifest: { ...manifest, metrics: deriveCosts(manifest, references) },
    configurations,
    runs: sortRuns(
      runs,
      configurations.map(configuration => configuration.id),
      manifest,
    ),
    references,
    captures,
    jobFiles: placed.flatMap(({ file, entry }) =>
      entry.records.flatMap(record =>
        record.kind === 'fio-job-file' ? { file, sections: record.sections } : [],
      ),
    ),
    archives: digests.map(digest => digest.archive),
    ingest: placed.map(toIngested),
    messages: [
      ...digests.flatMap(digest => digest.messages),
      ...match.messages(`${name}/study.yaml`),
      ...reported.flatMap(group => findReader(group, usual).tell(group, name)),
      ...read.flatMap(({ messages }) => messages),
      ...messages,
      ...(runs.length > 0 ? checkRepeats(manifest, runs, name) : []),
      ...checkOrder(runs, name),
      ...checkWindows(runs, name),
      ...tellCopiedCounts(reported, name),
      ...checkUnused(placed, manifest, name),
    ],
  }
}

/** The runs after all checks, one after another, with what is said of them in the same order. */
function check(first: CheckedRuns, checks: ((runs: Run[]) => CheckedRuns)[]): CheckedRuns {
  return checks.reduce((before, next) => {
    const { runs, messages } = next(before.runs)
    return { runs, messages: [...before.messages, ...messages] }
  }, first)
}

/** Where paths do not tell the workload, the jobs of a report do: it is a run of each. */
function splitByJob(group: Group<'run'>, { runs, workloads }: Manifest): Group<'run'>[] {
  const ids = Object.keys(workloads)
  if (typeof runs !== 'string' || runs.includes('{workload}') || ids.length < 2) return [group]
  return ids.map(workload => {
    const place = (item: Group<'run'>[0]) => {
      const { configuration, repeat } = item.assignment
      const key = `${configuration}.${workload}.r${repeat}`
      return { ...item, assignment: { ...item.assignment, key, workload } }
    }
    const [first, ...others] = group
    return [place(first), ...others.map(place)]
  })
}

function toRun(
  group: Group<'run'>,
  manifest: Manifest,
  study: string,
  usual: LoadReader,
): { run: Run; fingerprints: string[]; messages: Message[] } {
  const { key, configuration, workload, repeat, folder } = group[0].assignment
  const { job = everyJob } = manifest.workloads[workload] ?? {}
  const reader = findReader(group, usual)
  const { result, around, zone, fingerprints, toBegin } = reader.read(group, job)
  const { load } = around
  const counters = toScopes(group, manifest, {
    around,
    align: (block, begins) =>
      alignPerf(block, load, zone, begins === undefined ? undefined : toBegin(begins)),
  })
  const files = group.map(({ file }) => file)
  const generator = reader.tool
  const run = { id: key, configuration, workload, repeat, generator, files }
  const silent = [
    ...tellSilent(group, counters, manifest.scopes, study),
    ...tellContradictions(group, study),
  ]
  if ('load' in result) {
    const remarks = result.remarks.map(({ file, remark }) => ({
      ...remark,
      file: `${study}/${pathInArchive(file.archive, file.entry)}`,
    }))
    return {
      run: { ...run, load, counters: alignSpans(counters, load) },
      fingerprints,
      messages: [...silent, ...remarks],
    }
  }
  const isAbsent = result.remark.rule === 'no-report'
  const remark = isAbsent
    ? explainMissingReport(
        group.map(({ entry }) => entry),
        reader,
      )
    : result.remark
  const file = `${study}/${placeOfRun(group[0].file.archive, folder)}`
  return {
    run: { ...run, counters, excluded: { rule: remark.rule, reason: remark.reason } },
    fingerprints,
    messages: [...silent, { ...remark, file }],
  }
}

/** What perf says of its clocks in two ways; the counts of such a file are left out. */
function tellContradictions(group: readonly Placed[], study: string): Message[] {
  return pick(group, 'perf-stat').flatMap(({ file, record }): Message[] => {
    const why = findClockContradiction(record)
    if (why === undefined) return []
    return [
      {
        severity: 'error',
        rule: 'contradicting-count',
        reason: `${why}; its counts were left out, put back what perf wrote, or repeat the run`,
        file: `${study}/${pathInArchive(file.archive, file.entry)}`,
        ...(record.place.line !== undefined && { line: record.place.line }),
      },
    ]
  })
}

/** `round-2.tar.gz/libaio/iops` => `round-2.tar.gz › libaio/iops` */
function placeOfRun(archive: string, folder: string): string {
  const isInside = folder.startsWith(`${archive}/`)
  return isInside ? pathInArchive(archive, folder.slice(archive.length + 1)) : folder
}

/**
 * perf's local times get the zone that the load's report shows; where it shows none, to the quarter of
 * an hour that brings them next to the end of the load.
 */
function alignSpans(counters: Run['counters'], load: Load | undefined): Run['counters'] {
  const end = load?.window?.[1]
  if (end === undefined) return counters
  const quarter = 15 * 60 * 1000
  const align = <W extends CountedWindow>(part: W): W => {
    if (!part.span) return part
    const offset = load?.zone ?? Math.round((part.span[1] - end) / quarter) * quarter
    return { ...part, span: [part.span[0] - offset, part.span[1] - offset] }
  }
  return mapValues(counters, counts =>
    mapValues(counts, counted => {
      if (isMissing(counted)) return counted
      const { windows } = counted
      return { ...align(counted), ...(windows && { windows: windows.map(align) }) }
    }),
  )
}

function mapValues<V>(values: { [key: string]: V }, map: (value: V) => V): { [key: string]: V } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
}

function toReference(group: Group<'reference'>, manifest: Manifest): Reference {
  const { reference, configuration, repeat } = group[0].assignment
  return { id: reference, configuration, repeat, counters: toScopes(group, manifest) }
}

/** The elapsed time that perf printed in the files of this name. */
function findElapsed(group: Placed[], pattern: string): Quantity<'s'> | undefined {
  const named = group.filter(({ entry }) => isNamed(entry, pattern))
  return pick(named, 'perf-stat')
    .map(({ file, record }) => record.elapsed && toQuantity(record.elapsed, 's', file))
    .find(quantity => quantity !== undefined)
}

function toScopes(
  group: Placed[],
  manifest: Manifest,
  run?: {
    around: LoadAround
    align(block: PerfStat, begins?: number): ReturnType<typeof alignPerf>
  },
): Run['counters'] {
  return Object.fromEntries(
    Object.entries(manifest.scopes).map(([scope, declared]) => {
      const { files, cpus, threads, window, target, begins } = declared
      const inScope = group.filter(({ entry }) => files.some(pattern => isNamed(entry, pattern)))
      const records = counterKinds.flatMap((kind): LocatedCounter[] => pick(inScope, kind))
      const aligned = records.map(
        ({ file, record }): LocatedCounter =>
          run && record.kind === 'perf-stat'
            ? { file, ...run.align(record, begins?.value) }
            : { file, record },
      )
      const elapsed = window === undefined ? undefined : findElapsed(group, window)
      const limits = { cpus, threads, window: elapsed, target, declared: declared.perf }
      const severalWindows = declared.windows === 'several'
      return [scope, toCounters(aligned, { ...limits, severalWindows, around: run?.around })]
    }),
  )
}

function toCapture({ file, entry, assignment }: Placed): HostCapture[] {
  const [record] = entry.records
  if (assignment.use !== 'capture' || record?.kind !== 'capture') return []
  const { key: host, configuration, repeat } = assignment
  return [{ host, configuration, repeat, file, text: record.text }]
}

function sortRuns(runs: Run[], configurations: string[], manifest: Manifest): Run[] {
  const placeOf = (names: string[]) => new Map(names.map((name, place) => [name, place]))
  const [ofWorkload, ofConfiguration] = [
    placeOf(Object.keys(manifest.workloads)),
    placeOf(configurations),
  ]
  const keyed = runs.map(run => {
    const places = [ofWorkload.get(run.workload), ofConfiguration.get(run.configuration)]
    const padded = places.map(place => String(place ?? -1).padStart(6, '0'))
    return { run, key: padded.join('') + run.repeat.padStart(9, '0') }
  })
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ run }) => run)
}
