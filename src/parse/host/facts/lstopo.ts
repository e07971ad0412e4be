import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, type LabelTable } from './fact.ts'
import { toRanges } from './kernel.ts'
import { toBits } from './sysfs/queue-maps.ts'

/** An object of the machine, as hwloc draws it: a line of the console's tree, or an XML element. */
interface Node {
  type: string
  depth: number
  line: number
  /** Attributes and infos by name; in XML, infos are elements of their own below it. */
  infos: Map<string, string>
  /** What stands on its line. */
  text: string
}

const ofMachine: LabelTable = {
  DMISysVendor: 'machine-vendor',
  DMIProductName: 'machine-product',
  DMIBoardVendor: 'board-vendor',
  DMIBoardName: 'board-product',
  DMIBIOSVendor: 'bios-vendor',
  DMIBIOSVersion: 'bios-version',
  DMIBIOSDate: 'bios-date',
}

/** Parse `lstopo` of hwloc 1 and 2, from the console (`--of console`, with or without `-v`) or as XML. */
export const parseLstopo: FactParser = lines => {
  const nodes = lines.some(({ text }) => /<object /.test(text)) ? toXml(lines) : toConsole(lines)
  const [machine] = nodes
  if (!machine) return []
  const identity = Object.entries(ofMachine).flatMap(([name, key]) => toInfo(machine, name, key))
  const devices = toDevices(nodes)
  return [...identity, ...toMemory(machine), ...toCpus(nodes), ...toNuma(nodes), ...devices]
}

