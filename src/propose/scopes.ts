import { matchesName } from '../study/match/template.ts'
import { type Block, type Counted, patternOfKind, type TargetKind } from './measured.ts'
import { groupBy, withoutEnding } from './units.ts'
import { createCutter, distinct } from './words.ts'

/** A way of counting, as study.yaml has it, with all that it counts. */
export interface Scope {
  id: string
  label: string
  description: string
  files: string[]
  cpus?: number
  target?: string
  windows?: 'several'
  /** Names of what was counted, as `count` of a metric takes them. */
  events: string[]
  isOfCpus: boolean
}

/** A file of perf with the run that it is of. */
export interface Placed extends Counted {
  run: string
  /** Words of the name of its run, which say nothing of what was counted. */
  own: readonly string[]
  /** Words of the folders of its run, which say nothing where names repeat them. */
  above: readonly string[]
}

/** Files of perf of one name, apart from numbers that only go on. */
interface Stem {
  words: string[]
  kind: TargetKind
  files: Placed[]
}

/**
 * A scope for each way of counting: files of perf whose names differ by more than a number that
 * goes on inside a run, or by what perf says it looked at. Sets of events that were counted of the
 * same thing one after another are one scope, in several windows.
 */
export function findScopes(placed: readonly Placed[], hasMpstat: boolean): Scope[] {
  const groups = joinTurns(toStems(placed))
  const scopes: Scope[] = []
  for (const group of groups) {
    const taken = scopes.map(({ id }) => id)
    scopes.push(toScope(group, groups, taken))
  }
  const [only] = scopes
  if (scopes.length === 1 && only && hasMpstat) only.files.push('*mpstat*')
  // A process first: what a CPU counts has others' work in it.
  return scopes.sort((a, b) => Number(a.isOfCpus) - Number(b.isOfCpus))
}

const cut = createCutter([])
/** Numbers behind these are of windows that follow one another, not of different things. */
const windowWords =
  /^(|w|win|window|t|i|n|s|sample|samples|iter|iteration|interval|part|seg|segment|turn|run|rep|r|no|nr|perf|stat|perfstat|out|output|counters?|events?)$/i

function toStems(placed: readonly Placed[]): Stem[] {
  const stems = new Map<string, Stem>()
  const isUnique = distinct(placed.map(({ path }) => nameOf(path))).length === placed.length
  const shapes = toShapes(placed, isUnique)
  for (const file of placed) {
    const words = shapes.get(file) ?? []
    for (const kind of distinct(file.blocks.map(block => block.kind))) {
      const key = `${words.join(' ')}\0${kind}`
      const stem = stems.get(key) ?? { words, kind, files: [] }
      stem.files.push(file)
      stems.set(key, stem)
    }
  }
  return [...stems.values()]
}

/** The words of each name that tell what was counted. */
function toShapes(placed: readonly Placed[], isUnique: boolean): Map<Placed, string[]> {
  const words = new Map(
    placed.map(file => {
      // Below a report of a load, perf has no name of its own.
      if (file.isReport) return [file, ['perf']]
      const all = cut(withoutEnding(nameOf(file.path))).words
      const dropped = isUnique ? [...file.own, ...file.above] : file.own
      const left = all.filter(word => !dropped.includes(word))
      return [file, left.length > 0 ? left : ['perf']]
    }),
  )
  const numberless = (file: Placed) =>
    (words.get(file) ?? []).map(word => word.replace(/\d+$/, '#'))
  const byShape = groupBy(placed, file => numberless(file).join(' '))
  for (const files of byShape.values()) {
    if (!areWindows(files, words)) continue
    for (const file of files) words.set(file, numberless(file))
  }
  return words
}

/** Whether files whose names differ by numbers are windows of one thing in each of their runs. */
function areWindows(files: readonly Placed[], words: ReadonlyMap<Placed, string[]>): boolean {
  const runs = [...groupBy(files, ({ run }) => run).values()].filter(own => own.length > 1)
  if (runs.length === 0) return false
  const before = distinct(
    (words.get(files[0] as Placed) ?? []).flatMap(word => /^(.*?)\d+$/.exec(word)?.[1] ?? []),
  )
  return runs.every(own => {
    const blocks = own.flatMap(file => file.blocks)
    const targets = distinct(blocks.map(({ target }) => target))
    if (targets.length > 1) return false
    return (
      targets[0] !== undefined || (!overlap(blocks) && before.every(word => windowWords.test(word)))
    )
  })
}

