import type { Line } from '../captures/capture.ts'
import {
  type FactParser,
  type Found,
  isUnknown,
  type LabelTable,
  type Pair,
  pick,
  toPairs,
} from './fact.ts'

/** Labels of `systeminfo` in the languages that we have seen, and PowerShell's names. */
const labels: LabelTable = {
  'os name': 'kernel-os',
  "nom du système d'exploitation": 'kernel-os',
  'nom du système d’exploitation': 'kernel-os',
  'nome so': 'kernel-os',
  'nombre del sistema operativo': 'kernel-os',
  'название ос': 'kernel-os',
  betriebssystemname: 'kernel-os',
  'os 名称': 'kernel-os',
  osname: 'kernel-os',
  windowsproductname: 'kernel-os',
  caption: 'kernel-os',
  'os version': 'kernel-os-version',
  'version du système': 'kernel-os-version',
  'versione so': 'kernel-os-version',
  'versión del sistema operativo': 'kernel-os-version',
  'версия ос': 'kernel-os-version',
  betriebssystemversion: 'kernel-os-version',
  'os 版本': 'kernel-os-version',
  osversion: 'kernel-os-version',
  'system manufacturer': 'machine-vendor',
  'fabricant du système': 'machine-vendor',
  'produttore sistema': 'machine-vendor',
  'fabricante del sistema': 'machine-vendor',
  'изготовитель системы': 'machine-vendor',
  systemhersteller: 'machine-vendor',
  系统制造商: 'machine-vendor',
  csmanufacturer: 'machine-vendor',
  'system model': 'machine-product',
  'modèle du système': 'machine-product',
  'modello sistema': 'machine-product',
  'modelo el sistema': 'machine-product',
  'модель системы': 'machine-product',
  systemmodell: 'machine-product',
  系统型号: 'machine-product',
  csmodel: 'machine-product',
  'bios version': 'bios-version',
  'version du bios': 'bios-version',
  'versione bios': 'bios-version',
  'versión del bios': 'bios-version',
  'версия bios': 'bios-version',
  'bios-version': 'bios-version',
  'bios 版本': 'bios-version',
  biosversion: 'bios-version',
  smbiosbiosversion: 'bios-version',
  'total physical memory': 'memory-total',
  'mémoire physique totale': 'memory-total',
  'memoria fisica totale': 'memory-total',
  'cantidad total de memoria física': 'memory-total',
  'полный объем физической памяти': 'memory-total',
  'gesamter physischer speicher': 'memory-total',
  'gesamter physikalischer speicher': 'memory-total',
  物理内存总量: 'memory-total',
  'power scheme guid': 'power-plan',
  csnumberoflogicalprocessors: 'cpu-count',
  numberofcores: 'cpu-cores-per-socket',
  maxclockspeed: 'cpu-max-mhz',
}

/** `wmic … /value` has `Name=Value` without blanks, and several devices one after another. */
function toFields(lines: Line[]): Pair[] {
  const values = lines.flatMap(({ text, number }): Pair[] => {
    const [, label = '', value = ''] = /^([A-Z]\w{1,60})=(.*)$/.exec(text) ?? []
    if (label === '') return []
    return [{ label: label.toLowerCase(), value: unquote(value.trim()), line: number, indent: 0 }]
  })
  return values.length > 1 ? values : toPairs(lines)
}

/** `{"BOCHS  - 1"}` is a list of one. */
function unquote(value: string): string {
  return /^\{"([^"]*)"\}$/.exec(value)?.[1] ?? value
}

/** Parse `systeminfo` in any language that we know, and PowerShell's lists. */
export const parseWindows: FactParser = lines => {
  const fields = toFields(lines).filter(isOfSystem)
  const found = [...pick(fields, labels), ...toSockets(fields)].map(fact =>
    fact.key === 'power-plan'
      ? { ...fact, value: /\(([^)]+)\)/.exec(fact.value)?.[1] ?? fact.value }
      : fact,
  )
  const processor = lines.flatMap(({ text, number }): Found[] => {
    const listed = /^\s*\[01\]\s?: (.*(?:Intel|AMD|Family).*)$/.exec(text)?.[1]
    const named = /^Name(?:\s+: |=)(.*(?:CPU|Processor|EPYC|Xeon|Core).*)$/i.exec(text)?.[1]
    const value = listed ?? named
    return value ? [{ key: 'cpu-model', value: value.trim(), line: number }] : []
  })
  return [
    ...found,
    ...processor.slice(0, 1),
    ...toDrives(lines),
    ...toDriveTable(lines),
    ...toDevices(lines),
  ]
}

