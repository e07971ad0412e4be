import type { Place } from '../../model/place.ts'
import type { Reading } from '../../model/reading.ts'
import { type Line, toMailLines } from '../input.ts'
import type { Parser } from '../parser.ts'
import type { FioDirection, FioJob } from '../record.ts'
import { fioReporter } from './reporter.ts'
import { tellRounding } from './rounded-iops.ts'

/** A terse line may stand below what a script printed, but not far. */
const mostBefore = 1 << 20

/** The name of a job may hold the semicolon that ends it. */
const start = /^([2-5]);(?:(fio-[^;]*);)?(.*?);(\d+);(\d+);(?=\d)/

/** How many fields a direction has, and which directions there are. */
interface Layout {
  width: number
  directions: string[]
  hasPercentiles: boolean
}

const layouts: { [version: string]: Layout } = {
  /** fio 1.x and early 2.x: without IOPS and percentiles. */
  '2 old': { width: 20, directions: ['read', 'write'], hasPercentiles: false },
  '2': { width: 41, directions: ['read', 'write', 'trim'], hasPercentiles: true },
  '3': { width: 41, directions: ['read', 'write'], hasPercentiles: true },
  '4': { width: 41, directions: ['read', 'write', 'trim'], hasPercentiles: true },
  '5': { width: 47, directions: ['read', 'write', 'trim'], hasPercentiles: true },
}

/**
 * Parse fio's terse format 2 to 5 (`--minimal`): a line a job, fields between semicolons.
 *
 * Times are in microseconds whatever the fio. It does not count I/Os: there are KiB and
 * whole I/Os a second. A description may follow, on the line (3 and later) or the next one.
 * What a client adds up of its servers, `All clients`, is left out.
 */
export const fioTerse: Parser = {
  format: 'fio-terse',
  describes: 'fio --minimal, terse versions 2 to 5',
  reportOf: fioReporter,
  recognises: input => toMailLines(input.text.slice(0, mostBefore)).some(isJob),
  parse: input => {
    const lines = toMailLines(input.text).filter(line => {
      const name = start.exec(line.text)?.[3]
      return name !== undefined && name !== 'All clients'
    })
    const jobs = lines.map(toJob)
    const cut = lines.filter((_, index) => jobs[index] === undefined)
    const records = jobs.filter(job => job !== undefined)
    return {
      records,
      remarks: [
        ...cut.map(({ number }) => ({
          severity: 'error' as const,
          rule: 'truncated-terse',
          reason: `Unexpected end of a terse line, expected the fields of all directions; the job is left out, repeat the run`,
          line: number,
        })),
        ...records.flatMap(tellRounding),
      ],
    }
  },
}

function isJob(line: Line): boolean {
  return start.test(line.text) && toJob(line) !== undefined
}

function toJob({ text, number }: Line): FioJob | undefined {
  const [before = '', version = '', tool, name = '', group, error] = start.exec(text) ?? []
  const fields = text.slice(before.length).trimEnd().split(';')
  const layout = layouts[version === '2' && !text.includes('%=') ? '2 old' : version]
  const directions = layout && findDirections(fields, layout)
  const end = layout && directions ? layout.width * directions.length : 0
  if (!layout || !directions || fields.length < end + 3) return undefined
  const place = { line: number }
  return {
    kind: 'fio-job',
    place,
    tool: tool ?? 'fio',
    name,
    error: Number(error),
    options: {},
    directions: directions.map((direction, index) => {
      const from = index * layout.width
      return toDirection(direction, fields.slice(from, from + layout.width), layout, place)
    }),
    usage: [
      reading('usr_cpu', Number.parseFloat(fields[end] ?? ''), '%', place),
      reading('sys_cpu', Number.parseFloat(fields[end + 1] ?? ''), '%', place),
      reading('ctx', Number(fields[end + 2]), 'switch', place),
    ],
    group: Number(group),
  }
}

/**
 * The directions before `usr_cpu`, the first field that is a percentage alone where one begins.
 * Under `unified_rw_reporting` of fio 3.33 and later, `mixed` stands alone, or behind the others.
 */
function findDirections(fields: string[], { width, directions }: Layout): string[] | undefined {
  return [directions, [...directions, 'mixed'], ['mixed']].find(({ length }) =>
    /^[\d.]+%$/.test(fields[length * width] ?? ''),
  )
}

function toDirection(
  direction: string,
  fields: string[],
  { hasPercentiles }: Layout,
  place: Place,
): FioDirection {
  const time = hasPercentiles ? 3 : 2
  const latencies = [
    { part: 'slat' as const, at: time + 1 },
    { part: 'clat' as const, at: time + 5 },
    { part: 'lat' as const, at: time + 9 + (hasPercentiles ? 20 : 0) },
  ]
  return {
    direction,
    transferred: reading('total IO', Number(fields[0]), 'KiB', place),
    ...(hasPercentiles && { iops: reading('IOPS', Number(fields[2]), 'IO/s', place) }),
    runtime: reading('runtime', Number(fields[time]), 'ms', place),
    latencies: latencies.map(({ part, at }) => ({
      part,
      mean: reading(`${part} mean`, Number(fields[at + 2]), 'us', place),
      deviation: reading(`${part} deviation`, Number(fields[at + 3]), 'us', place),
      percentiles: part === 'clat' && hasPercentiles ? toPercentiles(fields, at + 4, place) : [],
      bins: [],
    })),
  }
}

/** Twenty of `99.000000%=643`; an unused one is `0%=0`. */
function toPercentiles(fields: string[], at: number, place: Place): Reading[] {
  return fields.slice(at, at + 20).flatMap(field => {
    const [, name, value] = /^([\d.]+)%=(\d+)$/.exec(field) ?? []
    return name === undefined || Number(name) === 0 ? [] : reading(name, Number(value), 'us', place)
  })
}

function reading(name: string, value: number, unit: string, place: Place): Reading {
  return { name, value: Number.isFinite(value) ? value : 0, unit, place }
}
