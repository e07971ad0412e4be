import type { Place } from '../../model/place.ts'
import type { Reading } from '../../model/reading.ts'
import { toPlainNumber } from '../decimal-mark.ts'
import { toLines } from '../input.ts'

/** One row of a table of sysstat, under the columns of the last heading. */
export interface SysstatRow {
  line: number
  /** Seconds of the day, where the row begins with a clock. */
  time?: number
  /** Seconds of the day when the interval began, as the heading says. */
  begin?: number
  isAverage: boolean
  /** Counts the headings before it: rows of the same number are of one sample. */
  table: number
  cells: { [column: string]: string }
}

const clock = /^(\d\d):(\d\d):(\d\d)(?: ([AP]M))?\s+/

/**
 * Read the tables that mpstat, pidstat and iostat print: a heading of column names, rows
 * below, again for each interval, perhaps with a clock of 12 or 24 hours before each, and
 * `Average:` rows at the end.
 */
export function toSysstatRows(text: string): SysstatRow[] {
  const rows: SysstatRow[] = []
  let columns: string[] = []
  let begin: number | undefined
  let table = 0
  for (const [index, line] of toLines(text).entries()) {
    const { rest, time, isAverage } = takeClock(line)
    const cells = rest.trim().split(/\s+/)
    // `pidstat -h` names a column for its clock.
    const hasClock = columns[0] === 'Time' && time !== undefined
    if (isHeading(rest)) {
      columns = cells.map(name => name.replace(/:$/, ''))
      begin = time
      table += 1
    } else if (rest.trim() === '') {
      // Blank lines stand between tables. So do dates, which are no rows either.
    } else if (columns.length > 0 && !/^\s*(\d+[-/.]){2}\d+/.test(rest)) {
      rows.push({
        line: index + 1,
        table,
        isAverage,
        ...(time !== undefined && { time }),
        ...(begin !== undefined && { begin }),
        cells: toCells(hasClock ? columns.slice(1) : columns, cells),
      })
    }
  }
  return rows
}

/** The mean of each column that is a number in every row. */
export function toMeans(rows: SysstatRow[], skip: string[]): Reading[] {
  const [first] = rows
  if (!first) return []
  return Object.keys(first.cells)
    .filter(name => !skip.includes(name))
    .flatMap(name => {
      const values = rows.map(row => toCellNumber(row.cells[name]))
      const known = values.filter(value => value !== undefined)
      if (known.length < rows.length) return []
      const value = known.reduce((sum, next) => sum + next, 0) / known.length
      const place: Place = { line: first.line }
      return [{ name, value, unit: rateUnit(name), place }]
    })
}

/** `%usr` in %, `rkB/s` in kB/s, `cswch/s` a second, `r_await` in ms. */
export function rateUnit(column: string): string {
  if (column.startsWith('%') || column === 'util') return '%'
  const amount = /([kM]B)(_\w+)?\/s$/.exec(column)?.[1]
  if (amount !== undefined) return `${amount}/s`
  if (column.endsWith('/s')) return '1/s'
  return /await|svctm/.test(column) ? 'ms' : ''
}

/** sysstat writes -1 where it has no number. */
function toCellNumber(cell: string | undefined): number | undefined {
  if (cell === undefined || !/^\d+([.,]\d+)?$/.test(cell)) return undefined
  return Number(toPlainNumber(cell, cell.includes(',') ? ',' : '.'))
}

function takeClock(line: string): { rest: string; time?: number; isAverage: boolean } {
  if (/^(Average|Mittelw\.|Durchschn\.|Moyenne)\s*:/.test(line)) {
    return { rest: line.slice(line.indexOf(':') + 1), isAverage: true }
  }
  const [all, hours, minutes, seconds, half] = clock.exec(line) ?? []
  if (all === undefined) return { rest: line.replace(/^#/, ''), isAverage: false }
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'PM' ? 12 : 0)
  const time = hour * 3600 + Number(minutes) * 60 + Number(seconds)
  return { rest: line.slice(all.length), time, isAverage: false }
}

function isHeading(rest: string): boolean {
  return /^\s*(CPU\s+(%|intr|\d+\/s|\w+\/s)|NODE\s+%|UID\s|Time\s+UID|USER\s+PID|Device:?\s|avg-cpu:)/.test(
    rest,
  )
}

/** The last column of pidstat, the command, may hold blanks. */
function toCells(columns: string[], cells: string[]): { [column: string]: string } {
  return Object.fromEntries(
    columns
      .slice(0, cells.length)
      .map((name, index) => [
        name,
        index === columns.length - 1 ? cells.slice(index).join(' ') : (cells[index] ?? ''),
      ]),
  )
}
