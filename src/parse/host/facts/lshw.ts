import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, toPair } from './fact.ts'
import { groupBy, isJson, toMembers } from './json-members.ts'

/** A part of the machine: `*-network:0` with its fields, in the words of the text. */
interface Part {
  id: string
  line: number
  fields: Map<string, { value: string; line: number }>
}

/** Parse `lshw` as text and as JSON, and the table of `lshw -short`. */
export const parseLshw: FactParser = lines => {
  if (lines.some(({ text }) => /^H\/W path\s+Device\s+Class/.test(text))) return toShort(lines)
  const parts = isJson(lines) ? toJsonParts(lines) : toTextParts(lines)
  return [...parts.flatMap(toFacts), ...toSockets(parts)]
}

function toTextParts(lines: Line[]): Part[] {
  const parts: Part[] = []
  for (const line of lines) {
    const id = /^\s*\*-([\w-]+)/.exec(line.text)?.[1]
    const isSystem = parts.length === 0 && /^\S/.test(line.text)
    if (id !== undefined || isSystem)
      parts.push({ id: id ?? 'system', line: line.number, fields: new Map() })
    const pair = id === undefined && !isSystem ? toPair(line) : undefined
    const fields = parts.at(-1)?.fields
    if (pair && !fields?.has(pair.label)) fields?.set(pair.label, pair)
  }
  return parts.filter(({ fields }) => fields.size > 0)
}

/** Members of JSON by the names that the text has for them. */
const names: { readonly [member: string]: string } = {
  logicalname: 'logical name',
  businfo: 'bus info',
}

function toJsonParts(lines: Line[]): Part[] {
  const members = toMembers(lines)
  const groups = groupBy(members, ({ path }) => {
    const at = path.lastIndexOf('children')
    if (at === -1) return /^\d+$/.test(path[0] ?? '') ? path[0] : ''
    return path.slice(0, at + 2).join('.')
  })
  return [...groups.values()].flatMap((own): Part[] => {
    const depth = own.reduce((least, { path }) => Math.min(least, path.length), 100)
    const fields: Part['fields'] = new Map()
    const settings: string[] = []
    for (const { path, value, line } of own) {
      const [name = '', inner] = path.slice(depth - 1)
      if (name === 'configuration' && inner) settings.push(`${inner}=${value}`)
      else if (!fields.has(name)) fields.set(names[name] ?? name, { value, line })
    }
    const id = fields.get('id')
    if (!id) return []
    const isSystem = fields.get('class')?.value === 'system'
    fields.set('configuration', { value: settings.join(' '), line: id.line })
    return [{ id: isSystem ? 'system' : id.value.replace(/:.*$/, ''), line: id.line, fields }]
  })
}

/** Fields to facts, by what the part is. */
const ofPart: readonly [part: RegExp, { readonly [field: string]: Found['key'] }][] = [
  [/^system$/, { product: 'machine-product', vendor: 'machine-vendor' }],
  [/^core$/, { product: 'board-product', vendor: 'board-vendor' }],
  [/^firmware$/, { vendor: 'bios-vendor', version: 'bios-version', date: 'bios-date' }],
  [/^cpu$/, { product: 'cpu-model' }],
  [/^network$/, { product: 'nic-model', 'bus info': 'nic-bus' }],
  [
    /^(?:disk|nvme|namespace)$/,
    { product: 'disk-model', version: 'disk-firmware', size: 'disk-size' },
  ],
  [/^(?:storage|raid|sas|scsi|sata)$/, { product: 'pci-device' }],
]

/** `driver=ixgbe firmware=0x800003df speed=10Gbit/s` of the line called configuration. */
const ofSettings: readonly [part: RegExp, { readonly [setting: string]: Found['key'] }][] = [
  [
    /^network$/,
    {
      driver: 'nic-driver',
      driverversion: 'nic-driver-version',
      firmware: 'nic-firmware',
      speed: 'nic-speed',
      duplex: 'nic-duplex',
      link: 'nic-link',
    },
  ],
  [/^(?:storage|raid|sas|scsi|sata)$/, { driver: 'pci-driver' }],
]

function toFacts(part: Part): Found[] {
  const { id, fields } = part
  if (id === 'memory') return toMemory(part)
  if (id === 'bank') return toModule(part)
  const subject = toSubject(part)
  const keys = ofPart.filter(([pattern]) => pattern.test(id)).map(([, table]) => table)
  const own = keys
    .flatMap(table => Object.entries(table))
    .flatMap(([name, key]): Found[] => {
      const field = fields.get(name)
      const value = field && clean(field.value, name)
      return value ? [{ key, subject, value, line: field.line }] : []
    })
  return [...own, ...toSettings(part, subject), ...toDisk(part, subject)]
}

