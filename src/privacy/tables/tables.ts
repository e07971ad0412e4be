import type { Found } from '../found.ts'
import type { Kind } from '../kinds.ts'

/** Columns of tables whose rows name nobody's label: `SN` in `nvme list`, `SERIAL` in lsblk. */
const columns: readonly [heading: RegExp, kind: Kind][] = [
  [/^(?:SN|SERIAL|SerialNumber|Serial_Number)#?$/i, 'serial'],
  [/^(?:UUID|PARTUUID|PTUUID)$/i, 'uuid'],
  [/^(?:WWN|WWID|WWPN)$/i, 'wwn'],
  [/^(?:MAC|MAC.?Address|PermanentAddress|HWADDR)$/i, 'mac'],
  [/^(?:PSComputerName|SystemName|HOSTNAME|Hostname)$/i, 'host'],
]

/** Headings that stand beside a private column; a sentence does not have one. */
const companions =
  /(?:^|\s)(?:Node|Model|MODEL|NAME|Name|SIZE|Size|DeviceId|DeviceID|FriendlyName|Device|TYPE|Number|Namespace|FSTYPE|MAJ:MIN|Driver|ifIndex|Status|Vendor|NICK_NAME|Uid)(?=\s|$)/

/**
 * Private values in the columns of fixed-width tables. A column reaches from its heading to
 * the next one, or as far as its ruler of dashes does; a value that starts earlier, because it
 * is right-aligned or wider, is taken whole.
 */
export function learnTables(text: string): Found[] {
  const found: Found[] = []
  if (!beginning.test(text)) return found
  const lines = splitKeepingOffsets(text)
  for (const [index, { line }] of lines.entries()) {
    const headings = toHeadings(line)
    for (const heading of headings) {
      const kind = columns.find(([name]) => name.test(heading.text))?.[1]
      if (kind === undefined || headings.length < 3) continue
      found.push(...readColumn(lines, index + 1, heading, kind))
    }
  }
  return found
}

interface Heading {
  text: string
  start: number
  end: number
}

/** How a heading of a private column begins. */
const beginning =
  /\b(?:SN|SERIAL|(?:PART|PT)?UUID|WWN|WWID|MAC|PermanentAddress|HWADDR|PSComputerName|SystemName|HOSTNAME)/i

/** Words of a line of headings; prose does not have two of them in capitals. */
function toHeadings(line: string): Heading[] {
  if (line.length > 2000 || !beginning.test(line)) return []
  if (/[:=;]/.test(line) || !companions.test(line) || prompt.test(line)) return []
  const words = [...line.matchAll(/\S+/g)].map(match => ({ text: match[0], start: match.index }))
  return words.map((word, index) => ({
    ...word,
    end: words[index + 1]?.start ?? Number.POSITIVE_INFINITY,
  }))
}

/** `root@pve:~# `, `[root@esx:~] `, `narwhal::> `, `PS C:\\> `, `# `: a command follows. */
const prompt =
  /^(?:\[?[\w.-]{1,40}@[^\s#$>]{1,80}[^#$>\n]{0,80}[#$>]|\[[\w.-]{1,40}@[^\]\n]{1,80}\] |[\w.-]{1,40}(?:::\*?|:\w{1,20})?>|PS [A-Z]:\\[^>]{0,80}>|[#$] )/

/** Whether a line is none of a table: the next command behind its prompt, or what a label says. */
export function isAfterTable(line: string): boolean {
  return prompt.test(line) || /^\s{0,8}[A-Za-z][\w .()-]{0,40}:(?:\s|$)/.test(line)
}

function readColumn(
  lines: { line: string; offset: number }[],
  first: number,
  { start, end }: Heading,
  kind: Kind,
): Found[] {
  const found: Found[] = []
  for (let index = first; index < lines.length; index++) {
    const { line = '', offset = 0 } = lines[index] ?? {}
    if (line.trim() === '' || isAfterTable(line) || toHeadings(line).length > 0) break
    if (/^[\s-]+$/.test(line)) continue
    const word = [...line.matchAll(/\S+/g)].find(match => {
      const last = match.index + match[0].length
      return match.index < end && last > start
    })
    if (!word || (!/[0-9]/.test(word[0]) && kind !== 'host')) continue
    // Twelve digits may be a size; a size has its unit behind it.
    if (word[0].length < 4) continue
    found.push({ kind, value: word[0], start: offset + word.index })
  }
  return found
}

function splitKeepingOffsets(text: string): { line: string; offset: number }[] {
  const lines: { line: string; offset: number }[] = []
  let offset = 0
  for (const line of text.split('\n')) {
    lines.push({ line: line.replace(/\r$/, ''), offset })
    offset += line.length + 1
  }
  return lines
}
