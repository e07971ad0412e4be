import type { FactKey } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import { plainValue } from './plain-value.ts'

/** Devices of one kind that are alike and hang on the same node. */
export interface Attached {
  kind: 'interface' | 'disk' | 'card'
  names: string[]
  /** What it is and how it is linked: `ConnectX-6`, `200 Gb/s`, `PCIe 16 GT/s x16`. */
  words: string[]
  /** The NUMA node; missing where no capture says. */
  node?: string
  /** Whether the measured I/O goes through it. */
  isOnPath: boolean
  said: Fact
}

/** Made by the system, not plugged in: ends of bridges and containers, and devices over others. */
const virtual =
  /^(?:veth|tap|tun|vnet|br-|vmbr|docker|virbr|fw(?:br|pr|ln)|cali|flannel|cni|dummy|ifb|ovs|vxlan|geneve|lxd|bond|team|wg|zram|ram|loop|md\d|dm-|zd\d|drbd|nbd|sr\d|fd\d)|^\w+\.\d+$/

/**
 * Whether a device was made by the system and plugged in by nobody: by its name, or, of an interface of a
 * host that says of others what drives them, by nothing of the kind being said.
 *
 * @param keys of what is said of it
 * @param all of what is said of the host
 */
export function isVirtual(name: string, keys: readonly FactKey[], all: readonly Fact[]): boolean {
  if (virtual.test(name)) return true
  const isBare = keys.length > 0 && keys.every(key => ofSystem.has(key))
  return isBare && all.some(({ key }) => key === 'nic-bus')
}

/** What the system says of each interface, whatever it is made of. */
const ofSystem: ReadonlySet<FactKey> = new Set<FactKey>([
  'nic-mtu',
  'nic-state',
  'nic-qdisc',
  'nic-master',
  'nic-counters',
  'nic-drops',
])

const kinds: readonly [kind: Attached['kind'], keys: RegExp][] = [
  ['interface', /^nic-/],
  ['disk', /^disk-(?!setting)/],
  ['card', /^pci-(?!numa-node|iommu|driver|max|bandwidth)/],
]

/** What is said of each, in this order, so far as it is known. */
const told: { readonly [kind in Attached['kind']]: readonly FactKey[] } = {
  interface: ['nic-model', 'pci-device', 'nic-speed', 'pci-link-status'],
  disk: ['disk-model', 'pci-device', 'disk-size', 'pci-link-status'],
  card: ['pci-device', 'pci-link-status'],
}

interface Device {
  kind: Attached['kind']
  name: string
  facts: Fact[]
}

/**
 * Interfaces, disks, and cards that are neither, each with what is known of its slot.
 *
 * @param path names of those that the measured I/O goes through
 */
export function toAttached(facts: readonly Fact[], path: ReadonlySet<string>): Attached[] {
  const devices = toDevices(facts)
  const slots = toSlots(facts)
  const taken = new Set<string>()
  const attached = devices.flatMap(device => {
    const address = toAddress(device)
    const named = slots.get(device.name) ?? slots.get(controllerOf(device.name) ?? '') ?? []
    const own = [...((address && slots.get(address)) || []), ...named]
    if (address && device.kind !== 'card') taken.add(address)
    const isOnPath = path.has(device.name) || path.has(controllerOf(device.name) ?? '')
    return { device, made: { ...attach(device, [...device.facts, ...own], facts), isOnPath } }
  })
  const isDouble = ({ kind, name }: Device) => kind === 'card' && taken.has(bare(name))
  return fold(attached.filter(({ device }) => !isDouble(device)).map(({ made }) => made))
}

/** What hangs on the machine, without what is only made by its system. */
function toDevices(facts: readonly Fact[]): Device[] {
  const devices = new Map<string, Device>()
  for (const fact of facts) {
    const kind = kinds.find(([, keys]) => keys.test(fact.key))?.[0]
    const name = fact.subject
    if (!kind || name === undefined) continue
    const id = `${kind} ${name}`
    const device = devices.get(id) ?? { kind, name, facts: [] }
    device.facts.push(fact)
    devices.set(id, device)
  }
  const isReal = ({ name, facts: own }: Device) =>
    !isVirtual(
      name,
      own.map(({ key }) => key),
      facts,
    )
  const order = kinds.map(([kind]) => kind)
  return withoutParts(
    [...devices.values()]
      .filter(isReal)
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
  )
}

