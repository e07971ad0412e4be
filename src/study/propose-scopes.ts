import type { Digest, DigestEntry } from '../parse/digest.ts'
import { toCommonName } from './common-name.ts'

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

/**
 * A scope for each name that files of perf have, whatever their ending, with metrics of what it
 * counted, and a score where that is enough for one.
 *
 * @param runs how many runs there are
 */
export function toScopes(digests: Digest[], runs: number) {
  const found = new Map<string, Seen>()
  const ending = findEnding(digests, runs)
  for (const entry of digests.flatMap(digest => digest.entries)) {
    for (const record of entry.records) {
      if (record.kind !== 'perf-stat') continue
      const { stem, pattern } = nameScope(entry, ending)
      const scope = found.get(stem) ?? { pattern, counts: new Set(), utilized: [] }
      scope.target ??= record.target?.replaceAll("'", '')
      for (const { event, utilized } of record.counts) {
        scope.counts.add(toCommonName(event))
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
function findEnding(digests: Digest[], runs: number): string | undefined {
  const names = digests.flatMap(({ entries }) =>
    entries
      .filter(({ records }) => records.length > 0 && records.every(is => is.kind === 'perf-stat'))
      .map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
  )
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
