import { toCsvLine } from '../../format/csv.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import type { SourceRow } from './source-tables.ts'

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
