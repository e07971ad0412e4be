import type { FactKey } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import { toCpuSet } from '../findings/finding.ts'

/** CPUs with one memory; `name` is missing where the host tells of no nodes. */
export interface NumaNode {
  /** `0`, as the kernel counts. */
  name?: string
  cpus: number[]
  /** CPUs that share an L3 cache, a list each; empty where that is not known. */
  caches: number[][]
  /** Which socket it is in, where a capture says so or there is only one. */
  socket?: string
  said: Fact
  memory?: Fact
}

/** More CPUs than this are no machine that a drawing could show. */
const mostCpus = 4096

/** The nodes of a host by their numbers, none where its CPUs are not known. */
export function toNodes(facts: readonly Fact[]): NumaNode[] {
  const of = (key: FactKey) => facts.filter(fact => fact.key === key)
  const [sockets] = of('cpu-sockets')
  const only = sockets?.value === '1' ? '0' : undefined
  const caches = toCaches(facts)
  const nodes = new Map<string, NumaNode>()
  for (const said of of('numa-cpus')) {
    const name = said.subject?.replace('node', '')
    const cpus = toSorted(said.value)
    if (name === undefined || nodes.has(name)) continue
    const isOwn = ({ subject }: Fact) => subject === said.subject
    const socket = of('numa-socket').find(isOwn)?.value ?? only
    const memory = of('numa-memory').find(isOwn)
    nodes.set(name, { name, cpus, caches: within(caches, cpus), socket, said, memory })
  }
  const found = [...nodes.values()].sort((a, b) => Number(a.name) - Number(b.name))
  const all = found.length > 0 ? found : toWhole(facts, caches, only)
  const total = all.reduce((sum, { cpus }) => sum + cpus.length, 0)
  return total === 0 || total > mostCpus ? [] : all
}

/** A host that tells of no nodes is drawn as one. */
function toWhole(facts: readonly Fact[], caches: number[][], socket?: string): NumaNode[] {
  const online = facts.find(({ key, value }) => key === 'cpu-online' && toCpuSet(value).size > 0)
  if (online) {
    const cpus = toSorted(online.value)
    return [{ cpus, caches: within(caches, cpus), socket, said: online }]
  }
  const count = facts.find(({ key, value }) => key === 'cpu-count' && /^\d{1,4}$/.test(value))
  if (!count) return []
  const cpus = Array.from({ length: Number(count.value) }, (_, cpu) => cpu)
  return [{ cpus, caches: within(caches, cpus), socket, said: count }]
}

/** Of lists (`0-7,64-71; 8-15,72-79`), or as sysfs has them, with a comma between. */
function toCaches(facts: readonly Fact[]): number[][] {
  const lists = facts.flatMap(({ key, value }) => {
    if (key === 'cpu-l3-cpus') return value.split('; ')
    return key === 'cpu-l3-groups' && /^[\d, -]+$/.test(value) ? value.split(', ') : []
  })
  return [...new Set(lists)].map(toSorted).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

/** A node is either told of whole or not at all. */
function within(caches: number[][], cpus: number[]): number[][] {
  const own = caches.filter(([first]) => first !== undefined && cpus.includes(first))
  const covered = new Set(own.flat())
  return own.length > 0 && cpus.every(cpu => covered.has(cpu)) ? own : []
}

function toSorted(list: string): number[] {
  return [...toCpuSet(list)].sort((a, b) => a - b)
}
