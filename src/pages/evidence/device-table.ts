import type { Host } from '../../environment/environment.ts'
import { controllerOf, isVirtual } from '../../environment/machine/devices.ts'
import { catalogue, type FactKey } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import type { View } from '../templates/templates.ts'
import { shorten, toAnchor } from './environment-captures.ts'

/** A device with what its host says of it. */
interface Device {
  name: string
  /** By the label of the row that they stand in. */
  facts: Map<string, Fact[]>
}

/** Devices that are alike but for what is each one's own, such as an address. */
interface Group {
  devices: Device[]
}

/** What tells devices of one kind apart, and does not make them different. */
const individual: ReadonlySet<FactKey> = new Set<FactKey>([
  'nic-bus',
  'disk-address',
  'disk-hours',
  'disk-temperature',
  'disk-throttling',
  'disk-wear',
  'pci-iommu-group',
  'disk-queue-cpus',
  'nic-queue-cpus',
])

/** Which facts are of a device, and how devices of a section are called together. */
const kinds = {
  network: { keys: /^nic-/, title: 'Interfaces', virtual: 'Virtual interfaces' },
  storage: { keys: /^(?:disk|hba)-/, title: 'Disks', virtual: 'Virtual disks' },
  placement: { keys: /^pci-/, title: 'PCI devices', virtual: 'Virtual functions' },
} as const
export type DeviceSection = keyof typeof kinds

/** Whether a section is told as a table of devices. */
export function isDeviceSection(section: string): section is DeviceSection {
  return section in kinds
}

/**
 * The devices of a section as tables, a column for devices that are alike, and the facts that are
 * of no device. Fewer than two facts a device make no table.
 */
export function toDeviceTables(
  section: DeviceSection,
  facts: readonly Fact[],
  host: Host,
): { tables: View[]; rest: Fact[] } {
  const kind = kinds[section]
  const own = facts.filter(({ key, subject }) => kind.keys.test(key) && subject !== undefined)
  const devices = withoutControllers(toDevices(own))
  if (own.length < 2 * devices.length || own.length < 4) return { tables: [], rest: [...facts] }
  const cards = section === 'placement' ? new Map<string, Fact[]>() : toCards(host.facts)
  for (const device of devices) addCard(device, cards)
  const isMade = ({ name, facts: said }: Device) =>
    isVirtual(
      name,
      [...said.values()].flatMap(own => own.map(({ key }) => key)),
      host.facts,
    )
  const real = devices.filter(device => !isMade(device))
  const taken = new Set(own)
  return {
    tables: [
      ...toTable(kind.title, real, host),
      ...toTable(kind.virtual, devices.filter(isMade), host),
    ],
    rest: facts.filter(fact => !taken.has(fact)),
  }
}

/** `sda nomerges` is a setting of sda. */
function toDevices(facts: readonly Fact[]): Device[] {
  const devices = new Map<string, Device>()
  for (const fact of facts) {
    const [name = '', setting] =
      fact.key === 'disk-setting' ? (fact.subject ?? '').split(' ') : [fact.subject ?? '']
    const device = devices.get(name) ?? { name, facts: new Map() }
    const label = setting ?? fact.label
    device.facts.set(label, [...(device.facts.get(label) ?? []), fact])
    devices.set(name, device)
  }
  return [...devices.values()]
}

/** What lspci says, by the address without its domain. */
function toCards(facts: readonly Fact[]): Map<string, Fact[]> {
  const cards = new Map<string, Fact[]>()
  for (const fact of facts) {
    if (!fact.key.startsWith('pci-') || fact.key === 'pci-driver' || !fact.subject) continue
    const address = toAddress(fact.subject)
    cards.set(address, [...(cards.get(address) ?? []), fact])
  }
  return cards
}

function toAddress(name: string): string {
  return name.replace(/^0000:/, '')
}

/** What is said of an NVMe controller is said of its namespace, where it has one. */
function withoutControllers(devices: Device[]): Device[] {
  const byName = new Map(devices.map(device => [device.name, device]))
  const taken = new Set<Device>()
  for (const { name, facts } of devices) {
    const controller = byName.get(controllerOf(name) ?? '')
    if (!controller) continue
    taken.add(controller)
    for (const [label, own] of controller.facts) if (!facts.has(label)) facts.set(label, own)
  }
  return devices.filter(device => !taken.has(device))
}

/** A device is told with the card that it is of. */
function addCard({ name, facts }: Device, cards: Map<string, Fact[]>): void {
  const said = facts.get(catalogue['nic-bus'].label) ?? facts.get(catalogue['disk-address'].label)
  const bus = said?.[0]?.value
  const ofName = cards.get(name) ?? cards.get(controllerOf(name) ?? '') ?? []
  for (const fact of ofName) if (!facts.has(fact.label)) facts.set(fact.label, [fact])
  for (const fact of (bus && cards.get(toAddress(bus))) || [])
    if (!facts.has(fact.label)) facts.set(fact.label, [fact])
}

/** None where there are no devices. */
function toTable(title: string, devices: Device[], host: Host): View[] {
  const groups = toGroups(devices)
  if (groups.length === 0) return []
  const table = {
    title,
    devices: groups.map(group => ({
      names: group.devices.map(({ name, facts }) => ({
        name: shorten(name),
        href: hrefOf([...facts.values()].flat(), host),
      })),
    })),
    rows: toLabels(devices).map(label => ({
      label,
      cells: groups.map(group => toCell(label, group, host)),
    })),
  }
  return [table]
}

/** In the order of the catalogue; settings, which it does not name, come last. */
function toLabels(devices: Device[]): string[] {
  const order = new Map<string, number>()
  const keys = Object.keys(catalogue)
  for (const { facts } of devices)
    for (const [label, [fact]] of facts) order.set(label, keys.indexOf(fact?.key ?? ''))
  return [...order].sort((a, b) => a[1] - b[1]).map(([label]) => label)
}

function toGroups(devices: Device[]): Group[] {
  const groups = new Map<string, Group>()
  for (const device of devices) {
    const said = [...device.facts].flatMap(([label, facts]) =>
      facts.some(({ key }) => individual.has(key))
        ? []
        : `${label}\0${facts.map(({ value }) => value).join('\0')}`,
    )
    const key = said.sort().join('\n')
    const group = groups.get(key)
    if (group) group.devices.push(device)
    else groups.set(key, { devices: [device] })
  }
  return [...groups.values()]
}

/** Each value once; of many that differ, the first and how many more. */
function toCell(label: string, { devices }: Group, host: Host): View {
  const facts = devices.flatMap(device => device.facts.get(label) ?? [])
  const values = [...new Set(facts.map(({ value }) => value))]
  if (values.length === 0) return {}
  const more = values.length > 4 ? [`and ${values.length - 3} more`] : []
  const shown = more.length > 0 ? values.slice(0, 3) : values
  return { text: shorten([...shown, ...more].join(', ')), href: hrefOf(facts, host) }
}

function hrefOf(facts: readonly Fact[], host: Host): string | undefined {
  return facts.map(fact => toAnchor(host, fact)).find(href => href !== undefined)
}
