import { parse } from 'csv-parse/sync'
import { pathInArchive } from '../message/path-in-archive.ts'

interface SourceRow {
  run: string
  name: string
  value: string
  unit: string
  archive: string
  place: string
}

/**
 * The sources of some runs as a matrix: a row for each value that a tool wrote, a column for each
 * run. What the runs have in common, which is most of what a list repeats, is said once: the
 * second row tells the folder of each run, and places are told from there.
 *
 * @param csv `run,name,value,unit,archive,place`, as published
 */
export function toSourceMatrix(csv: string, runs: string[]): string {
  const rows: SourceRow[] = parse(csv, { columns: true })
  const byRun = new Map<string, SourceRow[]>(runs.map(run => [run, []]))
  for (const row of rows) byRun.get(row.run)?.push(row)
  const folders = new Map([...byRun].map(([run, own]) => [run, folderOf(own)]))
  const values = new Map<string, Map<string, string>>()
  for (const row of rows) {
    if (!byRun.has(row.run)) continue
    const place = pathOf(row).slice(folders.get(row.run)?.length)
    const key = toLine([row.name, row.unit, place])
    values.set(key, (values.get(key) ?? new Map()).set(row.run, row.value))
  }
  return [
    toLine(['name', 'unit', 'place', ...runs]),
    toLine(['folder', '', '', ...runs.map(run => folders.get(run) ?? '')]),
    ...[...values].map(([key, of]) => `${key},${toLine(runs.map(run => of.get(run) ?? ''))}`),
    '',
  ].join('\r\n')
}

/** `round-1.tar.gz › libaio/iops/fio.json#/jobs/0/read/total_ios` */
function pathOf({ archive, place }: SourceRow): string {
  return pathInArchive(archive, place)
}

/** The longest start that the files of a run share, up to a slash or an archive. */
function folderOf(rows: SourceRow[]): string {
  const paths = rows.map(row => pathOf(row).replace(/[:#].*$/s, ''))
  let shared = paths[0] ?? ''
  for (const path of paths) {
    while (!path.startsWith(shared)) shared = shared.slice(0, -1)
  }
  return /^.*(?:\/| › )/s.exec(shared)?.[0] ?? ''
}

/** RFC 4180. */
function toLine(values: string[]): string {
  return values
    .map(value => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(',')
}
