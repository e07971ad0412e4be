import { stringify } from 'yaml'
import { joinPath } from '../message/path-in-archive.ts'
import type { Digest, DigestEntry } from '../parse/digest.ts'
import { parseFioSize } from '../parse/fio-option.ts'
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
import type { Located } from './to-quantity.ts'

/** A `study.yaml` for archives that have none, and what it could not make sense of. */
export interface Proposal {
  yaml: string
  workloads: string[]
  metrics: string[]
  /** What a person should look at first. */
  doubts: string[]
}

/**
 * Propose a study from what lies there: runs are where fio's reports are, factors what varies in
 * their paths, named after the option of fio that varies with it. A part of the paths that counts
 * up and that no option explains is the repeat.
 *
 * @param captured paths of the files that were recognised as what a host says of itself
 */
export function proposeStudy(
  title: string,
  digests: Digest[],
  captured: string[] = [],
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
  const { scores, ...scopes } = toScopes(digests)
  const runs = isAlone(units) ? '*' : template(column => names.get(sameAs(column)))
  const values = [...names].map(([{ values }, name]) => [name, values])
  const { captures, loose } = proposeCaptures(captured, {
    template: runs,
    values: Object.fromEntries(values),
  })
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

/** It counts up behind one word, and no option of fio goes with it. */
function isRepeat({ values, options }: Column): boolean {
  const words = new Set(values.map(value => value.replace(/\d+$/, '')))
  return options.length === 0 && words.size === 1 && values.every(value => /\d$/.test(value))
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
      return [name, { label: factorLabels[name] ?? capitalize(name), levels }]
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

function toWorkloads(column: Column | undefined, units: Unit[]) {
  const values = column?.values ?? ['all']
  return Object.fromEntries(
    values.map(value => {
      const own = units.filter(unit => column === undefined || column.of(unit) === value)
      return [value, describeWorkload(value, toShared(own))]
    }),
  )
}

function toJobWorkloads(jobs: string[], units: Unit[]) {
  return Object.fromEntries(
    jobs.map((job, index) => {
      const own = units.map(unit => ({ ...unit, options: unit.phases[index]?.options ?? {} }))
      return [job, { ...describeWorkload(job, toShared(own)), job }]
    }),
  )
}

/** The options on which all of them agree; what varies between configurations is no workload's. */
function toShared(units: Unit[]): Unit['options'] {
  const options = units.map(unit => unit.options)
  const names = new Set(options.flatMap(Object.keys))
  const told = [...names].map(name => [name, [...new Set(options.map(at => at[name]))]] as const)
  return Object.fromEntries(
    told.map(([name, [value, ...others]]) => [
      name,
      value === undefined || others.length > 0 ? varied : value,
    ]),
  )
}

const varied = 'varied'

/** What fio was asked for, in words; large blocks count by the byte. */
function describeWorkload(name: string, options: Unit['options']) {
  const { rw = options.readwrite ?? 'read', iodepth = '1', numjobs = '1' } = options
  const bs = toBlockSize(options.bs ?? '4k')
  const several = numjobs === varied ? 'several numbers of' : numjobs
  const jobs = numjobs === varied || Number(numjobs) > 1 ? `, ${several} jobs` : ''
  const directions = /rw$|^readwrite|^(rand)?trimwrite/.test(rw) ? 2 : 1
  const rate = Number(options.rate_iops) * Number(numjobs) * directions
  const asked = [
    rw === varied ? 'I/O of several kinds' : (patterns[rw] ?? rw),
    bs === varied ? 'blocks of several sizes' : `blocks of ${bs}`,
    (iodepth === varied ? 'several queue depths' : `queue depth ${iodepth}`) + jobs,
  ]
  return {
    label: name === 'iops' ? 'IOPS' : capitalize(name),
    description:
      Object.keys(options).length > 0
        ? asked.join(', ')
        : 'what fio was asked for, which its reports do not say',
    per: (parseFioSize(bs) ?? 0) >= 65_536 ? 'B' : 'IO',
    // rate_iops holds for each direction of each job, not for all of them.
    ...(rw !== varied && Number.isFinite(rate) && rate > 0 && { target: `${rate} IO/s` }),
  }
}

/** What `rw` asks for. */
const patterns: { [rw: string]: string } = {
  read: 'sequential reads',
  write: 'sequential writes',
  rw: 'sequential reads and writes',
  readwrite: 'sequential reads and writes',
  randread: 'random reads',
  randwrite: 'random writes',
  randrw: 'random reads and writes',
}

/**
 * As options have it, where fio's text gives each direction a range:
 * `(R) 4096B-4096B, (W) 4096B-4096B, (T) 4096B-4096B` and `4K-4K/4K-4K/4K-4K` => `4k`
 */
function toBlockSize(bs: string): string {
  const ends = [...bs.matchAll(/(\d+[kmg]?)b?-(\d+[kmg]?)b?(?=$|[,/])/gi)].flatMap(
    ([, first = '', last = '']) => [first, last],
  )
  const bytes = [...new Set(ends)].map(end => parseFioSize(end) ?? Number.NaN)
  const [size = Number.NaN] = bytes
  if (bytes.length !== 1 || Number.isNaN(size)) return bs
  return size % 1024 === 0 ? `${size / 1024}k` : String(size)
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const countNames: [count: RegExp, metric: string][] = [
  [/^context-switches$/, 'context-switches'],
  [/^cycles:k$/, 'system-cycles'],
  [/^cycles:u$/, 'user-cycles'],
  [/^cycles$/, 'cycles'],
  [/^instructions$/, 'instructions'],
  [/^task-clock$/, 'cpu-time'],
]

/** What files of perf of one name hold. */
interface Seen {
  /** What the names of these files have in common. */
  pattern: string
  target?: string
  counts: Set<string>
  /** `CPUs utilized`, of each file that says it. */
  utilized: number[]
}

/** A scope for each name that files of perf have, whatever their ending. */
function toScopes(digests: Digest[]) {
  const found = new Map<string, Seen>()
  const ending = findEnding(digests)
  for (const entry of digests.flatMap(digest => digest.entries)) {
    for (const record of entry.records) {
      if (record.kind !== 'perf-stat') continue
      const { stem, pattern } = nameScope(entry, ending)
      const scope = found.get(stem) ?? { pattern, counts: new Set(), utilized: [] }
      scope.target ??= record.target?.replaceAll("'", '')
      for (const { event, utilized } of record.counts) {
        scope.counts.add(event)
        if (utilized) scope.utilized.push(utilized.value)
      }
      found.set(stem, scope)
    }
  }
  const hasMpstat = digests.some(({ entries }) =>
    entries.some(({ path }) => path.includes('mpstat')),
  )
  // A process first: what a CPU counts has others' work in it.
  const ordered = [...found].sort(([, a], [, b]) => Number(isOfCpus(a)) - Number(isOfCpus(b)))
  const scopes = ordered.map(([stem, seen]) => [
    toId(stem),
    {
      label: stem,
      description: describeTarget(seen),
      files: [seen.pattern, ...(found.size === 1 && hasMpstat ? ['*mpstat*'] : [])],
      ...countCpus(seen),
    },
  ])
  const idOf = (stem: string, metric: string) =>
    found.size > 1 ? `${toId(stem)}-${metric}` : metric
  const counted = ordered.map(([stem, seen]) => ({
    stem,
    metrics: countNames.flatMap(([pattern, name]) => {
      // Of a CPU, perf's task-clock runs whether it is busy or not.
      if (name === 'cpu-time' && isOfCpus(seen)) return []
      const count = [...seen.counts].find(event => pattern.test(event))
      return count === undefined ? [] : [{ name, count }]
    }),
  }))
  const metrics = counted.flatMap(({ stem, metrics }) =>
    metrics.map(({ name, count }) => [idOf(stem, name), { count, scope: toId(stem) }]),
  )
  const scores = counted.flatMap(({ stem, metrics }) => {
    const names = metrics.map(({ name }) => name)
    return toScores(names, name => idOf(stem, name)) ?? []
  })
  return {
    scopes: Object.fromEntries(scopes),
    metrics: Object.fromEntries(metrics),
    scores: scores[0],
  }
}

/**
 * Switches and what the CPU did, weighed alike, where both are counted: by cycles if there are
 * any, by time otherwise.
 */
function toScores(names: string[], idOf: (name: string) => string) {
  const cpu = [['system-cycles', 'user-cycles'], ['cycles'], ['system-cycles'], ['cpu-time']]
  const work = cpu.find(group => group.every(name => names.includes(name)))
  if (!work || !names.includes('context-switches')) return undefined
  const weights = Object.fromEntries(['context-switches', ...work].map(name => [idOf(name), 1]))
  return { efficiency: { label: 'Efficiency', weights } }
}

/**
 * What tells a file among those of its run: `libaio/run7.perf-cpu.csv` is `perf-cpu`. Below a report
 * of fio, or where each name is of one run alone, it is how the names end.
 */
function nameScope(entry: DigestEntry, ending: string | undefined) {
  const { path, records } = entry
  const extension = /\.[^./]*$/.exec(path)?.[0] ?? ''
  if (records.some(({ kind }) => kind === 'fio-job'))
    return { stem: 'perf', pattern: `*${extension}` }
  if (ending !== undefined) return { stem: 'perf', pattern: `*${ending}` }
  const stem = stemOf(path)
  return { stem, pattern: `*${stem}.*` }
}

/** How the names of perf’s files end, where each run has one of a name of its own. */
function findEnding(digests: Digest[]): string | undefined {
  const names = digests.flatMap(({ entries }) =>
    entries
      .filter(({ records }) => records.length > 0 && records.every(is => is.kind === 'perf-stat'))
      .map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
  )
  const runs = findUnits(digests).length
  const isOwn = new Set(names.map(stemOf)).size === names.length
  const [first = ''] = names
  if (runs < 2 || names.length !== runs || !isOwn) return undefined
  const starts = Array.from(first, (_, index) => first.slice(index))
  return starts.find(end => names.every(name => name.endsWith(end))) ?? ''
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
  return /((?:perf|stat)[\w-]*)$/.exec(name)?.[1] ?? name
}

function toId(stem: string): string {
  return stem.replaceAll(/[^\w.+-]/g, '-').replace(/^[^\w]/, 'x') || 'perf'
}

/** Process numbers, and what one run was started with, differ from run to run and say nothing. */
function describeTarget(seen: Seen): string {
  const { target } = seen
  if (target === undefined) {
    return findWhole(seen)
      ? 'CPUs, as its clock never paused'
      : 'what perf looked at; the files do not say'
  }
  if (/^(process|thread) id/.test(target)) return 'the process that perf was given'
  if (/^(CPU\(s\)|system wide)/.test(target)) return target
  const [command = ''] = target.split(' ')
  return `${command.slice(command.lastIndexOf('/') + 1)}, started by perf`
}

function isOfCpus(seen: Seen): boolean {
  const { target } = seen
  return target === undefined
    ? findWhole(seen) !== undefined
    : /^(CPU\(s\)|system wide)/.test(target)
}

/** perf's clock goes on where a CPU is idle: of N of them it shows N, within 3 ‰, in every run. */
function findWhole({ utilized }: Seen): number | undefined {
  const cpus = Math.round(utilized[0] ?? 0)
  const isWhole = cpus > 0 && utilized.every(value => Math.abs(value / cpus - 1) <= 0.003)
  return isWhole ? cpus : undefined
}

/** `CPU(s) 0-3,8` are five: perf's run time is that of all of them together. */
function countCpus(seen: Seen): { cpus?: number } {
  const { target } = seen
  const whole = findWhole(seen)
  if (target === undefined && whole !== undefined) return { cpus: whole }
  const list = /^CPU\(s\) ([\d,-]+)$/.exec(target ?? '')?.[1]
  if (list === undefined) return {}
  const cpus = list.split(',').map(range => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return last - first + 1
  })
  return { cpus: cpus.reduce((sum, count) => sum + count, 0) }
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
  return `# Proposed from the files found here; look at names, labels, baseline and targets.\n${yaml}`
}