/** Whether two were counted at the same time, as far as they say when. */
function overlap(blocks: readonly Block[]): boolean {
  const spans = blocks.flatMap(({ span }) => (span ? [span] : [])).sort((a, b) => a[0] - b[0])
  // perf says when it began to the second.
  return spans.some(([start], at) => at > 0 && start + 1000 < (spans[at - 1]?.[1] ?? 0))
}

/**
 * Names that looked at the same thing in every run, or each in runs of its own. Where perf does not
 * say what it was, only what was counted one after another may be the same.
 */
function joinTurns(stems: readonly Stem[]): Stem[][] {
  const groups: Stem[][] = []
  for (const stem of stems) {
    const same = groups.find(group => group.every(other => isSameThing(stem, other)))
    if (same) same.push(stem)
    else groups.push([stem])
  }
  return groups
}

function isSameThing(a: Stem, b: Stem): boolean {
  if (a.kind !== b.kind) return false
  const runs = groupBy(a.files, ({ run }) => run)
  const both = b.files.filter(({ run }) => runs.has(run))
  if (both.length === 0) return a.kind !== 'unknown' || a.words.length === b.words.length
  return both.every(file => {
    const others = runs.get(file.run) ?? []
    const blocks = [file, ...others]
      .flatMap(({ blocks }) => blocks)
      .filter(({ kind }) => kind === a.kind)
    const targets = distinct(blocks.map(({ target }) => target))
    if (targets.length > 1) return false
    return targets[0] !== undefined || (blocks.every(({ span }) => span) && !overlap(blocks))
  })
}

function toScope(group: Stem[], groups: Stem[][], taken: string[]): Scope {
  const { kind } = group[0] as Stem
  const files = group.flatMap(stem => stem.files)
  const names = distinct(files.map(({ path }) => nameOf(path)))
  const others = groups.filter(other => other !== group).flat()
  const foreign = others.flatMap(stem => stem.files.map(({ path }) => nameOf(path)))
  const apart = toPatterns(group, names, foreign)
  // Where names tell nothing, or one file holds several, perf's headings do.
  const target = apart === undefined ? patternOfKind(kind) : undefined
  const stem = nameStem(group, kind, groups.length)
  const blocks = files.flatMap(file => file.blocks).filter(block => block.kind === kind)
  const whole = findWhole(blocks)
  const cpus = countCpus(blocks, whole)
  let [id, count] = [toId(stem), 2]
  while (taken.includes(id)) id = `${toId(stem)}-${count++}`
  return {
    id,
    label: stem,
    description: describe(blocks, kind, whole),
    files: apart ?? toPatterns(group, names, []) ?? names,
    ...(cpus !== undefined && { cpus }),
    ...(target !== undefined && { target }),
    ...(hasWindows(files, kind) && { windows: 'several' as const }),
    events: distinct(blocks.flatMap(({ events }) => events)),
    isOfCpus: kind === 'cpus' || kind === 'system' || (kind === 'unknown' && whole !== undefined),
  }
}

