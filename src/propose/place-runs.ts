import { columnsOf, type Form, type Piece } from './columns.ts'
import type { Factor } from './levels.ts'
import type { Role } from './roles.ts'
import { createOwnerFinder, groupBy, type Unit } from './units.ts'
import { compareNatural, toolWords } from './words.ts'

/** Which cell and repeat each unit is of. */
export interface Plan {
  factors: Factor[]
  /** What tells the workload, where a part of the paths does. */
  workload?: Factor
  repeatOf(unit: Unit): string
}

/** Repeats by number, as they follow one another in each cell. */
export function toOrder(
  { factors, workload }: Plan,
  units: readonly Unit[],
): (unit: Unit) => string {
  const parts = [...factors, ...(workload ? [workload] : [])]
  const cells = groupBy(units, unit => parts.map(({ of }) => of(unit)).join('\0'))
  const order = new Map<Unit, string>()
  for (const cell of cells.values()) {
    const sorted = [...cell].sort((a, b) => compareNatural(a.path, b.path))
    for (const [at, unit] of sorted.entries()) order.set(unit, String(at + 1))
  }
  return unit => order.get(unit) ?? '1'
}

/**
 * The paths of runs as a template, `{engine}/r{repeat}`; undefined where none can tell all parts.
 *
 * @param isLoose whether what names a tool may be anything: `fio-{engine}` and `perf-{engine}`
 */
export function toTemplate(
  form: Form,
  roles: readonly Role[],
  { factors, workload }: Plan,
  isLoose: boolean,
): string | undefined {
  const named = [...factors, ...(workload ? [workload] : [])]
  if (named.some(({ column }) => column === undefined)) return undefined
  const repeats = roles.filter(({ role }) => role === 'repeat')
  const nameOf = new Map<Piece, string>([
    ...repeats.map(({ column }): [Piece, string] => [column, 'repeat']),
    ...named.map(({ column, id }): [Piece, string] => [column as Piece, id]),
  ])
  const write = (piece: Piece): string => {
    if (typeof piece === 'string') return isLoose ? piece.replaceAll(toolWords, '$1*') : piece
    const name = nameOf.get(piece)
    if (name !== undefined) return `{${name}}`
    // What is said twice: with the same words, the name stands there again.
    const twin = columnsOf(form).find(
      other => nameOf.has(other) && form.units.every(unit => other.of(unit) === piece.of(unit)),
    )
    return twin ? `{${nameOf.get(twin)}}` : '*'
  }
  const [unit] = form.units
  const segments = unit?.isFolder === false ? withoutEnd(form.segments) : form.segments
  const ending = unit?.isFolder === false ? '*' : ''
  const template = segments.map(pieces => pieces.map(write).join('')).join('/') + ending
  // `{repeat}` stands for several words with marks between them as well.
  const joined = template.replace(/\{repeat\}(?:-\{repeat\})+/, '{repeat}')
  return repeats.length > 1 && joined.split('{repeat}').length > 2 ? undefined : joined
}

/** `run1-fio.json` stands beside `run1-perf.txt`: what follows the last column is no part of a run. */
function withoutEnd(segments: Piece[][]): Piece[][] {
  const pieces = segments.at(-1) ?? []
  const last = pieces.filter(piece => typeof piece !== 'string').at(-1)
  return last === undefined
    ? segments
    : [...segments.slice(0, -1), pieces.slice(0, pieces.indexOf(last) + 1)]
}

/** A run sheet, and the path of each of its lines with the run that it is of. */
export interface Sheet {
  csv: string
  lines: Map<string, string>
}

/** The same as a sheet: a line for each folder or file of a run, with its levels. */
export function toSheet(
  units: readonly Unit[],
  { factors, workload, repeatOf }: Plan,
  paths: readonly string[],
): Sheet {
  const ownerOf = createOwnerFinder(units)
  const own = new Map<Unit, string[]>(units.map(unit => [unit, []]))
  for (const path of paths) {
    const owner = ownerOf(path)
    if (owner && !owner.isFolder) own.get(owner)?.push(path)
  }
  const lines = units.flatMap(unit => {
    const values = [
      ...factors.map(factor => factor.of(unit)),
      workload?.of(unit) ?? 'all',
      repeatOf(unit),
    ]
    return (unit.isFolder ? [unit.path] : (own.get(unit) ?? [])).map(path => ({ path, values }))
  })
  const heading = ['path', ...factors.map(({ id }) => id), 'workload', 'repeat']
  const rows = [heading, ...lines.map(({ path, values }) => [path, ...values])]
  return {
    csv: `${rows.map(row => row.map(quote).join(',')).join('\n')}\n`,
    lines: new Map(lines.map(({ path, values }) => [path, values.join('\0')])),
  }
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
