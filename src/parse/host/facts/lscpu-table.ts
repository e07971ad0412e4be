import type { Line } from '../captures/capture.ts'
import type { Found } from './fact.ts'
import { toRanges } from './kernel.ts'

const heading = /^\s*CPU\s+(?:NODE|SOCKET|CORE)\b/

/** A CPU by the headings of its columns. */
type Row = Map<string, string>

/** Parse the table of `lscpu -e`: a CPU a line, with its node, socket, core and caches. */
export function parseLscpuTable(lines: readonly Line[]): Found[] {
  const at = lines.findIndex(({ text }) => heading.test(text))
  const head = lines[at]
  if (!head) return []
  const names = head.text.trim().split(/\s+/)
  const rows = lines.slice(at + 1).flatMap(({ text }): Row[] => {
    const values = text.trim().split(/\s+/)
    if (!/^\d+$/.test(values[0] ?? '')) return []
    return [new Map(names.map((name, index) => [name, values[index] ?? '-']))]
  })
  const [first] = rows
  if (!first) return []
  const line = head.number
  const count = (name: string) => groupBy(rows, row => row.get(name)).size
  const cores = count('CORE')
  const found: Found[] = [{ key: 'cpu-count', value: String(rows.length), line }]
  if (first.has('SOCKET')) found.push({ key: 'cpu-sockets', value: String(count('SOCKET')), line })
  if (Number.isInteger(rows.length / cores) && first.has('CORE'))
    found.push({ key: 'smt-threads', value: String(rows.length / cores), line })
  return [...found, ...toNodes(rows, line), ...toCaches(rows, names, line), ...toLimits(rows, line)]
}

function groupBy(rows: Row[], keyOf: (row: Row) => string | undefined): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === undefined || key === '-') continue
    const own = groups.get(key)
    if (own) own.push(Number(row.get('CPU')))
    else groups.set(key, [Number(row.get('CPU'))])
  }
  return groups
}

function toNodes(rows: Row[], line: number): Found[] {
  const nodes = [...groupBy(rows, row => row.get('NODE'))]
  if (nodes.length === 0) return []
  return [
    { key: 'numa-nodes', value: String(nodes.length), line },
    ...nodes.flatMap(([node, cpus]): Found[] => {
      const subject = `node${node}`
      const own = rows.filter(row => row.get('NODE') === node)
      const [socket, second] = new Set(own.map(row => row.get('SOCKET') ?? '-'))
      const isKnown = socket !== undefined && socket !== '-' && second === undefined
      return [
        { key: 'numa-cpus', subject, value: toRanges(cpus), line },
        ...(isKnown ? [{ key: 'numa-socket' as const, subject, value: socket, line }] : []),
      ]
    }),
  ]
}

/** `L1d:L1i:L2:L3` has the number of each cache: CPUs with the same L3 share one. */
function toCaches(rows: Row[], names: string[], line: number): Found[] {
  const column = names.find(name => /(?:^|:)L3$/.test(name))
  if (!column) return []
  const groups = [...groupBy(rows, row => row.get(column)?.split(':').at(-1)).values()]
  const [first] = groups
  if (!first) return []
  const sizes = new Set(groups.map(group => group.length))
  const each = sizes.size === 1 ? ` of ${first.length} CPUs` : ''
  const value = `${groups.length} ${groups.length === 1 ? 'group' : 'groups'}${each}`
  const lists = groups.map(toRanges).join('; ')
  return [
    { key: 'cpu-l3-groups', value, line },
    ...(groups.length > 1 ? [{ key: 'cpu-l3-cpus' as const, value: lists, line }] : []),
  ]
}

function toLimits(rows: Row[], line: number): Found[] {
  return (['MAXMHZ', 'MINMHZ'] as const).flatMap((name): Found[] => {
    const values = [...new Set(rows.map(row => row.get(name)))]
    const [value] = values
    if (values.length !== 1 || !value || !/^\d/.test(value)) return []
    return [{ key: name === 'MAXMHZ' ? 'cpu-max-mhz' : 'cpu-min-mhz', value, line }]
  })
}

/** Whether a capture of lscpu is a table. */
export function isLscpuTable(lines: readonly Line[]): boolean {
  return lines.some(({ text }) => heading.test(text))
}