/** `perf-cpu`, as all names have it; where they do not, what was looked at. */
function nameStem(group: Stem[], kind: TargetKind, groups: number): string {
  const lists = group.map(({ words }) =>
    words.map(word => word.replace(/#$/, '')).filter(word => word !== ''),
  )
  const common = (lists[0] ?? []).filter(word => lists.every(list => list.includes(word)))
  const name = common.join('-') || 'perf'
  const isTold =
    groups === 1 ||
    common.some(word => !/^(perf|stat|out|output)$/i.test(word)) ||
    kind === 'unknown'
  return isTold ? (/(?:perf|stat)[\w-]*$/.exec(name)?.[0] ?? name) : `${name}-${kind}`
}

/** Whether an event was counted more than once in a run. */
function hasWindows(files: readonly Placed[], kind: TargetKind): boolean {
  return [...groupBy(files, ({ run }) => run).values()].some(own => {
    const events = own
      .flatMap(file => file.blocks)
      .filter(block => block.kind === kind)
      .flatMap(block => block.events)
    return distinct(events).length < events.length
  })
}

/** Patterns that take all of these names and none of the others, the simplest that do. */
function toPatterns(group: Stem[], names: string[], avoid: string[]): string[] | undefined {
  if (names.some(name => avoid.includes(name))) return undefined
  const isRight = (patterns: string[]) =>
    names.every(name => patterns.some(pattern => matchesName(pattern, name))) &&
    !avoid.some(name => patterns.some(pattern => matchesName(pattern, name)))
  const endings = distinct(names.map(name => name.slice(withoutEnding(name).length)))
  const common = toCommonEnd(names)
  const [stem] = group
  const word = stem?.words.filter(word => !word.endsWith('#')).join('-') ?? ''
  const told = distinct(
    group.flatMap(({ words, files }) => files.map(({ path }) => toPattern(nameOf(path), words))),
  )
  const candidates = [
    ...(group.length === 1 && /perf|stat/.test(word) ? [[`*${word}.*`]] : []),
    ...(common.includes('.') ? [[`*${common}`]] : []),
    endings.map(ending => `*${ending}`),
    ...(told.length > 2 ? [[toShared(group, endings)]] : []),
    ...(told.length <= 12 ? [told] : []),
    ...(names.length <= 20 ? [names] : []),
  ]
  return candidates.find(isRight)
}

/** A pattern of the words that all of them have. */
function toShared(group: Stem[], endings: string[]): string {
  const [first, ...others] = group.map(({ words }) => words)
  const common = (first ?? []).map(word =>
    others.every(words => words.includes(word)) ? word.replace('#', '*') : '*',
  )
  return `*${common.join('*')}*${endings.length === 1 ? endings[0] : ''}`.replaceAll(/\*+/g, '*')
}

/** A name in which stars stand for what is of a run or a window. */
function toPattern(name: string, words: string[]): string {
  const ending = name.slice(withoutEnding(name).length)
  const kept = words.map(word => word.replace('#', '*'))
  const at = kept.length === 0 ? '' : kept.join('*')
  return `*${at}*${ending}`.replaceAll(/\*+/g, '*')
}

function toCommonEnd([first = '', ...others]: string[]): string {
  const starts = Array.from(first, (_, index) => first.slice(index))
  return starts.find(end => others.every(name => name.endsWith(end))) ?? ''
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function toId(stem: string): string {
  return stem.replaceAll(/[^\w.+-]/g, '-').replace(/^[^\w]/, 'x') || 'perf'
}

/** Process numbers, and what one run was started with, differ from run to run and say nothing. */
function describe(blocks: readonly Block[], kind: TargetKind, whole: number | undefined): string {
  const target = blocks.find(({ target }) => target !== undefined)?.target
  if (target === undefined) {
    return whole === undefined
      ? 'what perf looked at; the files do not say'
      : 'CPUs, as its clock never paused'
  }
  if (kind === 'process' || kind === 'thread') return 'the process that perf was given'
  if (kind === 'cpus' || kind === 'system') return target
  const [command = ''] = target.split(' ')
  return `${command.slice(command.lastIndexOf('/') + 1)}, started by perf`
}

/** perf's clock goes on where a CPU is idle: of N of them it shows N, within 3 ‰, in every run. */
function findWhole(blocks: readonly Block[]): number | undefined {
  const utilized = blocks.flatMap(block => block.utilized.filter(value => value > 0))
  const cpus = Math.round(utilized[0] ?? 0)
  const isWhole = cpus > 0 && utilized.every(value => Math.abs(value / cpus - 1) <= 0.003)
  return isWhole ? cpus : undefined
}

/** `CPU(s) 0-3,8` are five: perf's run time is that of all of them together. */
function countCpus(blocks: readonly Block[], whole: number | undefined): number | undefined {
  const target = blocks.find(({ target }) => target !== undefined)?.target
  if (target === undefined) return whole
  const list = /^CPU\(s\) ([\d,-]+)$/.exec(target)?.[1]
  return list?.split(',').reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return sum + last - first + 1
  }, 0)
}
