import { toLines } from '../input.ts'
import type { Parser } from '../parser.ts'
import type { SystemRates } from '../record.ts'

const heading = /^\s*r\s+b\s+swpd\s+free\s/

/**
 * Parse what vmstat prints. Its first line is the mean since boot, and is left out where there
 * are more. `cs` is context switches a second, of all CPUs.
 */
export const vmstatText: Parser = {
  format: 'vmstat-text',
  describes: 'vmstat, as printed',
  recognises: input =>
    toLines(input.head)
      .slice(0, 5)
      .some(line => heading.test(line)),
  parse: input => {
    const lines = toLines(input.text)
    const columns = (lines.find(line => heading.test(line)) ?? '').trim().split(/\s+/).slice(0, 64)
    const all = lines.flatMap((line, index) =>
      /^\s*\d+\s+\d+\s+\d+\s/.test(line)
        ? { line: index + 1, cells: line.trim().split(/\s+/) }
        : [],
    )
    const rows = all.length > 1 ? all.slice(1) : all
    const place = { line: rows[0]?.line ?? 1 }
    const rates = columns.flatMap((name, index) => {
      const values = rows.map(row => Number(row.cells[index]))
      if (values.length === 0 || !values.every(Number.isFinite)) return []
      const value = values.reduce((sum, next) => sum + next, 0) / values.length
      return [{ name, value, unit: unitOf(name), place }]
    })
    const record: SystemRates = {
      kind: 'system-rates',
      place,
      tool: 'vmstat',
      subject: 'system',
      samples: rows.length,
      rates,
    }
    return { records: rows.length > 0 ? [record] : [], remarks: [] }
  },
}

function unitOf(column: string): string {
  if (['us', 'sy', 'id', 'wa', 'st', 'gu'].includes(column)) return '%'
  return ['in', 'cs'].includes(column) ? '1/s' : ''
}
