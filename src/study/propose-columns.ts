import { parseFioSize } from '../parse/fio-option.ts'

/** A run as its path and fio's options tell it. */
export interface Unit {
  path: string
  /** Whether the path is a folder of its own, or the beginning of file names. */
  isFolder: boolean
  options: { [option: string]: string }
  when?: string
  /** Jobs that ran one after another in its report. */
  phases: Phase[]
}

export interface Phase {
  name: string
  options: Unit['options']
}

/** A part of the paths that stands at the same place in all of them. */
export interface Column {
  values: string[]
  /** Options of fio that have another value for each of the column's. */
  options: string[]
  of(unit: Unit): string
}

type Piece = string | Column

/** Options that make a workload, the most telling first. */
export const workloadOptions = [
  'rw',
  'readwrite',
  'bs',
  'iodepth',
  'numjobs',
  'rate',
  'rate_iops',
  'rwmixread',
]

/** Endings of archives are no part of a name. */
export const packed = /\.(tar|tar\.gz|tgz|zip|tar\.zst)$/

/**
 * Cut the paths into columns: at `/`, and where a name differs in every run, or has parts of which
 * there is each combination, at `_`, `-` or `.` too, if that cuts all names into as many parts.
 */
export function findColumns(units: Unit[]): {
  columns: Column[]
  template(nameOf: (column: Column) => string | undefined): string
} {
  const depth = mostCommon(units.map(unit => unit.path.split('/').length))
  const fitting = units.filter(unit => unit.path.split('/').length === depth)
  const isFolder = fitting[0]?.isFolder ?? true
  const cut = Array.from({ length: depth }, (_, index) => cutSegment(fitting, index))
  const pieces = isFolder ? cut : [...cut.slice(0, -1), withoutEnd(cut.at(-1) ?? [])]
  const columns = pieces.flat().filter(piece => typeof piece !== 'string')
  const ending = isFolder ? '' : '*'
  return {
    columns,
    template: nameOf =>
      pieces
        .map(segment => segment.map(piece => toTemplatePart(piece, nameOf)).join(''))
        .join('/') + ending,
  }
}

/** `run1-fio.json` stands beside `run1-perf.txt`: what follows the last column is no part of a run. */
function withoutEnd(pieces: Piece[]): Piece[] {
  const last = pieces.filter(piece => typeof piece !== 'string').at(-1)
  return last === undefined ? pieces : pieces.slice(0, pieces.indexOf(last) + 1)
}

function toTemplatePart(piece: Piece, nameOf: (column: Column) => string | undefined): string {
  if (typeof piece === 'string') return piece
  const name = nameOf(piece)
  return name === undefined ? (piece.values[0] ?? '') : `{${name}}`
}

function cutSegment(units: Unit[], index: number): Piece[] {
  const whole = (unit: Unit) => unit.path.split('/')[index] ?? ''
  const suffix =
    packed.exec(whole(units[0] ?? { path: '', isFolder: true, options: {}, phases: [] }))?.[0] ?? ''
  const read = (unit: Unit) => whole(unit).replace(packed, '')
  const values = distinct(units.map(read))
  const split = toSplitter(units)
  const isCrowded = values.length === units.length || values.length > 12
  const mark = ['_', '-', '.', ' '].find(mark => {
    const rows = values.map(value => split(value, mark))
    return cutsEvenly(rows) && (isCrowded || isCrossed(rows))
  })
  const pieces: Piece[] = []
  const count = mark === undefined ? 1 : split(values[0] ?? '', mark).length
  for (let part = 0; part < count; part++) {
    const of = (unit: Unit) =>
      mark === undefined ? read(unit) : (split(read(unit), mark)[part] ?? '')
    pieces.push(...(part > 0 && mark ? [mark] : []), ...cutNumber(units, of))
  }
  return [...pieces, suffix].filter(piece => piece !== '')
}

/** `round-3`, `bs64k`: a word that all have, and a number. */
function cutNumber(units: Unit[], of: (unit: Unit) => string): Piece[] {
  const number = /\d+[kmg]?$/i
  const words = distinct(units.map(unit => of(unit).replace(number, '')))
  const [word = ''] = words
  const isCounted = words.length === 1 && units.every(unit => number.test(of(unit)))
  if (!isCounted || word === '') return [toPiece(units, of)]
  return [word, toPiece(units, unit => of(unit).slice(word.length))]
}

function toPiece(units: Unit[], of: (unit: Unit) => string): Piece {
  const values = distinct(units.map(of)).sort(byNumber)
  return values.length === 1 ? (values[0] ?? '') : { values, options: findOptions(units, of), of }
}

/** Options that change with the column, and are the same wherever it is the same. */
function findOptions(units: Unit[], of: (unit: Unit) => string): string[] {
  const names = distinct(units.flatMap(unit => Object.keys(unit.options)))
  const telling = ['ioengine', ...workloadOptions]
  const order = [...telling, ...names.filter(name => !telling.includes(name))]
  return order.filter(name => {
    if (!names.includes(name) || /^(name|filename|directory|write_.*|output.*)$/.test(name))
      return false
    const byValue = new Map<string, Set<string>>()
    for (const unit of units) {
      const set = byValue.get(of(unit)) ?? new Set()
      byValue.set(of(unit), set.add(unit.options[name] ?? ''))
    }
    const isFunction = [...byValue.values()].every(set => set.size === 1)
    return isFunction && distinct(units.map(unit => unit.options[name] ?? '')).length > 1
  })
}

/** Cuts a name at a mark, but not within an engine’s: `io_uring_r1` is `io_uring` and `r1`. */
function toSplitter(units: Unit[]): (name: string, mark: string) => string[] {
  const engines = distinct(units.map(({ options }) => options.ioengine ?? ''))
    .filter(engine => /^\w+$/.test(engine) && engine.includes('_'))
    .sort((a, b) => b.length - a.length)
    .map(engine => engine.replaceAll('_', '[-_. ]'))
  if (engines.length === 0) return (name, mark) => name.split(mark)
  const whole = new RegExp(engines.join('|'), 'g')
  return (name, mark) =>
    name
      .replace(whole, engine => engine.replaceAll(mark, '\0'))
      .split(mark)
      .map(part => part.replaceAll('\0', mark))
}

function cutsEvenly(rows: string[][]): boolean {
  const counts = distinct(rows.map(row => String(row.length)))
  return counts.length === 1 && counts[0] !== '1'
}

/** `sata.native`, `sata.threads`, `ide.native`, `ide.threads`: two parts, in all combinations. */
function isCrossed(rows: string[][]): boolean {
  const counts = (rows[0] ?? []).map((_, part) => distinct(rows.map(row => row[part] ?? '')).length)
  const combinations = counts.reduce((product, count) => product * count, 1)
  return counts.filter(count => count > 1).length > 1 && combinations === rows.length
}

function distinct(values: string[]): string[] {
  return [...new Set(values)]
}

function mostCommon(values: number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** 2 before 10, 4k before 1m, words by code point. */
function byNumber(a: string, b: string): number {
  const [first, second] = [parseFioSize(a), parseFioSize(b)]
  if (first === undefined || second === undefined) return a < b ? -1 : 1
  return first - second || (a < b ? -1 : 1)
}
