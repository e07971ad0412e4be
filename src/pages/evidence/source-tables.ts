import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import { toCsv } from '../../format/csv.ts'
import type { OutputFile } from '../../model/output-file.ts'
import { placeToString, type Source } from '../../model/place.ts'
import { downloadPath } from '../../model/site-paths.ts'
import { toLoadSources } from './ledger-load.ts'

/** Where the sources of a workload's ledger stand as one table. */
export function sourcesPath(studyId: string, workload: string): string {
  return downloadPath(studyId, `sources-${workload}.csv`)
}

/**
 * Every value that the numbers of a workload were computed from, one a row: run, what it is,
 * value, unit, archive, place. Rows of one quantity stand together, since they differ in little
 * and so take little room when packed.
 */
export function toSourceTables(efficiency: Efficiency): OutputFile[] {
  const { study } = efficiency
  return Object.keys(study.manifest.workloads).map(workload => ({
    path: sourcesPath(study.id, workload),
    content: toCsv(toSourceRows(efficiency, workload).map(({ entry: _, ...row }) => row)),
  }))
}

/** A value that a tool wrote for a run. */
export type SourceRow = ReturnType<typeof toSourceRow>

/** The rows of the table of a workload. */
export function toSourceRows({ cells }: Efficiency, workload: string): SourceRow[] {
  const rows = cells.filter(cell => cell.workload === workload).flatMap(toRows)
  const unique = [...new Map(rows.map(row => [JSON.stringify(row), row])).values()]
  const keyed = unique.map(row => ({ row, key: keyOf(row) }))
  return keyed.sort((a, b) => inOrder(a.key, b.key)).map(({ row }) => row)
}

/** Most sources are those of several metrics, and of one run the same. */
function toRows(cell: Cell): SourceRow[] {
  const sources = new Map(cell.runs.map(({ id }) => [id, new Set<Source>()]))
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
