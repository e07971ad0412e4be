import { joinPath } from '../message/path-in-archive.ts'
import type { Digest } from '../parse/digest.ts'
import type { LoadReader } from '../study/load-reader.ts'
import { loadReaders } from '../study/load-readers.ts'
import type { Surveyed } from '../study/load-survey.ts'
import { nameTools as nameGenerators } from '../study/tool-words.ts'
import { createCutter, toolWords } from './words.ts'

/** A run as its path and the options in its report tell it. */
export interface Unit extends Surveyed {
  /** A folder, or how names of files begin. */
  path: string
  /** Whether the path is a folder of its own, or the beginning of file names. */
  isFolder: boolean
  /** The file of its report, and who reads that. */
  report: string
  reader: LoadReader
}

/** Endings of archives are no part of a name. */
export const packed = /\.(tar|tar\.gz|tgz|tar\.zst|tzst|zip)$/

interface Report extends Omit<Unit, 'path' | 'isFolder'> {}

/**
 * A unit for each report: its folder, or where several share a folder, its name. Reports of
 * one folder that ran at the same time, with files beside them that belong to none, are one run.
 */
export function findUnits(digests: readonly Digest[]): Unit[] {
  const reports = digests.flatMap(toReports)
  const byFolder = groupBy(reports, ({ report }) => folderOf(report))
  const shared = findShared(digests, reports)
  const kept = [...byFolder].flatMap(([folder, own]) =>
    own.length > 1 && shared.has(folder) && own.every(report => isPartOf(report, own[0] as Report))
      ? own.slice(0, 1)
      : own,
  )
  const below = new Map<string, number>()
  for (const { report } of kept) {
    for (const folder of foldersOf(report)) below.set(folder, (below.get(folder) ?? 0) + 1)
  }
  const isOwn = ({ report }: Report) => folderOf(report) !== '' && below.get(folderOf(report)) === 1
  const owners = kept.filter(isOwn)
  // Where most have a folder of their own, a few that share one are told and left out.
  const isFolder = owners.length >= 0.8 * kept.length
  if (!isFolder) {
    return kept.map(report => ({ ...report, isFolder, path: withoutEnding(report.report) }))
  }
  const paths = climb(
    owners.map(({ report }) => folderOf(report)),
    below,
  )
  return [
    ...owners.map((report, index) => ({ ...report, isFolder, path: paths[index] ?? '' })),
    ...kept
      .filter(report => !isOwn(report))
      .map(report => ({ ...report, isFolder: false, path: withoutEnding(report.report) })),
  ]
}

function toReports({ archive, entries }: Digest): Report[] {
  return entries.flatMap(({ path, records }) => {
    const file = { archive: archive.path, sha256: '', entry: path }
    return loadReaders.flatMap(reader => {
      const surveyed = reader.survey.read(file, records)
      return surveyed ? [{ ...surveyed, report: joinPath(archive.path, path), reader }] : []
    })
  })
}

/** Folders in which something was counted that has the name of none of their reports. */
function findShared(digests: readonly Digest[], reports: readonly Report[]): Set<string> {
  const names = new Set(reports.map(({ report }) => keyOf(report)))
  const others = digests.flatMap(({ archive, entries }) =>
    entries.flatMap(({ path, records }) => {
      const full = joinPath(archive.path, path)
      const isOther = records.some(({ kind }) => kind === 'perf-stat') && !names.has(keyOf(full))
      return isOther ? [folderOf(full)] : []
    }),
  )
  return new Set(others)
}

/** The words of a path but those for a tool: `a/fio_r1.json` and `a/perf_r1.txt` have the same. */
export function keyOf(path: string): string {
  return cut(withoutEnding(path).replaceAll('/', '-'))
    .words.filter(word => word.replaceAll(toolWords, '') !== '')
    .join(' ')
}

const cut = createCutter([])

/**
 * Which unit a file is of: the one in whose folder it lies, or whose words its path begins with:
 * `a_r1_perf_01.txt` and `perf/a_r1.txt` are of the report `a_r1_fio.json`.
 */
export function createOwnerFinder(units: readonly Unit[]): (path: string) => Unit | undefined {
  const folders = new Map(units.filter(unit => unit.isFolder).map(unit => [unit.path, unit]))
  const loose = units.filter(unit => !unit.isFolder)
  const reports = new Map(loose.map(unit => [unit.report, unit]))
  const keys = new Map(loose.map(unit => [keyOf(unit.report), unit]))
  const most = Math.max(0, ...[...keys.keys()].map(key => key.split(' ').length))
  return path => {
    const own = reports.get(path) ?? foldersOf(path).flatMap(at => folders.get(at) ?? [])[0]
    if (own || keys.size === 0) return own
    const words = keyOf(path).split(' ')
    for (let count = Math.min(most, words.length); count > 0; count--) {
      const unit = keys.get(words.slice(0, count).join(' '))
      if (unit) return unit
    }
    return undefined
  }
}

/** Whether two reports are of one load: at the same time, with the same options. */
function isPartOf(a: Report, b: Report): boolean {
  return ranTogether(a, b) && JSON.stringify(a.options) === JSON.stringify(b.options)
}

/** Whether they cover each other for most of the shorter one. */
export function ranTogether(a: Pick<Unit, 'span'>, b: Pick<Unit, 'span'> | undefined): boolean {
  if (!a.span || !b?.span) return false
  const overlap = Math.min(a.span[1], b.span[1]) - Math.max(a.span[0], b.span[0])
  return overlap >= Math.min(a.span[1] - a.span[0], b.span[1] - b.span[0]) / 2
}

/** `a/run1.fio.json` without what tells the kind of file. */
export function withoutEnding(path: string): string {
  return path.replace(/(\.[A-Za-z]\w*)+$/, '')
}

/** A folder is not the run’s where all have one of its name, and nothing else is above: `r1/fio/`. */
function climb(paths: string[], below: ReadonlyMap<string, number>): string[] {
  const names = new Set(paths.map(path => path.slice(path.lastIndexOf('/') + 1)))
  const above = paths.map(folderOf)
  const isShared = above.some(path => path === '' || below.get(path) !== 1)
  return names.size > 1 || isShared || paths.length < 2 ? paths : climb(above, below)
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** `a/b/c.json` lies in `a/b` and in `a`; at the top, in ``. */
function foldersOf(path: string): string[] {
  const folder = folderOf(path)
  return folder === '' ? [''] : [folder, ...foldersOf(folder)]
}

/** `fio`, or `fio and sysbench`: who made the load of these. */
export function nameTools(units: readonly Unit[]): string {
  return nameGenerators(units.map(({ reader }) => ({ generator: reader.tool })))
}
