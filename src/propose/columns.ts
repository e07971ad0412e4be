import { packed, type Unit } from './units.ts'
import {
  type CutName,
  compareNatural,
  createCutter,
  distinct,
  kindOf,
  levelWords,
  repeatWords,
} from './words.ts'

/** A part of the paths that stands at the same place in all of them and varies. */
export interface Column {
  values: string[]
  /** What stands before a number: `run` of `run3`; empty where nothing does, or it varies. */
  word: string
  /** Whether it ends a path, or a name that has something before it. */
  isLast: boolean
  of(unit: Unit): string
}

/** What all paths have in common, as text, and what varies. */
export type Piece = string | Column

/** Paths of one form: their segments as pieces, and the units that have that form. */
export interface Form {
  segments: Piece[][]
  units: Unit[]
  /** Units whose paths have another form. */
  others: Unit[]
}

/** Part of the names that may be missing from all combinations, for parts to be cut apart. */
const sparse = 1.5

/**
 * Cut the paths into columns: at `/`, and where the names of a segment have parts of which there
 * is each combination, or nearly, at marks too, and between a word and its number.
 */
export function findForm(units: readonly Unit[]): Form {
  const depth = mostCommon(units.map(unit => unit.path.split('/').length))
  const isFolder = units.filter(unit => unit.isFolder).length * 2 > units.length
  const isFitting = (unit: Unit) =>
    unit.path.split('/').length === depth && unit.isFolder === isFolder
  const fitting = units.filter(isFitting)
  const cut = createCutter(distinct(fitting.map(({ options }) => options.ioengine ?? '')))
  const segments = Array.from({ length: depth }, (_, index) =>
    cutSegment(fitting, index, index === depth - 1, cut),
  )
  return { segments, units: fitting, others: units.filter(unit => !isFitting(unit)) }
}

export function columnsOf({ segments }: Form): Column[] {
  return segments.flat().filter(piece => typeof piece !== 'string')
}

function cutSegment(
  units: Unit[],
  index: number,
  isEnd: boolean,
  cut: (name: string) => CutName,
): Piece[] {
  const whole = (unit: Unit) => unit.path.split('/')[index] ?? ''
  const endings = distinct(units.map(unit => packed.exec(whole(unit))?.[0] ?? ''))
  const ending = endings.length === 1 ? (endings[0] ?? '') : ''
  const nameOf = (unit: Unit) => whole(unit).slice(0, whole(unit).length - ending.length)
  const names = distinct(units.map(nameOf))
  if (names.length === 1) return [whole(units[0] as Unit)]
  const parts = choose(names, cut)
  const pieces = parts.cells.flatMap((cell, at): Piece[] => [
    ...(at > 0 ? [parts.marks[at - 1] ?? ''] : []),
    ...toPieces(units, unit => cell(nameOf(unit))),
  ])
  const merged = joinText([...pieces, ending])
  const last = merged.filter(piece => typeof piece !== 'string').at(-1)
  return merged.map((piece, at) =>
    typeof piece === 'string'
      ? piece
      : {
          ...piece,
          isLast: piece === last && (at > 0 || isEnd),
          word: piece.word || wordBefore(merged[at - 1]),
        },
  )
}

/** `run` of `run-1`; where a mark stands between, only a word that is said of numbers. */
function wordBefore(piece: Piece | undefined): string {
  const word = typeof piece === 'string' ? (/([A-Za-z]+)[^A-Za-z\d]+$/.exec(piece)?.[1] ?? '') : ''
  return repeatWords.test(word.toLowerCase()) || levelWords.test(word.toLowerCase())
    ? word.toLowerCase()
    : ''
}

interface Parts {
  cells: ((name: string) => string)[]
  /** Between the cells. */
  marks: string[]
}

/** The finest way to cut all names alike of which nearly all combinations are there. */
function choose(names: string[], cut: (name: string) => CutName): Parts {
  const cuts = new Map(names.map(name => [name, cut(name)]))
  const fewest = Math.min(...[...cuts.values()].map(({ words }) => words.length))
  const ways: [left: number, right: number][] = []
  for (let count = fewest; count >= 1; count--) {
    for (let right = count - 1; right >= 0; right--) ways.push([count - 1 - right, right])
  }
  for (const [left, right] of ways) {
    const parts = align(names, cuts, left, right)
    if (parts && isCrossed(parts, names)) return parts
  }
  return { cells: [name => name], marks: [] }
}

