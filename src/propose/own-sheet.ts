import { parse as parseCsv } from 'csv-parse/sync'
import { upperFirst } from '../format/upper-first.ts'
import type { Digest } from '../parse/digest.ts'
import { type Factor, factorLabels, sortLevels } from './levels.ts'
import type { Plan } from './place-runs.ts'
import { folderOf, groupBy, type Unit } from './units.ts'
import { distinct } from './words.ts'

/** A table of runs that somebody wrote by hand, read as a run sheet. */
export interface OwnSheet extends Plan {
  /** Its path, which `runs` names. */
  name: string
  units: Unit[]
  /** The path of each of its lines with the run that it is of. */
  lines: Map<string, string>
  /** Whether it can be taken as it is. */
  isWhole: boolean
}

type Row = { [column: string]: string }

/** As study.yaml may name a factor or a level. */
const isId = /^\w[\w.+-]*$/

/**
 * A CSV that lies loose beside the runs and whose column `path` leads to most of them: its other
 * columns are factors, `workload` and `repeat`.
 */
export function findOwnSheet(
  digests: readonly Digest[],
  units: readonly Unit[],
): OwnSheet | undefined {
  const loose = digests.find(({ archive }) => archive.path === '.')?.entries ?? []
  for (const { path, records } of loose) {
    const [record] = records
    if (record?.kind !== 'capture' || !/^[^/]+\.csv$/i.test(path)) continue
    const rows = readRows(record.text)
    const sheet = rows && toSheet(path, rows, units)
    if (sheet) return sheet
  }
  return undefined
}

function readRows(text: string): Row[] | undefined {
  if (!/^\uFEFF?"?path"?\s*,/m.test(text) && !/,"?path"?\s*(,|$)/m.test(text)) return undefined
  try {
    return parseCsv(text, { columns: true, trim: true, bom: true, skip_empty_lines: true })
  } catch {
    return undefined
  }
}

function toSheet(name: string, rows: Row[], units: readonly Unit[]): OwnSheet | undefined {
  const byPath = new Map(rows.map(row => [(row.path ?? '').replace(/^\.\/|\/$/g, ''), row]))
  const rowOf = (unit: Unit) => findLine(unit.report, byPath)
  const listed = units.filter(unit => rowOf(unit) !== undefined)
  if (listed.length * 2 < units.length) return undefined
  const value = (unit: Unit, column: string) => rowOf(unit)?.[column] ?? ''
  const columns = Object.keys(rows[0] ?? {}).filter(column => {
    const values = distinct(listed.map(unit => value(unit, column)))
    const isNote = !['workload', 'repeat'].includes(column) && values.length === listed.length
    return column !== 'path' && values.length > 1 && !isNote
  })
  const factors = columns
    .filter(column => !['workload', 'repeat'].includes(column))
    .map(column => toFactor(column, listed, unit => value(unit, column)))
  const hasWorkload = columns.includes('workload')
  const plan = {
    factors,
    ...(hasWorkload && {
      workload: toFactor('workload', listed, unit => value(unit, 'workload')),
    }),
    repeatOf: (unit: Unit) => value(unit, 'repeat') || '1',
  }
  const parts = [...factors, ...(plan.workload ? [plan.workload] : [])]
  const cells = groupBy(listed, unit => parts.map(({ of }) => of(unit)).join('\0'))
  const isClear = [...cells.values()].every(
    cell => distinct(cell.map(plan.repeatOf)).length === cell.length,
  )
  const order = new Map(
    [...cells.values()].flatMap(cell => cell.map((unit, at) => [unit, String(at + 1)])),
  )
  return {
    ...plan,
    // Without a repeat of its own, a line is the next of its cell.
    ...(!isClear && { repeatOf: (unit: Unit) => order.get(unit) ?? '1' }),
    name,
    units: listed,
    lines: new Map(
      [...byPath].map(([path, row]) => [
        path,
        [...parts.map(({ id }) => row[id]), row.repeat].join('\0'),
      ]),
    ),
    isWhole:
      isClear &&
      parts.every(({ id, levels }) => [id, ...Object.keys(levels)].every(at => isId.test(at))),
  }
}

function findLine(path: string, rows: ReadonlyMap<string, Row>): Row | undefined {
  return rows.get(findPath(path, rows) ?? '')
}

/** The line that names a file, or a folder above it. */
function findPath(path: string, rows: ReadonlyMap<string, Row>): string | undefined {
  for (let at = path; at !== ''; at = folderOf(at)) if (rows.has(at)) return at
  return undefined
}

function toFactor(id: string, units: readonly Unit[], of: (unit: Unit) => string): Factor {
  const values = sortLevels(distinct(units.map(of)))
  return {
    id,
    label: factorLabels[id] ?? upperFirst(id),
    levels: Object.fromEntries(values.map(value => [value, value])),
    of,
    options: [],
    baseline: values[0] ?? '',
  }
}
