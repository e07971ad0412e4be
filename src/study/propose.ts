import { stringify } from 'yaml'
import { upperFirst } from '../format/upper-first.ts'
import { joinPath } from '../message/path-in-archive.ts'
import type { Digest } from '../parse/digest.ts'
import type { FioJob } from '../parse/record.ts'
import { toLastReports } from './last-reports.ts'
import { toPhases } from './phases.ts'
import { proposeCaptures } from './propose-captures.ts'
import {
  type Column,
  findColumns,
  type Phase,
  type Unit,
  workloadOptions,
} from './propose-columns.ts'
import { toScopes } from './propose-scopes.ts'
import { toJobWorkloads, toWorkloads } from './propose-workloads.ts'
import type { Located } from './to-quantity.ts'

/** A `study.yaml` for archives that have none, and what it could not make sense of. */
export interface Proposal {
  yaml: string
  workloads: string[]
  metrics: string[]
  /** What a person should look at first. */
  doubts: string[]
}

interface Captured {
  captured: string[]
  isPrivate(name: string): boolean
}

/**
 * Propose a study from what lies there: runs are where fio's reports are, factors what varies in
 * their paths, named after the option of fio that varies with it. A part of the paths that counts
 * up and that no option explains is the repeat.
 *
 * @param captured paths of the files that were recognised as what a host says of itself
 * @param isPrivate whether a name of a folder gives a host away, so that none is called by it
 */
export function proposeStudy(
  title: string,
  digests: Digest[],
  { captured = [], isPrivate = () => false }: Partial<Captured> = {},
): Proposal | undefined {
  const units = findUnits(digests)
  if (units.length === 0) return undefined
  const { columns, template } = findColumns(units)
  const told = columns.filter(column => column.values.length > 1)
  // `libaio.tar.gz/libaio-r1` says it twice.
  const sameAs = (column: Column) =>
    told.find(other => units.every(unit => other.of(unit) === column.of(unit))) ?? column
  const varying = told.filter(column => sameAs(column) === column)
  const repeat = varying.find(column => isRepeat(column))
  const explained = varying.filter(column => column !== repeat)
  const shaping = explained.filter(column =>
    column.options.some(option => workloadOptions.includes(option)),
  )
  const jobs = findJobs(units)
  const workload = shaping.length === 1 && jobs.length === 0 ? shaping[0] : undefined
  const factors = explained.filter(column => column !== workload)
  const names = new Map<Column, string>()
  if (repeat) names.set(repeat, 'repeat')
  if (workload) names.set(workload, 'workload')
  for (const column of factors) names.set(column, nameFactor(column, [...names.values()]))
  const { scores, ...scopes } = toScopes(digests, units.length)
  const runs = isAlone(units) ? '*' : template(column => names.get(sameAs(column)))
  const values = [...names].map(([{ values }, name]) => [name, values])
  const { captures, loose } = proposeCaptures(
    captured,
    { template: runs, values: Object.fromEntries(values) },
    isPrivate,
  )
  const manifest = {
    title,
    description: `Runs of fio under ${title}, as they were found.`,
    measured: toDates(units),
    factors: toFactors(factors, names),
    workloads: jobs.length > 0 ? toJobWorkloads(jobs, units) : toWorkloads(workload, units),
    baseline: toBaseline(factors, names),
    ...(repeat && { repeats: repeat.values.length }),
    runs,
    ...(Object.keys(captures).length > 0 && { captures }),
    ...scopes,
    ...(factors.length > 0 && scores && { scores }),
  }
  return {
    yaml: comment(stringify(manifest, { lineWidth: 96 })),
    workloads: Object.keys(manifest.workloads),
    metrics: Object.keys(scopes.metrics),
    doubts: [...toDoubts(repeat, factors, names, units), ...doubtLoose(loose)],
  }
}

/** A unit for each report of fio: its folder, or where several share a folder, its name. */
function findUnits(digests: Digest[]): Unit[] {
  const reports = digests.flatMap(({ archive, entries }) =>
    entries.flatMap(entry => {
      const jobs = entry.records.filter((record): record is FioJob => record.kind === 'fio-job')
      const path = joinPath(archive.path, entry.path)
      const file = { archive: archive.path, sha256: '', entry: entry.path }
      const [job] = jobs
      return job ? [{ path, job, phases: nameJobs(jobs.map(record => ({ file, record }))) }] : []
    }),
  )
  const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const folders = new Set(reports.map(({ path }) => folderOf(path)))
  const isFolder = folders.size === reports.length && !folders.has('')
  return reports.map(({ path, job, phases }) => ({
    path: isFolder ? folderOf(path) : path.replace(/(\.[A-Za-z]\w*)+$/, ''),
    isFolder,
    options: job.options,
    when: job.reportedAtLocal,
    phases,
  }))
}

