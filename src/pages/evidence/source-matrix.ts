import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { toCsvLine } from '../../format/csv.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import { placeToString, type Source } from '../../model/place.ts'
import { toLoadSources } from './ledger-load.ts'

/**
 * The sources of some runs as a matrix: a row for each value that a tool wrote, a column for each
 * run. What the runs have in common, which is most of what a list repeats, is said once: the
 * second row tells the folder of each run, and places are told from there.
 */
export function toSourceMatrix(rows: readonly SourceRow[], runs: string[]): string {
  const byRun = new Map<string, SourceRow[]>(runs.map(run => [run, []]))
  for (const row of rows) byRun.get(row.run)?.push(row)
  const folders = new Map([...byRun].map(([run, own]) => [run, folderOf(own)]))
  const values = new Map<string, Map<string, number>>()
  for (const row of rows) {
    if (!byRun.has(row.run)) continue
    const place = pathOf(row).slice(folders.get(row.run)?.length)
    const key = toCsvLine([row.name, row.unit, place])
    values.set(key, (values.get(key) ?? new Map()).set(row.run, row.value))
  }
  return [
    toCsvLine(['name', 'unit', 'place', ...runs]),
    toCsvLine(['folder', '', '', ...runs.map(run => folders.get(run) ?? '')]),
    ...[...values].map(([key, of]) => `${key},${toCsvLine(runs.map(run => of.get(run)))}`),
    '',
  ].join('\r\n')
}

/** `round-1.tar.gz › libaio/iops/fio.json#/jobs/0/read/total_ios` */
function pathOf({ archive, place }: SourceRow): string {
  return pathInArchive(archive, place)
}

/** The folder that the files of a run share; none where they are in several archives. */
function folderOf(rows: SourceRow[]): string {
  const [first] = rows
  if (!first || rows.some(({ archive }) => archive !== first.archive)) return ''
  const folders = rows.map(({ entry }) => entry.split('/').slice(0, -1))
  const shared = folders.reduce((shared, folder) => {
    const end = shared.findIndex((part, at) => part !== folder[at])
    return end === -1 ? shared : shared.slice(0, end)
  })
  return pathInArchive(first.archive, shared.map(part => `${part}/`).join(''))
}

/** A value that a tool wrote for a run. */
export type SourceRow = ReturnType<typeof toSourceRow>

/**
 * Every value that the numbers of some runs were computed from. Those of one quantity stand
 * together, since they differ in little and so take little room when packed.
 */
export function toSourceRows({ cells }: Efficiency, runs: readonly string[]): SourceRow[] {
  const asked = new Set(runs)
  const rows = cells.flatMap(cell => toRows(cell, asked))
  const unique = [...new Map(rows.map(row => [JSON.stringify(row), row])).values()]
  const keyed = unique.map(row => ({ row, key: keyOf(row) }))
  return keyed.sort((a, b) => inOrder(a.key, b.key)).map(({ row }) => row)
}

/** Most sources are those of several metrics, and of one run the same. */
function toRows(cell: Cell, asked: ReadonlySet<string>): SourceRow[] {
  const runs = cell.runs.filter(({ id }) => asked.has(id))
  if (runs.length === 0) return []
  const sources = new Map(runs.map(({ id }) => [id, new Set<Source>()]))
  for (const { points } of Object.values(cell.results))
    for (const { run, quantity } of points)
      for (const source of quantity.sources) sources.get(run)?.add(source)
  for (const [id, own] of sources) for (const source of toLoadSources(cell, id)) own.add(source)
  return [...sources].flatMap(([id, own]) => [...own].map(source => toSourceRow(id, source)))
}

function toSourceRow(run: string, { file, place, name, value, unit }: Source) {
  return {
    run,
    name,
    value: Number(value.toPrecision(12)),
    unit,
    archive: file.archive,
    place: placeToString(file.entry, place),
    entry: file.entry,
  }
}

function keyOf(row: { run: string; name: string; place: string }): string {
  return [row.name, row.place.replaceAll(/\d+/g, ''), row.run, row.place].join('\n')
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
