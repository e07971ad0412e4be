import type { Message } from '../../message/message.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import type { Missing } from '../../model/quantity.ts'
import { toWindows } from '../counters/windows.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { CheckedRuns, Counted, Run } from '../study.ts'
import { nameTools } from '../tool-words.ts'

const rule = 'mistimed-count'
/** perf tells its start to the second. */
const second = 1000
const quarterOfAnHour = 15 * 60 * second

/** From when to when, in ms since 1970. */
type Span = readonly [start: number, end: number]

/** A count of which all windows have a place in time, as has the load. */
interface Timed {
  run: Run
  name: string
  counted: Counted
  load: Span
  spans: Span[]
}

/**
 * What perf counted while no load was made is not of that run; most often files were exchanged.
 * Such counts are left out, with a message for each file; `gates: { window: off }` keeps them.
 *
 * perf tells its start in local time, and a host may be in another zone than the guest whose load
 * generator tells it. So a count stays where a shift by whole quarters of an hour would bring it there,
 * unless another count of its scope lies inside its run: then the zone is the right one.
 */
export function leaveOutMistimed(
  runs: readonly Run[],
  { gates, scopes }: Manifest,
  study: string,
): CheckedRuns {
  if (gates.window === 'off') return { runs: [...runs], messages: [] }
  const found = Object.keys(scopes).map(scope => ({ scope, mistimed: findMistimed(runs, scope) }))
  return {
    runs: runs.map(run => {
      const own = found.flatMap(({ scope, mistimed }) => {
        const missing = mistimed
          .filter(timed => timed.run === run)
          .map(timed => [timed.name, { missing: describeGap(timed) }] as const)
        const counters = { ...run.counters[scope], ...Object.fromEntries(missing) }
        return missing.length > 0 ? [[scope, counters] as const] : []
      })
      return own.length > 0
        ? { ...run, counters: { ...run.counters, ...Object.fromEntries(own) } }
        : run
    }),
    messages: found.flatMap(({ mistimed }) => tellFiles(mistimed, study)),
  }
}

/** The counts of a scope that were taken while no load was made. */
function findMistimed(runs: readonly Run[], scope: string): Timed[] {
  const all = runs.flatMap(run => toTimed(run, scope))
  const isZoneRight = all.some(timed => timed.run.load?.zone !== undefined && overlaps(timed))
  return all.filter(timed => {
    const isSure = isZoneRight && timed.run.load?.zone !== undefined
    return !overlaps(timed) && (isSure || !overlapsInSomeZone(timed))
  })
}

/** One message a file, of the first of its counts. */
function tellFiles(mistimed: Timed[], study: string): Message[] {
  const files = new Map<string, Message>()
  for (const timed of mistimed) {
    const message = toMessage(describeGap(timed), timed.counted, study)
    if (!files.has(message.file)) files.set(message.file, message)
  }
  return [...files.values()]
}

function toTimed(run: Run, scope: string): Timed[] {
  const load = run.load?.window
  if (!load) return []
  return Object.entries<Counted | Missing>(run.counters[scope] ?? {}).flatMap(([name, counted]) => {
    if ('missing' in counted) return []
    const windows = toWindows(counted)
    const spans = windows.flatMap(({ span }) => (span ? [span] : []))
    return spans.length === windows.length ? { run, name, counted, load, spans } : []
  })
}

function overlaps({ load, spans }: Timed): boolean {
  return spans.some(span => toDistance(span, load) <= second)
}

/** The first shift that brings the end of perf behind the start of the load is the one to try. */
function overlapsInSomeZone({ load, spans }: Timed): boolean {
  return spans.some(([start, end]) => {
    const late = Math.ceil((load[0] - second - end) / quarterOfAnHour) * quarterOfAnHour
    return toDistance([start + late, end + late], load) <= second
  })
}

/** How long there was neither of both, in ms; below zero where there were both. */
function toDistance(perf: Span, load: Span): number {
  return Math.max(perf[0] - load[1], load[0] - perf[1])
}

function describeGap({ run, load, spans }: Timed): string {
  const tool = nameTools([run])
  const [nearest] = [...spans].sort((a, b) => toDistance(a, load) - toDistance(b, load))
  if (!nearest) return ''
  const seconds = `${Math.round(toDistance(nearest, load) / second)} s`
  return nearest[0] > load[1]
    ? `perf began ${seconds} after ${tool} had ended`
    : `perf had ended ${seconds} before ${tool} began`
}

function toMessage(missing: string, { amount }: Counted, study: string): Message {
  const [source] = amount.sources
  const { archive = '.', entry = '' } = source?.file ?? {}
  return {
    severity: 'error',
    rule,
    reason: `Unexpected time: ${missing}, expected counts of the same time; the counts of the file were left out, put it with the run that it was taken in, or, where two clocks differ, set \`gates: { window: off }\` in study.yaml`,
    file: `${study}/${pathInArchive(archive, entry)}`,
    ...(source?.place.line !== undefined && { line: source.place.line }),
  }
}