/** Jobs that ran one after another, each by a name of its own, with their options. */
function nameJobs(jobs: Located<FioJob>[]): Phase[] {
  const phases = toPhases(toLastReports(jobs).jobs).map(phase => phase.map(({ record }) => record))
  const named = phases.flatMap(phase =>
    new Set(phase.map(({ name }) => name)).size === 1 ? phase.slice(0, 1) : [],
  )
  const isClear = new Set(named.map(({ name }) => name)).size === phases.length
  return isClear ? named.map(({ name, options }) => ({ name, options })) : []
}

/** The jobs of every report, where these are several and in all of them the same. */
function findJobs(units: Unit[]): string[] {
  const [first = [], ...others] = units.map(({ phases }) => phases.map(({ name }) => name))
  const isSame = others.every(names => names.join('\0') === first.join('\0'))
  return isSame && first.length > 1 && first.every(name => /^\w[\w.+-]*$/.test(name)) ? first : []
}

/** A single report, loose: whatever lies beside it is of the same run. */
function isAlone([unit, ...others]: Unit[]): boolean {
  return others.length === 0 && unit?.path.includes('/') === false && !unit.isFolder
}

/**
 * It counts up behind one word, and no option of fio goes with it. The first may have no number,
 * where two others have: `run`, `run2`, `run3`.
 */
function isRepeat({ values, options }: Column): boolean {
  const words = new Set(values.map(value => value.replace(/\d+$/, '')))
  const plain = values.filter(value => !/\d$/.test(value)).length
  return (
    options.length === 0 && words.size === 1 && (plain === 0 || (plain === 1 && values.length > 2))
  )
}

function nameFactor({ options }: Column, taken: string[]): string {
  const option = options[0]
  const known: { [option: string]: string } = { ioengine: 'engine', readwrite: 'rw' }
  const base = option === undefined ? 'factor' : (known[option] ?? option)
  if (!taken.includes(base)) return base
  let count = 2
  while (taken.includes(`${base}-${count}`)) count += 1
  return `${base}-${count}`
}

function toFactors(factors: Column[], names: Map<Column, string>) {
  if (factors.length === 0) return { setup: { label: 'Setup', levels: { only: 'the only one' } } }
  return Object.fromEntries(
    factors.map(column => {
      const name = names.get(column) ?? ''
      const levels = Object.fromEntries(column.values.map(value => [value, value]))
      return [name, { label: factorLabels[name] ?? upperFirst(name), levels }]
    }),
  )
}

const factorLabels: { [factor: string]: string } = {
  engine: 'I/O engine',
  rw: 'Pattern',
  bs: 'Block size',
  iodepth: 'Queue depth',
  numjobs: 'Jobs',
}

function toBaseline(factors: Column[], names: Map<Column, string>) {
  if (factors.length === 0) return { setup: 'only' }
  return Object.fromEntries(
    factors.map(column => [names.get(column) ?? '', column.values[0] ?? '']),
  )
}

/** The days on which fio wrote its reports, as far as they tell. */
function toDates(units: Unit[]): string {
  const days = units.flatMap(({ when }) => {
    const date = when === undefined ? Number.NaN : Date.parse(`${when} UTC`)
    return Number.isNaN(date) ? [] : [new Date(date).toISOString().slice(0, 10)]
  })
  const sorted = [...new Set(days)].sort()
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return 'unknown; fio did not say'
  return first === last ? first : `${first} to ${last}`
}

function toDoubts(
  repeat: Column | undefined,
  factors: Column[],
  names: Map<Column, string>,
  units: Unit[],
): string[] {
  const unnamed = factors.filter(column => column.options.length === 0)
  return [
    ...(repeat
      ? []
      : ['No part of the paths counts repeats, so every cell has one run and no interval.']),
    ...unnamed.map(
      column =>
        `\`${names.get(column)}\` varies in the paths (${column.values.slice(0, 4).join(', ')}), and no option of fio says what it is: give it a name.`,
    ),
    ...(units.length < 3
      ? [
          `Only ${units.length === 1 ? 'one report' : 'two reports'} of fio ${units.length === 1 ? 'was' : 'were'} found.`,
        ]
      : []),
  ]
}

function doubtLoose(loose: string[]): string[] {
  const names = [...new Set(loose.map(path => path.slice(path.lastIndexOf('/') + 1)))]
  if (names.length === 0) return []
  const shown = names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ')
  return [
    `${shown} ${names.length === 1 ? 'tells' : 'tell'} of the host and ${names.length === 1 ? 'lies' : 'lie'} among the runs: put what does into a folder of its own, such as host/, and name it under \`captures\` (technote init --print then proposes that).`,
  ]
}

function comment(yaml: string): string {
  return `# Proposed from the files found here; look at names, labels, baseline and targets.\n# technote help study tells all that can stand here.\n${yaml}`
}
