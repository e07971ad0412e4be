import { type FileRef, placeToString, type Source } from '../../model/place.ts'

/** Where a file lies: the number of its archive in the list of archives, and its path in there. */
export interface ListedFile {
  archive: number
  entry: string
}

/** What a tool wrote in many files at one place of each: its own name for the value, and its unit. */
export interface ListedKind {
  name: string
  /** Missing of a plain count. */
  unit?: string
  line?: number
  pointer?: string
}

/** Numbers of a file and of a kind, and the value that stands there. */
export type ListedSource = [file: number, kind: number, value: number]

/** Numbers in rising order; of those that follow each other, the first and the last. */
export type Ranges = (number | [first: number, last: number])[]

/**
 * Files, kinds, sources, and the sources of numbers, each once, numbered from 0 in the order in
 * which they were asked for.
 */
export interface SourceList {
  files: ListedFile[]
  kinds: ListedKind[]
  sources: ListedSource[]
  origins: Ranges[]
  numberOf(source: Source): number
  /** The number in `origins` of all the sources of one number. */
  originOf(sources: readonly Source[]): number
}

export function createSourceList(archives: readonly { path: string }[]): SourceList {
  const archiveNumbers = new Map(archives.map(({ path }, number) => [path, number]))
  const known = new Map<Source, number>()
  const files = createList<ListedFile>()
  const kinds = createList<ListedKind>()
  const sources = createList<ListedSource>()
  const origins = createList<Ranges>()
  const numberOfFile = ({ archive, entry }: FileRef) =>
    files.numberOf(`${archive} › ${entry}`, () => ({
      archive: archiveNumbers.get(archive) ?? -1,
      entry,
    }))
  const list = ({ file, place, name, value, unit }: Source) => {
    const kind = kinds.numberOf(`${placeToString('', place)} ${name} ${unit}`, () => ({
      name,
      ...(unit !== '' && { unit }),
      ...place,
    }))
    const source: ListedSource = [numberOfFile(file), kind, value]
    return sources.numberOf(source.join(' '), () => source)
  }
  const numberOf = (source: Source) => {
    const number = known.get(source) ?? list(source)
    known.set(source, number)
    return number
  }
  return {
    files: files.items,
    kinds: kinds.items,
    sources: sources.items,
    origins: origins.items,
    numberOf,
    originOf(sources) {
      const ranges = toRanges(sources.map(numberOf))
      return origins.numberOf(JSON.stringify(ranges), () => ranges)
    },
  }
}

/** `toRanges([7, 2, 3, 4, 3]) // => [[2, 4], 7]` */
export function toRanges(numbers: readonly number[]): Ranges {
  const ranges: Ranges = []
  let first = Number.NaN
  let last = Number.NaN
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const isNext = number === last + 1
    if (isNext) ranges.pop()
    else first = number
    last = number
    ranges.push(isNext ? [first, last] : number)
  }
  return ranges
}

/** Items that are each listed once. */
function createList<T>() {
  const numbers = new Map<string, number>()
  const items: T[] = []
  return {
    items,
    /** The number of what is known by this key; if nothing is, it is listed. */
    numberOf(key: string, make: () => T): number {
      const known = numbers.get(key)
      if (known !== undefined) return known
      const number = items.push(make()) - 1
      numbers.set(key, number)
      return number
    },
  }
}