/** Partitions are of their disk; what is said of a controller is said of its one namespace. */
function withoutParts(devices: Device[]): Device[] {
  const disks = devices.filter(({ kind }) => kind === 'disk')
  const names = new Set(disks.map(({ name }) => name))
  return devices.flatMap(device => {
    if (device.kind !== 'disk') return device
    const { name } = device
    const whole = /^(nvme\d+n\d+|mmcblk\d+)p\d+$/.exec(name)?.[1] ?? /^([a-z]+)\d+$/.exec(name)?.[1]
    if (whole !== undefined && names.has(whole)) return []
    if (disks.some(other => controllerOf(other.name) === name)) return []
    const controller = disks.find(other => other.name === controllerOf(name))
    return { ...device, facts: [...device.facts, ...(controller?.facts ?? [])] }
  })
}

/** The controller that an NVMe namespace is of: `nvme0` of `nvme0n1`. */
export function controllerOf(name: string): string | undefined {
  return /^(nvme\d+)n\d+$/.exec(name)?.[1]
}

/** What is said of PCI devices, by the address. */
function toSlots(facts: readonly Fact[]): Map<string, Fact[]> {
  const slots = new Map<string, Fact[]>()
  for (const fact of facts) {
    if (!fact.key.startsWith('pci-') || fact.subject === undefined) continue
    slots.set(bare(fact.subject), [...(slots.get(bare(fact.subject)) ?? []), fact])
  }
  return slots
}

function toAddress({ kind, name, facts }: Device): string | undefined {
  if (kind === 'card') return bare(name)
  // The kernel's log names what it has no interface for yet by driver and address.
  const logged = / ((?:[\da-f]{4}:)?[\da-f]{2}:[\da-f]{2}\.[0-7])$/.exec(name)?.[1]
  if (logged) return bare(logged)
  const key = kind === 'interface' ? 'nic-bus' : 'disk-address'
  const said = facts.find(fact => fact.key === key)?.value
  return said && bare(said)
}

/** Without the domain, which few tools print. */
function bare(address: string): string {
  return address.toLowerCase().replace(/^0000:/, '')
}

function attach(
  { kind, name, facts }: Device,
  known: Fact[],
  all: readonly Fact[],
): Omit<Attached, 'isOnPath'> {
  const [model, second, ...others] = told[kind]
  const isNamed = known.some(fact => fact.key === model)
  const asked = kind !== 'card' && isNamed ? [model, ...others] : [model, second, ...others]
  const words = asked.flatMap(key => known.find(fact => fact.key === key) ?? []).map(toWords)
  const names = [name, controllerOf(name)]
  const ofName = all.find(
    ({ key, subject }) =>
      key === 'pci-numa-node' && subject !== undefined && names.includes(subject),
  )
  const node = ofName ?? known.find(({ key }) => key === 'pci-numa-node')
  const said = known.find(({ key }) => told[kind].includes(key)) ?? node ?? facts[0]
  if (!said) throw new Error(`nothing is said of ${name}`)
  return { kind, names: [name], words, node: node?.value, said }
}

/** A card by the name that it is sold under, where the list of PCI names has it: `ConnectX-6`. */
function toWords(fact: Fact): string {
  const name = fact.key === 'pci-device' ? /\[([^\]]{6,})\]/.exec(fact.value)?.[1] : undefined
  return name ?? `${fact.key === 'pci-link-status' ? 'PCIe ' : ''}${plainValue(fact)}`
}

/** Devices that are alike stand together with their names. */
function fold(devices: Attached[]): Attached[] {
  const groups = new Map<string, Attached>()
  for (const device of devices) {
    const id = JSON.stringify([device.kind, device.words, device.node, device.isOnPath])
    const group = groups.get(id)
    if (group) group.names.push(...device.names)
    else groups.set(id, { ...device, names: [...device.names] })
  }
  return [...groups.values()]
}
