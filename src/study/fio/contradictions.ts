import { decimalsFor, formatNumber } from '../../format/number.ts'
import { scaleFor } from '../../format/scale.ts'
import type { Remark } from '../../message/message.ts'
import { type FileRef, placeToString } from '../../model/place.ts'
import type { FioDirection, FioJob, FioLatency } from '../../parse/record.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import { toCompleted, toDirections } from './directions.ts'
import { findMisfits } from './misfits.ts'

/** What a report says of latencies and says otherwise elsewhere. */
export interface Contradiction {
  file: FileRef
  /** What cannot be trusted. */
  parts: Part[]
  /** In a few words, where a value is missing for it. */
  why: string
  remark: Remark
}

/** Means are printed to a few digits, in units of their own. */
const tolerance = 0.1

/** A queue holds its depth, of each job; twice that no mean can be. */
const mostOfQueue = 2

type Part = FioLatency['part']

const names: { [part in Part]: string } = {
  slat: 'submission latency',
  clat: 'completion latency',
  lat: 'latency with submission',
}

/**
 * Latencies that one report of fio tells in two ways: completion is a part of the whole and cannot
 * take longer, and no mean is longer than the run. Of two, the one is wrong that by Little's law
 * (J. D. C. Little 1961) would need a longer queue than fio had; where that tells nothing, both are.
 */
export function findContradictions(jobs: readonly Located<FioJob>[]): Contradiction[] {
  return jobs.flatMap(job =>
    toDirections([job]).flatMap(direction => findInDirection(direction, job)),
  )
}

interface Mean {
  part: FioLatency['part']
  seconds: number
  /** Where it stands: `fio.json#/jobs/0/read/clat_ns/mean`. */
  at: string
}

function findInDirection(direction: Located<FioDirection>, job: Located<FioJob>): Contradiction[] {
  const { file, record } = direction
  const runtime = toQuantity(record.runtime, 's', file)
  const means = record.latencies.flatMap(({ part, mean }): Mean[] =>
    mean.value > 0
      ? [{ part, seconds: toQuantity(mean, 's', file).value, at: placeToString('', mean.place) }]
      : [],
  )
  const tell = (parts: readonly Part[], why: string, beside: string): Contradiction => ({
    file,
    parts: [...parts],
    why: `fio’s report contradicts itself: ${why}`,
    remark: {
      severity: 'error',
      rule: 'contradicting-report',
      reason: `fio's report contradicts itself in \`${record.direction}\` of job \`${job.record.name}\`: ${beside}. ${tellAside(parts)}; the rest is used. Repeat the run, and look at the clock of the machine`,
      ...(record.runtime.place.line !== undefined && { line: record.runtime.place.line }),
    },
  })
  const [clat, lat] = ['clat', 'lat'].map(name => means.find(({ part }) => part === name))
  if (clat && lat && clat.seconds > lat.seconds * (1 + tolerance)) {
    const wrong = [clat, lat].filter(mean => isTooLong(mean, direction, job))
    const told = `${say(clat)} beside ${say(lat)}`
    const parts = (wrong.length === 1 ? wrong : [clat, lat]).map(({ part }) => part)
    return [tell(parts, told, `${told}, of which it is a part`)]
  }
  const tooLong = means.filter(
    ({ seconds }) => runtime.value > 0 && seconds > runtime.value * (1 + tolerance),
  )
  if (tooLong.length > 0) {
    return tooLong.map(mean => {
      const told = `${say(mean)} in a run of ${formatSeconds(runtime.value)}`
      return tell([mean.part], told, `${told} (${placeToString('', record.runtime.place)})`)
    })
  }
  const completed = toCompleted(direction)?.value
  return findMisfits(record, completed, toInFlight(job)).map(({ parts, told }) =>
    tell(parts, told, told),
  )
}

function isTooLong(
  { seconds }: Mean,
  direction: Located<FioDirection>,
  job: Located<FioJob>,
): boolean {
  const { file, record } = direction
  const runtime = toQuantity(record.runtime, 's', file).value
  const rate = (toCompleted(direction)?.value ?? 0) / runtime
  return seconds > runtime || seconds * rate > mostOfQueue * toInFlight(job)
}

/** How many I/Os the options allow in flight. */
function toInFlight({ record: { options } }: Located<FioJob>): number {
  const [depth = 1, jobs = 1] = ['iodepth', 'numjobs'].map(name => Number(options[name] ?? 1))
  return depth * jobs
}

function say({ part, seconds, at }: Mean): string {
  return `a mean ${names[part]} of ${formatSeconds(seconds)}${at === '' ? '' : ` (${at})`}`
}

function tellAside(parts: readonly Part[]): string {
  const words = parts.map(part => names[part]).join(' and ')
  const percentiles = parts.includes('clat') ? ', with its percentiles,' : ''
  return `The ${words}${percentiles} of this run ${parts.length > 1 ? 'are' : 'is'} set aside`
}

function formatSeconds(seconds: number): string {
  const { divisor, symbol } = scaleFor([seconds], 's')
  return `${formatNumber(seconds / divisor, decimalsFor(seconds / divisor))} ${symbol}`
}
