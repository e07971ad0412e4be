import type { Printed } from './printed.ts'
/** A row of a table by the names of its columns, in base units and unrounded. */
export type Row = { [column: string]: string | number | boolean | null | Printed }

/** RFC 4180, with a header; nothing for null. */
export function toCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const lines = [columns, ...rows.map(row => columns.map(column => defuse(row[column])))]
  return `${lines.map(toCsvLine).join('\r\n')}\r\n`
}

/** A line without its end; nothing for null. */
export function toCsvLine(values: readonly (Row[string] | undefined)[]): string {
  return values
    .map(value => {
      const text = String(value ?? '')
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(',')
}

/**
 * A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@` or a tab as a formula. An apostrophe
 * before it makes it a text there, by the spreadsheets' own convention. Numbers stay.
 */
function defuse(value: Row[string] | undefined): Row[string] | undefined {
  if (typeof value !== 'string' || !/^[=+\-@\t\r]/.test(value)) return value
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? value : `'${value}`
}
