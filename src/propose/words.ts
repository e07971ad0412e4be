import { toolNames } from './known-options.ts'

/** A name as words, and the marks between them: `bs4k-run_1` is bs4k, run, 1 and `-`, `_`. */
export interface CutName {
  words: string[]
  marks: string[]
}

const mark = /[-_. +,=@~#()]+/

/** What is one word, marks in it or not: dates, versions and kernels, and some engines. */
const whole = [
  String.raw`\d{4}[-_.]\d{2}[-_.]\d{2}(?:[T_ -]\d{2}[-:.h_]?\d{2}(?:[-:.m_]?\d{2})?)?`,
  String.raw`20\d{6}(?:[T_-]\d{4}(?:\d{2})?)?(?!\d)`,
  String.raw`(?<![A-Za-z\d])[vV]?\d+\.\d+\.\d+-\d+-(?!r\d|run|rep)[a-z]\w+`,
  String.raw`(?<![A-Za-z\d])[vV]?\d+\.\d+(?:\.\d+)*(?:-rc\d+)?(?![\w.]*\d+[kmg])`,
  String.raw`io[-_ ]uring(?:[-_ ]cmd)?`,
  String.raw`(?:user|thread|main)[-_](?:space|pool|loop)`,
]

/** Cuts names at marks, but not within an engine’s: `io_uring_r1` is `io_uring` and `r1`. */
export function createCutter(engines: readonly string[]): (name: string) => CutName {
  const own = engines
    .filter(engine => /^\w+$/.test(engine) && engine.includes('_'))
    .sort((a, b) => b.length - a.length)
    .map(engine => engine.replaceAll('_', '[-_. ]'))
  const isWhole = new RegExp([...own, ...whole].join('|'), 'g')
  return name => {
    const kept: string[] = []
    const text = name.replace(isWhole, word => `\0${kept.push(word) - 1}\0`)
    const restore = (part: string) => part.replaceAll(/\0(\d+)\0/g, (_, at) => kept[at] ?? '')
    const marks = [...text.matchAll(new RegExp(mark, 'g'))].map(([found]) => found)
    return { words: text.split(mark).map(restore), marks }
  }
}

/** What a value of a part of the paths looks like. */
export type Kind = 'date' | 'version' | 'size' | 'number' | 'word'

const kinds: [kind: Kind, pattern: RegExp][] = [
  ['date', /^(\d{4}[-_.]\d{2}[-_.]\d{2}|20\d{2}(0[1-9]|1[0-2])[0-3]\d)(\D.*)?$/],
  ['number', /^\d+$/],
  ['size', /^\d+[kmgt](i?b)?$/i],
  ['version', /(^|[^A-Za-z\d])v?\d+\.\d/i],
  ['version', /^v\d+$/i],
]

export function kindOf(word: string): Kind {
  return kinds.find(([, pattern]) => pattern.test(word))?.[0] ?? 'word'
}

/** The kind of all of them; sizes of which some have no unit are sizes. */
export function kindOfAll(values: readonly string[]): Kind {
  const found = new Set(values.map(kindOf))
  if (found.size === 1) return [...found][0] ?? 'word'
  if ([...found].every(kind => kind === 'number' || kind === 'size')) return 'size'
  // `6.1`, `6.6-patched` and `mainline`: as soon as one is a version, the others are of its kind.
  return found.has('version') && !found.has('date') ? 'version' : 'word'
}

/** Words before a number that is the repeat’s. */
export const repeatWords =
  /^(r|run|runs|rep|repeat|repeats|repetition|round|rounds|iter|iteration|it|trial|try|attempt|pass|loop|take|sample|measurement|no|nr|num|idx|index)$/
/** Words before a number that is what was varied. */
export const levelWords =
  /^(v|ver|version|kernel|linux|disk|drive|dev|device|ssd|hdd|nvme|nvmen|sd|vd|host|node|server|client|vm|guest|cpu|cpus|core|cores|thread|threads|job|jobs|numjobs|nj|qd|depth|iodepth|q|queue|queues|bs|size|rate|iops|patch|config|cfg|conf|setup|case|variant|numa|socket|port|path|lun|osd|pool|fs|raid|batch|poll)$/

/** Words for a tool: what stands in their place in other names is of the same run. */
export const toolWords = new RegExp(
  `(^|[^A-Za-z])(?:${toolNames}|perf[-_]?stat|perf|stats?|out|output|results?|report|log|json|txt|csv)(?=$|[^A-Za-z])`,
  'gi',
)

/** 2 before 10, 4k before 1m, 6.6 before 6.10, words by code point. */
export function compareNatural(a: string, b: string): number {
  const [first, second] = [toBytes(a), toBytes(b)]
  if (first !== undefined && second !== undefined && first !== second) return first - second
  const [own, other] = [a, b].map(word => word.split(/(\d+)/))
  for (const [index, part] of (own ?? []).entries()) {
    const against = other?.[index]
    if (against === undefined) return 1
    const difference = Number(part) - Number(against)
    if (part !== against && index % 2 === 1 && difference !== 0) return difference
    if (part !== against) return part < against ? -1 : 1
  }
  return a === b ? 0 : -1
}

/** `4k` is 4096, `1MiB` 1 048 576 and `16` 16; undefined of what is no size. */
function toBytes(text: string): number | undefined {
  const [, number, prefix = ''] = /^(\d+)([kmgt]?)(?:i?b)?i?$/i.exec(text) ?? []
  if (number === undefined) return undefined
  return Number(number) * 1024 ** ' kmgt'.indexOf(prefix.toLowerCase() || ' ')
}

/** The values of a list, each once, as they come. */
export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
