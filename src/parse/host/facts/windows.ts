import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, type LabelTable, pick, toPairs } from './fact.ts'

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
  osversion: 'kernel-os-version',
  'system manufacturer': 'machine-vendor',
  'fabricant du système': 'machine-vendor',
  'produttore sistema': 'machine-vendor',
  'fabricante del sistema': 'machine-vendor',
  'изготовитель системы': 'machine-vendor',
  csmanufacturer: 'machine-vendor',
  'system model': 'machine-product',
  'modèle du système': 'machine-product',
  'modello sistema': 'machine-product',
  'modelo el sistema': 'machine-product',
  'модель системы': 'machine-product',
  csmodel: 'machine-product',
  'bios version': 'bios-version',
  'version du bios': 'bios-version',
  'versione bios': 'bios-version',
  'versión del bios': 'bios-version',
  'версия bios': 'bios-version',
  biosversion: 'bios-version',
  smbiosbiosversion: 'bios-version',
  'total physical memory': 'memory-total',
  'mémoire physique totale': 'memory-total',
  'memoria fisica totale': 'memory-total',
  'cantidad total de memoria física': 'memory-total',
  'полный объем физической памяти': 'memory-total',
  'power scheme guid': 'power-plan',
  numberoflogicalprocessors: 'cpu-count',
  csnumberoflogicalprocessors: 'cpu-count',
  numberofcores: 'cpu-cores-per-socket',
  maxclockspeed: 'cpu-max-mhz',
}

/** Parse `systeminfo` in any language that we know, and PowerShell's lists. */
export const parseWindows: FactParser = lines => {
  const found = pick(toPairs(lines), labels).map(fact =>
    fact.key === 'power-plan'
      ? { ...fact, value: /\(([^)]+)\)/.exec(fact.value)?.[1] ?? fact.value }
      : fact,
  )
  const processor = lines.flatMap(({ text, number }): Found[] => {
    const listed = /^\s*\[01\]\s?: (.*(?:Intel|AMD|Family).*)$/.exec(text)?.[1]
    const named = /^Name\s+: (.*(?:CPU|Processor|EPYC|Xeon|Core).*)$/i.exec(text)?.[1]
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

/** `Get-PhysicalDisk`, `Win32_DiskDrive`: blocks that are parted by blank lines. */
function toDrives(lines: Line[]): Found[] {
  const found: Found[] = []
  let subject: string | undefined
  for (const { label, value, line } of toPairs(lines)) {
    if (/^(?:deviceid|number|index)$/.test(label)) subject = value.replaceAll(/[\\.]/g, '')
    if (/^(?:friendlyname|model)$/.test(label))
      found.push({ key: 'disk-model', subject, value, line })
    if (/^(?:firmwareversion|firmwarerevision)$/.test(label))
      found.push({ key: 'disk-firmware', subject, value, line })
  }
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
  },
}

/** `Win32_PnPSignedDriver` and `Get-NetAdapter` as lists: a device is named before its fields. */
function toDevices(lines: Line[]): Found[] {
  const found: Found[] = []
  let device: { subject: string; fields: LabelTable } | undefined
  for (const { label, value, line } of toPairs(lines)) {
    const fields = deviceFields[label]
    if (fields) device = { subject: value, fields }
    const key = device?.fields[label]
    if (device && key && !isUnknown(value))
      found.push({ key, subject: device.subject, value, line })
  }
  return found
}