function toSettings({ id, fields }: Part, subject: string | undefined): Found[] {
  const configuration = fields.get('configuration')
  const table = ofSettings.find(([pattern]) => pattern.test(id))?.[1]
  if (!configuration || !table) return []
  return [...configuration.value.matchAll(/(\w+)=(.*?)(?= \w+=|$)/g)].flatMap(
    ([, name = '', value = '']): Found[] => {
      const key = table[name]
      return key && !isUnknown(value) ? [{ key, subject, value, line: configuration.line }] : []
    },
  )
}

function toDisk({ id, fields }: Part, subject: string | undefined): Found[] {
  const configuration = fields.get('configuration')
  const get = (name: string) =>
    new RegExp(`\\b${name}=(\\d+)`).exec(configuration?.value ?? '')?.[1]
  const [logical, physical] = [get('logicalsectorsize'), get('sectorsize')]
  if (!configuration || !logical || !/^(?:disk|namespace)$/.test(id)) return []
  const value = [`${logical} B logical`, physical && `${physical} B physical`]
  return [
    {
      key: 'disk-sectors',
      subject,
      value: value.filter(Boolean).join(', '),
      line: configuration.line,
    },
  ]
}

/** Devices are called as the kernel calls them; what has no name there, by its address. */
function toSubject({ id, fields }: Part): string | undefined {
  if (/^(?:system|core|firmware|cpu)$/.test(id)) return undefined
  const name = fields.get('logical name')?.value.split(' ')[0]
  return name?.replace(/^\/dev\//, '') ?? fields.get('bus info')?.value.replace(/^\w+@/, '')
}

/** `PowerEdge R640 (SKU=NotProvided;ModelName=…)`: what is in brackets is of the owner's order. */
function clean(value: string, name: string): string | undefined {
  const order =
    name === 'product'
      ? / \((?:SKU|To be|Default|None|Not |[\w-]*\d{3})[^)]*\)$/i
      : / \(Not [^)]*\)$/
  const said = value.replace(order, '').trim()
  if (isUnknown(said) || /^(?:illegal|computer$|\[empty\]|no )/i.test(said)) return undefined
  return name === 'bus info' ? said.replace(/^pci@/, '') : said
}

function toMemory({ fields }: Part): Found[] {
  const size = fields.get('size')
  if (!size || !/system memory/i.test(fields.get('description')?.value ?? '')) return []
  return [{ key: 'memory-total', value: `${toBytes(size.value)} seen by lshw`, line: size.line }]
}

/** Text has `16GiB`, JSON a number of bytes. */
function toBytes(value: string): string {
  return /^\d+$/.test(value) ? `${Math.round(Number(value) / 2 ** 20)} MiB` : value
}

function toModule({ fields, line }: Part): Found[] {
  const get = (name: string) => fields.get(name)?.value ?? ''
  const size = get('size')
  if (size === '' || /\[empty\]/.test(get('description'))) return []
  const parts = [toBytes(size), get('description'), get('vendor'), get('product')]
  const value = parts.filter(part => part !== '' && !isUnknown(part)).join(', ')
  return [{ key: 'memory-module', subject: get('slot') || undefined, value, line }]
}

function toSockets(parts: Part[]): Found[] {
  const cpus = parts.filter(({ id, fields }) => id === 'cpu' && fields.has('product'))
  const [first] = cpus
  return first ? [{ key: 'cpu-sockets', value: String(cpus.length), line: first.line }] : []
}

/** Classes of the short table, whose last column says what a part is. */
const classes: { readonly [name: string]: Found['key'] } = {
  system: 'machine-product',
  processor: 'cpu-model',
  network: 'nic-model',
  disk: 'disk-model',
}

function toShort(lines: Line[]): Found[] {
  const head = lines.find(({ text }) => /^H\/W path\s/.test(text))?.text ?? ''
  const [device, kind, what] = ['Device', 'Class', 'Description'].map(name => head.indexOf(name))
  return lines.flatMap(({ text, number }): Found[] => {
    const name = text.slice(kind, what).trim()
    const key = classes[name]
    const value = clean(text.slice(what).trim(), '')
    if (!key || !value) return []
    const subject =
      text
        .slice(device, kind)
        .trim()
        .replace(/^\/dev\//, '') || undefined
    const said = key === 'disk-model' ? value.replace(/^[\d.]+[KMGT]B /, '') : value
    return [{ key, subject, value: said, line: number }]
  })
}
