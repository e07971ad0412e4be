import { parse as parseCsv } from 'csv-parse/sync'
import type { Message } from '../../message/message.ts'
import { joinPath } from '../../message/path-in-archive.ts'
import type { Digest } from '../../parse/digest.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { compilePath, type compileTemplate, isBelow } from './template.ts'

interface Line {
  values: { [column: string]: string }
  path: string
  /** What follows where a path is at or below that of the line. */
  restOf(path: string): string | undefined
}

/**
 * A run sheet is a CSV file with a column `path` and one for each factor, `workload` and
 * `repeat`: for archives whose paths say nothing. In a path, `*` is anything, as in a template.
 * What has one level alone needs no column, and without `repeat` a cell has one run.
 */
export function readSheet(
  sheet: string,
  manifest: Manifest,
  digests: Digest[],
  problems: Map<string, Message>,
): ReturnType<typeof compileTemplate> {
  const reportError = (reason: string) =>
    problems.set(reason, { severity: 'error', rule: 'run-sheet', reason, file: '' })
  const rows = readRows(sheet, digests)
  if (typeof rows === 'string') {
    reportError(rows)
    return () => undefined
  }
  const several = { ...toLevels(manifest), workload: Object.keys(manifest.workloads) }
  const columns = [
    'path',
    ...Object.entries(several).flatMap(([name, levels]) => (levels.length > 1 ? name : [])),
  ]
  const [first] = rows
  for (const column of columns.filter(column => first && !(column in first))) {
    reportError(`${sheet} has no column \`${column}\`; it needs ${columns.join(', ')}`)
  }
  if (first && !('path' in first)) return () => undefined
  const lines = rows.map(toLine)
  const paths = digests.flatMap(({ archive, entries }) =>
    entries.map(entry => joinPath(archive.path, entry.path)),
  )
  for (const reason of findMistakes(lines, paths, sheet)) reportError(reason)
  return path => {
    const found = findLines(path, lines)
    const [line] = found
    const rest = line?.restOf(path)
    return line && found.length === 1 && rest !== undefined
      ? { values: line.values, rest }
      : undefined
  }
}

function toLevels({ factors }: Manifest): { [factor: string]: string[] } {
  return Object.fromEntries(
    Object.entries(factors).map(([factor, { levels }]) => [factor, Object.keys(levels)]),
  )
}

function readRows(sheet: string, digests: Digest[]): Line['values'][] | string {
  const record = digests
    .find(digest => digest.archive.path === '.')
    ?.entries.find(entry => entry.path === sheet)?.records[0]
  if (record?.kind !== 'capture') {
    return `There is no run sheet \`${sheet}\` beside study.yaml; put it there, or correct \`runs\``
  }
  try {
    return parseRows(record.text)
  } catch (error) {
    return `Unexpected CSV in ${sheet} (${(error as Error).message}), expected a header and rows as long`
  }
}

function parseRows(text: string): Line['values'][] {
  return parseCsv(text, { columns: true, trim: true, bom: true, skip_empty_lines: true })
}

/** What a sheet says of its runs, without the paths that they lie at: these are names of files. */
export function listSheetWords(text: string): string[] {
  try {
    return parseRows(text).flatMap(({ path: _path, ...values }) => Object.values(values))
  } catch {
    return []
  }
}

function toLine(values: Line['values']): Line {
  const path = (values.path ?? '').replace(/^\.\/|\/$/g, '')
  return { values, path, restOf: compilePath(path) }
}

/** The line that a path is below as it is; else all whose `*` take it. */
function findLines(path: string, lines: Line[]): Line[] {
  const named = lines.find(line => isBelow(path, line.path))
  return named ? [named] : lines.filter(line => line.restOf(path) !== undefined)
}

function findMistakes(lines: Line[], paths: string[], sheet: string): string[] {
  const absent = lines.filter(line => !paths.some(path => line.restOf(path) !== undefined))
  const again = lines.filter(
    ({ path }, index) => lines.findIndex(other => other.path === path) < index,
  )
  const several = paths.flatMap(path => {
    const found = findLines(path, lines)
    return found.length > 1 ? [{ path, found }] : []
  })
  const [first] = several
  return [
    ...tell(
      absent.map(line => line.path),
      at => `Nothing lies at ${at}, as ${sheet} says; correct the path, or put the files there`,
    ),
    ...tell(
      again.map(line => line.path),
      at => `${sheet} has a second line of ${at}; take one away`,
    ),
    ...tell(
      several.map(({ path }) => path),
      at =>
        `${sheet} has several lines for ${at} (\`${first?.found.map(line => line.path).join('`, `')}\`); it is left out, make them differ`,
    ),
  ]
}

function tell(paths: string[], toReason: (at: string) => string): string[] {
  const [first, ...others] = new Set(paths)
  if (first === undefined) return []
  return [toReason(`\`${first}\`${others.length > 0 ? ` and ${others.length} more` : ''}`)]
}
