import type { Found } from '../found.ts'
import type { Kind } from '../kinds.ts'
import { isDevice } from '../known/grammars.ts'
import { isAfterTable } from './tables.ts'

/** Headings that stand in one table with columns of names, and these columns. */
interface NameTable {
  has: RegExp
  columns: readonly [heading: string, kind: Kind][]
}

/**
 * Tables that have names in columns, by what else their headings say: whole words, as `lvs`, `zpool`,
 * `kubectl`, `virsh`, `smbstatus` and consoles of arrays print them. Of a column called `NAME`
 * alone nobody knows whether it is of names that people gave.
 */
const tables: readonly NameTable[] = [
  table('#PV|#LV|[LVP]Size|Fmt', ['VG|LV|Pool|Origin', 'name']),
  table('CKSUM|HEALTH|REFER|PGS|CKPOINT', ['NAME|POOL', 'name']),
  table('AGE', ['NAME|NAMESPACE|VOLUME|CLAIM', 'name'], ['NODE', 'host']),
  table('Autostart|Persistent', ['Name', 'name']),
  table('Votes', ['Name', 'host']),
  table('VMID', ['NAME', 'host']),
  // lstopo begins with it too: `Machine (22GB total)`, `Machine L#0 (22GB)`.
  table(
    'Machine(?! +(?:L#\\d+ )?\\()',
    ['Machine', 'host'],
    ['Username', 'user'],
    ['Service', 'name'],
  ),
  table(
    '[Vv]server|[Aa]ggregate',
    ['[Vv]server|[Vv]olume|[Aa]ggregate|LIF|SVM', 'name'],
    ['Node', 'host'],
  ),
  table('Volume Name|Share Name', ['Volume Name|Share Name', 'name']),
  table('Zone', ['Name', 'name']),
  table('Daemon node name', ['Daemon node name|Admin node name', 'host']),
  table(
    'PARTITION|NODELIST(?:\\(REASON\\))?|NodeList',
    ['PARTITION|Account', 'name'],
    ['USER|User', 'user'],
    ['NODELIST(?:\\(REASON\\))?|NodeList', 'host'],
  ),
  table('Total_MB|Usable_file_MB', ['Name', 'name']),
]

/** Headings of tables of devices, drivers, files and settings, whose names are not people's. */
const deviceTable =
  /(?<!\S)(?:MAJ:MIN|RM|RO|TYPE|SIZE|DISKSIZE|DEV(?:ICE)?S?|Driver|Module|PCI\S*|ADDRESS|PATH|CORE|CPUS?|VALUE|ACTIVE|INUM|UNIT|LOAD|SUB|PID|Version|VERSION|Revision|Release|Shell|Mode|Interface\w*|ifIndex|Latency|Residency)(?!\S)/

/** Whether a line is of three and more headings, the first of which is of names. */
function isNamed(line: string): boolean {
  return (
    /^\s{0,8}(?:NAME|Name)\s+[A-Z]\S+\s+[A-Z]/.test(line) &&
    !/\s[a-z]|\d/.test(line) &&
    !deviceTable.test(line)
  )
}

/** What is read of a table whose other headings say nothing. */
const anyTable: NameTable['columns'] = [['NAME|Name', 'name']]

function table(has: string, ...columns: NameTable['columns'][number][]): NameTable {
  return { has: new RegExp(String.raw`(?<!\S)(?:${has})(?!\S)`), columns }
}

/** Words in columns of names that say what a row is: parts of pools, rulers, states. */
const noName =
  /^(?:mirror|raidz\d?|draid\S*|spare|spares|log|logs|cache|special|dedup|replacing|default|system|none|total|admin|errors:?|(?:IPC|ADMIN|print|C|D)\$)(?:-\d+)?$/i

/** Names in such tables: a row's word that stands under the heading, down to a blank line. */
export function learnNameTables(text: string): Found[] {
  const found: Found[] = []
  for (const { index } of text.matchAll(/^[^\n:=;]{8,400}$/gm)) {
    const line = lineAt(text, index)
    if (!/\S\s+\S+\s+\S/.test(line) || isAfterTable(line)) continue
    const columns = tables.filter(({ has }) => has.test(line)).flatMap(({ columns }) => columns)
    const known = columns.length > 0 || !isNamed(line) ? columns : anyTable
    for (const [heading, kind] of known) found.push(...readColumn(text, index, heading, kind))
  }
  return found
}

function readColumn(text: string, start: number, heading: string, kind: Kind): Found[] {
  const line = lineAt(text, start)
  const pattern = new RegExp(String.raw`(?<!\S)(?:${heading})(?!\S)`, 'g')
  return [...line.matchAll(pattern)].flatMap(({ 0: words, index }) => {
    const next = /\S/.exec(line.slice(index + words.length))
    const end = next ? index + words.length + next.index : Number.POSITIVE_INFINITY
    return readRows(text, start + line.length + 1, { start: index, end }, kind)
  })
}

const mostRows = 400

function readRows(
  text: string,
  first: number,
  column: { start: number; end: number },
  kind: Kind,
): Found[] {
  const found: Found[] = []
  let at = first
  for (let row = 0; row < mostRows && at < text.length; row++) {
    const line = lineAt(text, at)
    if (line.trim() === '') {
      // Between the headings of zpool and its rows nothing stands; elsewhere the table ends.
      if (row > 0) return found
    } else if (isAfterTable(line)) return found
    else {
      const word = wordUnder(line, column)
      if (word) found.push({ kind, value: word.value, start: at + word.start })
    }
    at += line.length + 1
  }
  return found
}

function wordUnder(line: string, { start, end }: { start: number; end: number }) {
  for (const { 0: word, index } of line.slice(0, 1000).matchAll(/\S+/g)) {
    if (index >= end) return undefined
    if (index + word.length <= start) continue
    const value = word.replace(/^[^\p{L}\d]+|[/:,;]+$/gu, '')
    const isName = /^\p{L}/u.test(value) && !noName.test(value) && !isDevice(value)
    return isName ? { value, start: index + word.indexOf(value) } : undefined
  }
  return undefined
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '')
}
