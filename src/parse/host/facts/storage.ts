import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, toPairs } from './fact.ts'
import { toMembers } from './json-members.ts'

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
  array: string | undefined
  line: number
  lines: Line[]
}

/** Parse `multipath -ll`: policy, and paths that work of those that there are. */
export const parseMultipath: FactParser = lines => {
  const devices: Multipath[] = []
  for (const line of lines) {
    const { alias, wwid, vendor } = map.exec(line.text)?.groups ?? {}
    if (wwid !== undefined)
      devices.push({ name: alias ?? wwid, array: vendor, line: line.number, lines: [] })
    // Without its heading the device is not known.
    if (devices.length === 0 && /policy='/.test(line.text)) {
      devices.push({ name: 'unknown device', array: undefined, line: line.number, lines: [] })
    }
    devices.at(-1)?.lines.push(line)
  }
  return devices.flatMap(toMultipathFacts)
}

function toMultipathFacts({ name: subject, array, line, lines }: Multipath): Found[] {
  const first = (key: Found['key'], pattern: RegExp): Found[] => {
    const said = lines.find(({ text }) => pattern.test(text))
    const value = said && pattern.exec(said.text)?.[1]
    if (!said || !value || value === 'n/a') return []
    return [{ key, subject, value: value === '0' ? 'none' : value, line: said.number }]
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
    ...(array ? [{ key: 'multipath-array' as const, subject, value: array, line }] : []),
    ...first('multipath-size', /\bsize=([^\]\s]+)/),
    ...first('multipath-features', /features=['"](?:\d+ )?([\w ]+)['"]/),
    ...first('multipath-handler', /hwhandler=['"](?:\d+ )?([\w ]+)['"]/),
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

/** Where an NVMe controller is reached, and whether that path lives. */
interface Path {
  subsystem: string
  name: string
  transport: string
  address: string
  state: string
  line: number
}

/** Parse `nvme list-subsys`, as text and as JSON: how controllers are reached, and by how many paths. */
export const parseNvmeSubsystems: FactParser = lines => {
  const paths = lines.some(({ text }) => /"NQN"\s*:/.test(text))
    ? toJsonPaths(lines)
    : toPaths(lines)
  const found = paths.flatMap(({ name: subject, transport, address, line }): Found[] => [
    { key: 'disk-transport', subject, value: transport, line },
    ...(transport === 'pcie'
      ? [{ key: 'disk-address' as const, subject, value: address, line }]
      : []),
  ])
  const subsystems = new Set(paths.map(({ subsystem }) => subsystem))
  const shared = [...subsystems].flatMap((subject): Found[] => {
    const own = paths.filter(({ subsystem }) => subsystem === subject)
    const [first, second] = own
    if (!first || !second) return []
    const live = own.filter(({ state }) => state === 'live').length
    return [
      { key: 'multipath-paths', subject, value: `${live} live of ${own.length}`, line: first.line },
    ]
  })
  return [...found, ...shared]
}

function toPaths(lines: readonly Line[]): Path[] {
  let subsystem = ''
  return lines.flatMap(({ text, number }): Path[] => {
    subsystem = /^(nvme-subsys\d+) - /.exec(text)?.[1] ?? subsystem
    const [, name, transport, address] = /^\s+\+- (nvme\d+) (\w+) (\S+)/.exec(text) ?? []
    if (name === undefined || transport === undefined || address === undefined) return []
    const state = / (?:live|connecting|resetting|deleting|dead)\b/.exec(text)?.[0].trim() ?? ''
    return [{ subsystem, name, transport, address, state, line: number }]
  })
}

/** Members of a path by the place of the path in the document. */
function toJsonPaths(lines: readonly Line[]): Path[] {
  const paths = new Map<string, { subsystem: string; fields: Map<string, string>; line: number }>()
  const names = new Map<string, string>()
  for (const { path, value, line } of toMembers(lines)) {
    const place = path.slice(0, -1).join('.')
    const field = String(path.at(-1))
    const [, subsystem] = /^(.*)\.Paths\.[^.]+$/.exec(place) ?? []
    if (subsystem === undefined) {
      if (field === 'Name') names.set(place, value)
      continue
    }
    const own = paths.get(place) ?? { subsystem, fields: new Map<string, string>(), line }
    own.fields.set(field, value)
    paths.set(place, own)
  }
  return [...paths.values()].map(({ subsystem, fields, line }) => ({
    subsystem: names.get(subsystem) ?? subsystem,
    name: fields.get('Name') ?? '',
    transport: fields.get('Transport') ?? '',
    address: fields.get('Address') ?? '',
    state: fields.get('State') ?? '',
    line,
  }))
}

/** Parse `lsscsi`, with `-t` and without: transports, or models and revisions, of disks. */
export const parseLsscsi: FactParser = lines =>
  lines.flatMap(({ text, number: line }): Found[] => {
    const [, rest = '', subject] =
      /^\[[\dN:]+\]\s+disk\s+(\S.*?)\s+\/dev\/(\w+)(?:\s.*)?$/.exec(text) ?? []
    if (subject === undefined) return []
    const transport = /^(fcoe|fc|sas|sata|spi|ata|usb|pcie|iqn|nvme)(?::|\.|\s|$)/.exec(rest)?.[1]
    if (transport) {
      const value = transport === 'iqn' ? 'iscsi' : transport
      return [{ key: 'disk-transport', subject, value, line }]
    }
    const [, vendor = '', model = '', revision = ''] =
      /^(\S.{7}) (\S.{15}) (\S{1,4})$/.exec(rest) ?? []
    if (model === '') return []
    const maker = /^(?:ATA|NVMe)\s/.test(vendor) ? '' : `${vendor.trim()} `
    return [
      { key: 'disk-model', subject, value: `${maker}${model.trim()}`, line },
      { key: 'disk-firmware', subject, value: revision, line },
    ]
  })