/** So many words from the left, so many from the right, and what is between as one. */
function align(
  names: string[],
  cuts: ReadonlyMap<string, CutName>,
  left: number,
  right: number,
): Parts | undefined {
  const split = new Map(
    names.map(name => {
      const { words, marks } = cuts.get(name) ?? { words: [name], marks: [] }
      const end = words.length - right
      const middle = words
        .slice(left, end)
        .map((word, at) => (at === 0 ? word : (marks[left + at - 1] ?? '') + word))
      return [
        name,
        {
          words: [...words.slice(0, left), middle.join(''), ...words.slice(end)],
          marks: [...marks.slice(0, left), ...marks.slice(end - 1)],
        },
      ]
    }),
  )
  const forms = distinct([...split.values()].map(({ marks }) => marks.join('\0')))
  if (forms.length > 1) return undefined
  const { words = [], marks = [] } = split.values().next().value ?? {}
  return {
    cells: words.map((_, at) => (name: string) => split.get(name)?.words[at] ?? ''),
    marks,
  }
}

/**
 * `sata.native`, `sata.threads`, `ide.native`: of two parts three of four combinations. What is of
 * one name alone, as a moment or a number that goes on, tells no parts apart. What is the same in
 * all is cut off only where several parts vary.
 */
function isCrossed({ cells }: Parts, names: string[]): boolean {
  const columns = cells.map(cell => distinct(names.map(cell)))
  const varying = columns.filter(values => values.length > 1)
  if (varying.length === 1) {
    const [values = []] = varying
    return columns.length === 1 || isCounted(values)
  }
  const telling = varying.filter(values => !(values.length === names.length && isCounted(values)))
  const combinations = telling.reduce((product, values) => product * values.length, 1)
  const rows = distinct(
    names.map(name =>
      cells
        .map(cell => cell(name))
        .filter((_, at) => telling.includes(columns[at] as string[]))
        .join('\0'),
    ),
  )
  return combinations <= sparse * rows.length
}

/** Numbers behind one word, or moments. */
function isCounted(values: string[]): boolean {
  const words = distinct(values.map(value => value.replace(number, '')))
  return (
    values.every(value => kindOf(value) === 'date') ||
    (words.length === 1 && values.every(value => number.test(value) && kindOf(value) !== 'version'))
  )
}

const number = /\d+[kmg]?$/i

/** A part as a column; `round-3`, `bs64k`: the word that all have apart from the number. */
function toPieces(units: Unit[], of: (unit: Unit) => string): Piece[] {
  const values = distinct(units.map(of)).sort(compareNatural)
  const [first = ''] = values
  if (values.length === 1) return [first]
  const cut = (value: string) => number.exec(value)?.index ?? value.length
  const words = distinct(values.map(value => value.slice(0, cut(value))))
  const [word = ''] = words
  const isPlain = values.every(value => !['date', 'version'].includes(kindOf(value)))
  if (isPlain && words.length === 1 && word !== '' && values.every(value => number.test(value))) {
    return [word, toColumn(units, unit => of(unit).slice(word.length), word)]
  }
  const numbers = distinct(values.map(value => value.slice(cut(value))))
  const isCrossed = words.length > 1 && numbers.length > 1 && !numbers.includes('')
  if (isPlain && isCrossed && words.length * numbers.length <= sparse * values.length) {
    return [
      toColumn(units, unit => of(unit).slice(0, cut(of(unit))), ''),
      toColumn(units, unit => of(unit).slice(cut(of(unit))), ''),
    ]
  }
  return [toColumn(units, of, '')]
}

function toColumn(units: Unit[], of: (unit: Unit) => string, word: string): Column {
  const values = distinct(units.map(of)).sort(compareNatural)
  return { values, word: word.replace(/[^A-Za-z]+$/, '').toLowerCase(), isLast: false, of }
}

/** Neighbouring pieces of text as one. */
function joinText(pieces: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece === '') continue
    if (typeof piece === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + piece
    else joined.push(piece)
  }
  return joined
}

function mostCommon(values: number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}
