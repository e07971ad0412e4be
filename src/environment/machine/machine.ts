import type { Fact } from '../../parse/host/facts/fact.ts'
import type { Host } from '../environment.ts'
import { toCpuSet } from '../findings/finding.ts'
import { type Attached, toAttached } from './devices.ts'
import { type NumaNode, toNodes } from './topology.ts'

/** A host as it can be drawn: what stands in what, and what hangs on what. */
export interface Machine {
  /** By their sockets where these are known; else all in one without a name. */
  sockets: { name?: string; nodes: (NumaNode & { attached: Attached[] })[] }[]
  /** What no capture gives a node, where there are several. */
  loose: Attached[]
  /** What it is, what its CPUs are, and its memory. */
  heads: Fact[]
  /** Whether a capture tells which CPUs share an L3 cache. */
  tellsCaches: boolean
  measured: ReadonlySet<number>
  pinned: ReadonlySet<number>
  /** Devices that the measured I/O goes through, also where nothing else is said of them. */
  path: readonly string[]
}

/** Nothing where the CPUs of a host are not known. */
export function toMachine({
  facts,
  declared,
}: Pick<Host, 'facts' | 'declared'>): Machine | undefined {
  const nodes = toNodes(facts)
  const [first, second] = nodes
  if (!first) return undefined
  const path = declared.measuredDevices ?? []
  const attached = toAttached(facts, new Set(path))
  const isOf = (node: NumaNode) => (device: Attached) =>
    second ? device.node !== undefined && device.node === node.name : true
  const full = nodes.map(node => ({ ...node, attached: attached.filter(isOf(node)) }))
  const isKnown = nodes.every(({ socket }) => socket !== undefined)
  const names = isKnown ? [...new Set(nodes.map(({ socket }) => socket))] : [undefined]
  const placed = new Set(full.flatMap(node => node.attached))
  return {
    sockets: names.map(name => ({
      name,
      nodes: full.filter(({ socket }) => !isKnown || socket === name),
    })),
    loose: attached.filter(device => !placed.has(device)),
    heads: (['machine-product', 'cpu-model', 'memory-total'] as const).flatMap(
      key => facts.find(fact => fact.key === key) ?? [],
    ),
    tellsCaches: facts.some(tellsCaches),
    measured: toCpuSet(declared.measuredCpus),
    pinned: toCpuSet(declared.pinnedCpus),
    path,
  }
}

/** Which CPUs share an L3 cache; where there is one instance, all do. */
function tellsCaches({ key, value }: Fact): boolean {
  if (key === 'cpu-l3') return / 1 instance\)/.test(value)
  return key === 'cpu-l3-cpus' || key === 'cpu-l3-groups'
}