function toXml(lines: readonly Line[]): Node[] {
  const nodes: Node[] = []
  let depth = 0
  for (const { text, number } of lines) {
    const open = /^\s*<object (.*?)(\/?)>/.exec(text)
    if (open) {
      const infos = new Map(
        [...(open[1] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      )
      nodes.push({ type: infos.get('type') ?? '', depth, line: number, infos, text: '' })
      if (open[2] !== '/') depth += 1
    }
    const [, name, value] = /<info name="([^"]*)" value="([^"]*)"/.exec(text) ?? []
    if (name !== undefined && value !== undefined) nodes.at(-1)?.infos.set(name, value)
    if (/^\s*<\/object>/.test(text)) depth -= 1
  }
  return nodes
}

function toConsole(lines: readonly Line[]): Node[] {
  return lines.flatMap(({ text, number }): Node[] => {
    const [, indent = '', rest = ''] = /^( *)([A-Z].*)$/.exec(text) ?? []
    const depth = indent.length
    const attributes = /\((.*)\)/.exec(rest)?.[1] ?? ''
    const infos = new Map(
      [...attributes.matchAll(/([\w#]+)=("[^"]*"|\S*)/g)].map(([, name = '', value = '']) => [
        name,
        value.replaceAll('"', ''),
      ]),
    )
    // Without `-v`, caches, cores and threads that hold only each other share a line.
    return rest.split(' + ').map((part, index) => ({
      type: /^\w+(?:\[\w+\])?/.exec(part)?.[0] ?? '',
      depth: depth + index / 10,
      line: number,
      infos: index === 0 ? infos : new Map(),
      text: part,
    }))
  })
}

function toInfo(node: Node, name: string, key: Found['key'], subject?: string): Found[] {
  const value = node.infos.get(name)?.trim()
  return value && !isUnknown(value) ? [{ key, subject, value, line: node.line }] : []
}

/** `Machine (251GB total)`, `Machine (P#0 total=64GiB …)`; XML tells it of each node. */
function toMemory({ type, infos, text, line }: Node): Found[] {
  const total = infos.get('total') ?? /\(([\d.]+ ?[KMGT]i?B) total/.exec(text)?.[1]
  if (type !== 'Machine' || !total) return []
  return [{ key: 'memory-total', value: `${total} seen by hwloc`, line }]
}

function toCpus(nodes: Node[]): Found[] {
  const of = (pattern: RegExp) => nodes.filter(({ type }) => pattern.test(type))
  const [packages, cores, threads, l3] = [
    /^(?:Package|Socket)$/,
    /^Core$/,
    /^PU$/,
    /^L3(?:Cache)?$/,
  ].map(of)
  const found: Found[] = []
  const add = (key: Found['key'], own: Node[] | undefined, value: string) => {
    if (own?.[0] && value !== '') found.push({ key, value, line: own[0].line })
  }
  add('cpu-sockets', packages, String(packages?.length))
  add('cpu-count', threads, String(threads?.length))
  const each = (threads?.length ?? 0) / (cores?.length || 1)
  add('smt-threads', cores, Number.isInteger(each) ? String(each) : '')
  const models = new Map<string, Node>()
  for (const node of [...(packages ?? []), ...nodes.slice(0, 1)]) {
    const model = node.infos.get('CPUModel')?.trim()
    if (model && !models.has(model)) models.set(model, node)
  }
  for (const [value, { line }] of models) found.push({ key: 'cpu-model', value, line })
  return [...found, ...toCaches(l3 ?? [], threads?.length ?? 0, nodes)]
}

/** How many L3 caches there are, and the CPUs of each. */
function toCaches(caches: Node[], threads: number, nodes: Node[]): Found[] {
  const [first] = caches
  if (!first) return []
  const { line } = first
  const each = threads / caches.length
  const size = Number.isInteger(each) ? ` of ${each} CPUs` : ''
  const count = `${caches.length} ${caches.length === 1 ? 'group' : 'groups'}${size}`
  const lists = caches.map(cache => toRanges(toCpusBelow(cache, nodes)))
  return [
    { key: 'cpu-l3-groups', value: count, line },
    ...(lists.length > 1 && !lists.includes('')
      ? [{ key: 'cpu-l3-cpus' as const, value: lists.join('; '), line }]
      : []),
  ]
}

/** Nodes with their memory; their CPUs where no other node has the same. */
function toNuma(nodes: Node[]): Found[] {
  const numa = nodes.filter(({ type }) => /^NUMANode$/.test(type))
  const [first] = numa
  if (!first) return []
  const facts = numa.flatMap((node, index): Found[] => {
    const number = node.infos.get('os_index') ?? /P#(\d+)/.exec(node.text)?.[1] ?? String(index)
    const subject = `node${number}`
    const cpus = toCpuList(node, nodes)
    const memory = toNodeMemory(node)
    const socket = toSocket(node, nodes)
    return [
      ...(cpus ? [{ key: 'numa-cpus' as const, subject, value: cpus, line: node.line }] : []),
      ...(cpus && socket !== undefined
        ? [{ key: 'numa-socket' as const, subject, value: socket, line: node.line }]
        : []),
      ...(memory ? [{ key: 'numa-memory' as const, subject, value: memory, line: node.line }] : []),
    ]
  })
  return [{ key: 'numa-nodes', value: String(numa.length), line: first.line }, ...facts]
}

function toNodeMemory({ infos, text }: Node): string | undefined {
  const bytes = infos.get('local_memory')
  if (bytes !== undefined)
    return bytes === '0' ? undefined : `${Math.round(Number(bytes) / 2 ** 20)} MiB`
  return infos.get('local') ?? /\(P#\d+ ([\d.]+ ?[KMGT]i?B)\)/.exec(text)?.[1]
}

/** XML has a mask; in the console, threads follow until what is beside or above the node. */
function toCpuList(node: Node, nodes: Node[]): string | undefined {
  const mask = node.infos.get('cpuset')
  if (mask !== undefined) return toRanges(toBits(mask)) || undefined
  const at = nodes.indexOf(node)
  const cpus: number[] = []
  for (const { type, depth, text } of nodes.slice(at + 1)) {
    if (depth < node.depth || type === 'NUMANode') break
    const cpu = type === 'PU' ? /P#(\d+)/.exec(text)?.[1] : undefined
    if (cpu !== undefined) cpus.push(Number(cpu))
  }
  return cpus.length > 0 ? toRanges(cpus) : undefined
}

/** CPUs of what stands below a cache; XML has a mask of them. */
function toCpusBelow(cache: Node, nodes: Node[]): number[] {
  const mask = cache.infos.get('cpuset')
  if (mask !== undefined) return toBits(mask)
  const cpus: number[] = []
  for (const { type, depth, text } of nodes.slice(nodes.indexOf(cache) + 1)) {
    if (depth <= cache.depth) break
    const cpu = type === 'PU' ? /P#(\d+)/.exec(text)?.[1] : undefined
    if (cpu !== undefined) cpus.push(Number(cpu))
  }
  return cpus
}

/** The socket above a node; in hwloc 1 a node may stand above its only socket. */
function toSocket(node: Node, nodes: Node[]): string | undefined {
  const at = nodes.indexOf(node)
  const isSocket = ({ type }: Node) => /^(?:Package|Socket)$/.test(type)
  let { depth } = node
  for (const other of nodes.slice(0, at).reverse()) {
    if (other.depth >= depth) continue
    if (isSocket(other)) return toNumber(other)
    depth = other.depth
  }
  const end = nodes.findIndex(({ depth: of }, index) => index > at && of <= node.depth)
  const below = nodes.slice(at + 1, end === -1 ? undefined : end).filter(isSocket)
  return below.length === 1 && below[0] ? toNumber(below[0]) : undefined
}

function toNumber({ infos, text }: Node): string | undefined {
  return infos.get('os_index') ?? /[PL]#(\d+)/.exec(text)?.[1]
}

/** Interfaces and disks with the address of the card that they hang on. */
function toDevices(nodes: Node[]): Found[] {
  let card: Node | undefined
  return nodes.flatMap((node): Found[] => {
    if (/^PCI(?:Dev)?$/.test(node.type)) {
      card = node
      return []
    }
    if (card && node.depth <= card.depth) card = undefined
    const name = node.infos.get('name') ?? /"([^"]+)"$/.exec(node.text)?.[1]
    const kind = toKind(node)
    return kind && name !== undefined ? toDevice(node, kind, name, card && toAddress(card)) : []
  })
}

function toAddress({ infos, text }: Node): string | undefined {
  const said = infos.get('pci_busid') ?? infos.get('busid')
  return said ?? /^PCI ([\da-f]{2,5}:[\da-f:.]+)/.exec(text)?.[1]
}

function toDevice(
  node: Node,
  kind: 'nic' | 'disk',
  subject: string,
  address: string | undefined,
): Found[] {
  const key = kind === 'nic' ? 'nic-bus' : 'disk-address'
  const bus: Found[] = address ? [{ key, subject, value: address, line: node.line }] : []
  if (kind === 'nic') return bus
  return [
    ...bus,
    ...toInfo(node, 'Model', 'disk-model', subject),
    ...toInfo(node, 'Revision', 'disk-firmware', subject),
    ...toInfo(node, 'Size', 'disk-size', subject),
  ]
}

/** XML numbers kinds: 0 or 1 and 2 or 16, by its version; a removable medium is no disk. */
function toKind({ type, infos, text }: Node): 'nic' | 'disk' | undefined {
  if (/^sr\d/.test(infos.get('name') ?? '')) return undefined
  if (/removable/i.test(`${text} ${infos.get('subtype') ?? ''} ${infos.get('Type') ?? ''}`))
    return undefined
  if (/^(?:Net|OSDev\[Net\w*\])$/.test(type)) return 'nic'
  if (/^(?:Block|OSDev\[(?:Block|Storage)\w*\])/.test(type)) return 'disk'
  if (type !== 'OSDev') return undefined
  if (infos.has('Address') && !infos.has('Size')) return 'nic'
  return infos.has('Size') ? 'disk' : undefined
}
