/** A row of a table by the names of its columns, in base units and unrounded. */
export type Row = { [column: string]: string | number | boolean | null }

/** RFC 4180, with a header; nothing for null. */
export function toCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const quote = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [columns, ...rows.map(row => columns.map(column => row[column]))]
  return `${lines.map(line => line.map(quote).join(',')).join('\r\n')}\r\n`
}
