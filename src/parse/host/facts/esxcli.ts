import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, type LabelTable, toPair } from './fact.ts'

/** Fields of a device, below its name, of `storage core device list` and `storage nmp device list`. */
const fields: LabelTable = {
  revision: 'disk-firmware',
  'is ssd': 'disk-rotational',
  size: 'disk-size',
  'storage array type': 'multipath-handler',
  'path selection policy': 'multipath-policy',
}

/**
 * Parse what `esxcli` says of disks, paths and interfaces of an ESXi host. Sizes are in MiB, and a
 * drive for discs is listed as a device too.
 */
export const parseEsxcli: FactParser = lines => [...toNics(lines), ...toDevices(lines)]

/** A device as it is listed: its name, or the pseudonym of one, alone on a line, its fields indented below. */
interface Device {
  name: string
  said: Map<string, { value: string; line: number }>
}

function toDevices(lines: readonly Line[]): Found[] {
  const devices: Device[] = []
  for (const line of lines) {
    const name = /^ {0,2}((?:naa|eui|t10|mpx)\.\S+|wwn-\d+)\s*$/.exec(line.text)?.[1]
    if (name) devices.push({ name, said: new Map() })
    const pair = toPair(line)
    const said = devices.at(-1)?.said
    if (pair && said && !said.has(pair.label)) said.set(pair.label, pair)
  }
  return devices
    .filter(({ said }) => (said.get('device type')?.value ?? 'Direct-Access') === 'Direct-Access')
    .flatMap(toFound)
}

function toFound({ name: subject, said }: Device): Found[] {
  const model = said.get('model')
  const vendor = said.get('vendor')?.value
  const maker = vendor === undefined || vendor === 'ATA' || vendor === 'NVMe' ? '' : `${vendor} `
  const found: Found[] = model
    ? [{ key: 'disk-model', subject, value: `${maker}${model.value}`, line: model.line }]
    : []
  for (const [label, key] of Object.entries(fields)) {
    const own = said.get(label)
    const value = own && toValue(key, own.value)
    if (own && value !== undefined && !isUnknown(value))
      found.push({ key, subject, value, line: own.line })
  }
  return found
}

function toValue(key: Found['key'], value: string): string | undefined {
  if (key === 'disk-size') return /^[1-9]\d*$/.test(value) ? `${value} MiB` : undefined
  if (key === 'disk-rotational') return { true: 'no', false: 'yes' }[value]
  return value
}

/** `network nic list`: below each heading a ruler is as wide as its column, and the last goes on. */
function toNics(lines: readonly Line[]): Found[] {
  const at = lines.findIndex(({ text }) => /^Name\s+PCI Device\s+Driver\s/.test(text))
  if (at === -1) return []
  const names = (lines[at]?.text ?? '').trim().split(/\s{2,}/)
  const rulers = [...(lines[at + 1]?.text ?? '').matchAll(/-+/g)]
  const cells = (text: string, name: string) => {
    const column = names.indexOf(name)
    const ruler = rulers[column]
    if (!ruler) return ''
    const end = column === rulers.length - 1 ? undefined : ruler.index + ruler[0].length
    return text.slice(ruler.index, end).trim()
  }
  return lines.slice(at + 2).flatMap(({ text, number: line }): Found[] => {
    const subject = /^vmnic\d+/.exec(text)?.[0]
    if (subject === undefined) return []
    const speed = cells(text, 'Speed')
    const values: [Found['key'], string][] = [
      ['nic-bus', cells(text, 'PCI Device')],
      ['nic-driver', cells(text, 'Driver')],
      ['nic-link', cells(text, 'Link Status') === 'Up' ? 'yes' : 'no'],
      ['nic-speed', speed === '0' || speed === '' ? '' : `${speed}Mb/s`],
      ['nic-duplex', speed === '0' ? '' : cells(text, 'Duplex')],
      ['nic-mtu', cells(text, 'MTU')],
      ['nic-model', cells(text, 'Description')],
    ]
    return values.flatMap(([key, value]) => (value === '' ? [] : { key, subject, value, line }))
  })
}