/** Everything that WMI lists has a caption; that of the system is the name of a Windows. */
function isOfSystem({ label, value }: Pair): boolean {
  return label !== 'caption' || /^Microsoft\b.*\bWindows\b/.test(value)
}

/** `Win32_Processor` lists each socket with its own counts: CPUs are those of all. */
function toSockets(fields: Pair[]): Found[] {
  const counts = fields.filter(({ label }) => label === 'numberoflogicalprocessors')
  const [first, second] = counts
  if (!first) return []
  if (!second) return [{ key: 'cpu-count', value: first.value, line: first.line }]
  const total = counts.reduce((sum, { value }) => sum + Number(value), 0)
  return [
    { key: 'cpu-sockets', value: String(counts.length), line: first.line },
    { key: 'cpu-count', value: String(total), line: first.line },
  ]
}

/** Fields of a disk that `Get-PhysicalDisk` and `Win32_DiskDrive` have under one or two names. */
const diskFields: readonly [
  label: RegExp,
  key: Found['key'],
  format?: (value: string) => string,
][] = [
  [/^(?:friendlyname|model)$/, 'disk-model'],
  [/^(?:firmwareversion|firmwarerevision)$/, 'disk-firmware'],
  [/^(?:interfacetype|bustype)$/, 'disk-transport'],
  [/^size$/, 'disk-size', value => (/^\d+$/.test(value) ? `${value} B` : value)],
]

/** `Get-PhysicalDisk`, `Win32_DiskDrive`: a disk ends where a field comes again. */
function toDrives(lines: Line[]): Found[] {
  const found: Found[] = []
  let own: Found[] = []
  let subject: string | undefined
  const seen = new Set<string>()
  const flush = () => {
    if (own.some(({ key }) => key === 'disk-model'))
      found.push(...own.map(fact => ({ ...fact, subject })))
    own = []
    subject = undefined
    seen.clear()
  }
  for (const { label, value, line } of toFields(lines)) {
    if (seen.has(label)) flush()
    seen.add(label)
    const name = /^(?:deviceid|number|index)$/.test(label) && /(\d+)$/.exec(value)?.[1]
    if (name) subject = name
    const [, key, format] = diskFields.find(([pattern]) => pattern.test(label)) ?? []
    if (!key || isUnknown(value) || own.some(fact => fact.key === key)) continue
    // A bus is a number to WMI, and a name to PowerShell.
    if (key === 'disk-transport' && !/^[A-Za-z]/.test(value)) continue
    own.push({ key, value: format?.(value) ?? value, line })
  }
  flush()
  return found
}

/** What stands behind a model in a table whose columns have slipped: an identifier, or two blanks. */
const afterModel = / {2,}| (?=(?:eui|naa)\.|[0-9A-F]{12}|(?:serial|wwn|uuid)-\d)/

/** `Get-PhysicalDisk` as a table; names have blanks, and its columns are often out of line. */
function toDriveTable(lines: Line[]): Found[] {
  const at = lines.findIndex(({ text }) => /^\s*(?:DeviceId|Number)\s+FriendlyName\b/.test(text))
  if (at === -1) return []
  return lines.slice(at + 1).flatMap(({ text, number }): Found[] => {
    const [, subject, rest = ''] = /^\s*(\d+)\s+(\S.*)$/.exec(text) ?? []
    const model = rest.split(afterModel)[0]?.trim()
    return subject && model ? [{ key: 'disk-model', subject, value: model, line: number }] : []
  })
}

/** Fields of a device, after the one that names it. */
const deviceFields: { [naming: string]: LabelTable } = {
  devicename: { driverversion: 'windows-driver' },
  interfacedescription: {
    linkspeed: 'nic-speed',
    mtusize: 'nic-mtu',
    driverversion: 'nic-driver-version',
    numanode: 'pci-numa-node',
    numberofreceivequeues: 'nic-channels',
  },
}

/** `Win32_PnPSignedDriver` and `Get-NetAdapter` as lists: a device is named before its fields. */
function toDevices(lines: Line[]): Found[] {
  const found: Found[] = []
  let device: { subject: string; fields: LabelTable } | undefined
  for (const { label, value, line } of toFields(lines)) {
    const fields = deviceFields[label]
    if (fields) device = { subject: value, fields }
    const key = device?.fields[label]
    // 65535 is no node.
    const isNone = key === 'pci-numa-node' && value === '65535'
    if (device && key && !isUnknown(value) && !isNone)
      found.push({ key, subject: device.subject, value, line })
  }
  return found
}
