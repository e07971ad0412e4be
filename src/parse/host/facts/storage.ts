import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, toPairs } from './fact.ts'

/** Columns of lsblk to facts; of the names of loops and partitions nobody asks. */
const columns: { [heading: string]: Found['key'] } = {
  SIZE: 'disk-size',
  MODEL: 'disk-model',
  ROTA: 'disk-rotational',
  SCHED: 'disk-scheduler',
  'RQ-SIZE': 'disk-queue-size',
  RA: 'disk-read-ahead',
  REV: 'disk-firmware',
}
const boring = /^(?:loop|ram|zram|sr|fd|dm-)\d+$/

export const parseLsblk: FactParser = lines => {
  const first = lines.find(({ text }) => text.trim() !== '')?.text ?? ''
  if (/^\s*[{[]/.test(first)) return parseLsblkJson(lines)
  return /^\w[\w-]*="/.test(first) ? lines.flatMap(parseLsblkPairs) : parseLsblkTable(lines)
}

function toDisk(name: string, row: Map<string, string>, line: number): Found[] {
  const subject = name.replace(/^\/dev\//, '')
  const type = row.get('TYPE')
  if (boring.test(subject) || (type !== undefined && type !== 'disk')) return []
  return [...row].flatMap(([heading, value]): Found[] => {
    const key = columns[heading]
    if (key === undefined || isUnknown(value)) return []
    if (key === 'disk-rotational')
      return [{ key, subject, value: /^(?:1|true)$/.test(value) ? 'yes' : 'no', line }]
    return [{ key, subject, value: key === 'disk-read-ahead' ? `${value} KiB` : value, line }]
  })
}

function parseLsblkPairs({ text, number }: Line): Found[] {
  const row = new Map(
    [...text.matchAll(/([A-Z][A-Z:-]*)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value.trim(),
    ]),
  )
  const name = row.get('NAME')
  return name === undefined ? [] : toDisk(name, row, number)
}

/** Numbers are right-aligned and names are not: a value belongs to the heading that it overlaps. */
function parseLsblkTable(lines: Line[]): Found[] {
  const at = lines.findIndex(({ text }) => /^NAME\s/.test(text))
  const head = lines[at]
  if (!head) return []
  const headings = [...head.text.matchAll(/\S+/g)].map(match => ({
    name: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))
  return lines.slice(at + 1).flatMap(({ text, number }) => {
    if (/^[\s|`├└─│-]/.test(text)) return []
    const row = new Map<string, string>()
    for (const match of text.matchAll(/\S+/g)) {
      const from = match.index
      const to = from + match[0].length
      // Further words of a model stand to the right of its heading.
      const heading =
        headings.find(heading => from < heading.to && to > heading.from) ??
        headings.filter(heading => heading.to <= from).at(-1)
      if (!heading) continue
      row.set(heading.name, [row.get(heading.name), match[0]].filter(Boolean).join(' '))
    }
    const name = /^\S+/.exec(text)?.[0]
    return name === undefined ? [] : toDisk(name, row, number)
  })
}

/** Members line by line: what is cut short still gives what is there. */
function parseLsblkJson(lines: Line[]): Found[] {
  const found: Found[] = []
  let row = new Map<string, string>()
  let at = 0
  const flush = () => {
    const name = row.get('NAME')
    if (name !== undefined) found.push(...toDisk(name, row, at))
    row = new Map()
  }
  for (const { text, number } of lines) {
    for (const [, key = '', quoted, bare] of text.matchAll(
      /"([\w:-]+)"\s*:\s*(?:"([^"]*)"|(true|false|\d+))/g,
    )) {
      if (key === 'name') {
        flush()
        at = number
      }
      if (key !== 'children') row.set(key.toUpperCase(), (quoted ?? bare ?? '').trim())
    }
    if (/"children"/.test(text)) flush()
  }
  flush()
  return found
}

/** Parse `nvme list`: the table by its ruler of dashes, JSON by its members. */
export const parseNvmeList: FactParser = lines => {
  if (/^\s*[{[]/.test(lines.find(({ text }) => text.trim() !== '')?.text ?? ''))
    return parseNvmeJson(lines)
  const ruler = lines.findIndex(({ text }) => /^-{5,}\s+-{5,}/.test(text))
  const head = lines[ruler - 1]
  if (!head) return []
  const spans = [...(lines[ruler]?.text ?? '').matchAll(/-+/g)].map(
    match => [match.index, match.index + match[0].length] as const,
  )
  const names = spans.map(([from, to]) => head.text.slice(from, to).trim())
  return lines.slice(ruler + 1).flatMap(({ text, number }) => {
    if (!text.startsWith('/dev/')) return []
    const row = new Map(
      spans.map(([from, to], index) => [names[index] ?? '', text.slice(from, to).trim()]),
    )
    const subject = (row.get('Node') ?? '').replace(/^\/dev\//, '')
    const keys: [Found['key'], string][] = [
      ['disk-model', 'Model'],
      ['disk-format', 'Format'],
      ['disk-firmware', 'FW Rev'],
    ]
    return keys.flatMap(([key, heading]): Found[] => {
      const value = row.get(heading)?.replaceAll(/\s+/g, ' ')
      return value ? [{ key, subject, value, line: number }] : []
    })
  })
}

/** Members of one device stand together, the path before the rest or behind it. */
function parseNvmeJson(lines: Line[]): Found[] {
  const keys: { [member: string]: Found['key'] } = {
    ModelNumber: 'disk-model',
    Firmware: 'disk-firmware',
  }
  const found: Found[] = []
  let own: Found[] = []
  let subject: string | undefined
  for (const { text, number } of lines) {
    for (const [, member = '', value = ''] of text.matchAll(/"(\w+)"\s*:\s*"([^"]*)"/g)) {
      if (member === 'DevicePath' || member === 'NameSpace') subject = value.replace(/^\/dev\//, '')
      const key = keys[member]
      if (key) own.push({ key, value: value.trim(), line: number })
    }
    if (!/^\s*}/.test(text)) continue
    found.push(...own.map(fact => ({ ...fact, subject })))
    own = []
  }
  return found
}

const map = /^(?:(?<alias>[\w.-]+) )?\(?(?<wwid>[\w.-]+)\)? (?:dm-\d+|\[nvme\]:\S+) (?<vendor>.+)$/

/** A device of `multipath -ll` with its lines. */
interface Multipath {
  name: string
  line: number
  lines: Line[]
}

/** Parse `multipath -ll`: policy, and paths that work of those that there are. */
export const parseMultipath: FactParser = lines => {
  const devices: Multipath[] = []
  for (const line of lines) {
    const { alias, wwid } = map.exec(line.text)?.groups ?? {}
    if (wwid !== undefined) devices.push({ name: alias ?? wwid, line: line.number, lines: [] })
    // Without its heading the device is not known.
    if (devices.length === 0 && /policy='/.test(line.text)) {
      devices.push({ name: 'unknown device', line: line.number, lines: [] })
    }
    devices.at(-1)?.lines.push(line)
  }
  return devices.flatMap(toMultipathFacts)
}

function toMultipathFacts({ name: subject, line, lines }: Multipath): Found[] {
  const first = (key: Found['key'], pattern: RegExp): Found[] => {
    const said = lines.find(({ text }) => pattern.test(text))
    const value = said && pattern.exec(said.text)?.[1]
    return said && value && value !== 'n/a' ? [{ key, subject, value, line: said.number }] : []
  }
  const paths = lines.flatMap(
    ({ text }) => /\d+:\d+:\d+:\d+\s+\w+\s+\d+:\d+\s+(.*)$/.exec(text)?.[1] ?? [],
  )
  const active = paths.filter(path => /^\[?active/.test(path) && !/faulty|failed/.test(path))
  const count: Found = {
    key: 'multipath-paths',
    subject,
    value: `${active.length} of ${paths.length} active`,
    line,
  }
  return [
    ...first('multipath-size', /\bsize=([^\]\s]+)/),
    ...first('multipath-policy', /policy='([\w /-]+?)(?: 0)?'/),
    ...(paths.length > 0 ? [count] : []),
  ]
}

const iscsiSettings =
  /^(?:headerdigest|datadigest|maxrecvdatasegmentlength|maxxmitdatasegmentlength|firstburstlength|maxburstlength|immediatedata|initialr2t|maxoutstandingr2t|recovery timeout)$/

/** Parse `iscsiadm -m session -P 3`: parameters once where all sessions agree. */
export const parseIscsi: FactParser = lines => {
  const settings = new Map<string, { values: Set<string>; line: number; label: string }>()
  let sessions = 0
  let firstSession = 0
  for (const { label, value, line } of toPairs(lines)) {
    if (label === 'sid') {
      sessions += 1
      firstSession ||= line
    }
    if (!iscsiSettings.test(label) || isUnknown(value)) continue
    const known = settings.get(label)
    if (known) known.values.add(value)
    else settings.set(label, { values: new Set([value]), line, label })
  }
  const facts: Found[] = [...settings.values()].map(({ label, values, line }) => ({
    key: 'iscsi-setting',
    subject:
      lines
        .find(({ number }) => number === line)
        ?.text.split(':')[0]
        ?.trim() ?? label,
    value: [...values].join(', '),
    line,
  }))
  return sessions === 0
    ? facts
    : [{ key: 'iscsi-sessions', value: String(sessions), line: firstSession }, ...facts]
}
