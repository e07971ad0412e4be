import type { Line } from '../captures/capture.ts'
import type { FactParser, Found } from './fact.ts'
import { isJson, toMembers } from './json-members.ts'
import { toRanges } from './kernel.ts'

/** Parse `numactl -H`; lists of CPUs may be wrapped, and nodes without CPUs are real. */
export const parseNumactl: FactParser = lines => {
  const found: Found[] = []
  let wrapped: { found: Found; cpus: string } | undefined
  const distances: string[] = []
  let distancesAt = 0
  for (const { text, number } of lines) {
    const nodes = /^available: (\d+) nodes?/.exec(text)?.[1]
    if (nodes) found.push({ key: 'numa-nodes', value: nodes, line: number })
    const [, node, what, value = ''] = /^node (\d+) (cpus|size): ?(.*)$/.exec(text) ?? []
    if (what === 'cpus') {
      const fact: Found = { key: 'numa-cpus', subject: `node${node}`, value: '', line: number }
      wrapped = { found: fact, cpus: value }
      found.push(fact)
    } else if (wrapped && /^[\d\s]+$/.test(text) && text.trim() !== '') wrapped.cpus += ` ${text}`
    else wrapped = undefined
    if (wrapped) wrapped.found.value = toCpus(wrapped.cpus)
    if (what === 'size')
      found.push({ key: 'numa-memory', subject: `node${node}`, value, line: number })
    const row = /^\s+\d+:((?:\s+\d+)+)\s*$/.exec(text)?.[1]
    if (row) {
      distancesAt ||= number
      distances.push(row.trim().replaceAll(/\s+/g, ' '))
    }
  }
  if (distances.length > 1)
    found.push({ key: 'numa-distances', value: distances.join(' / '), line: distancesAt })
  return found
}

function toCpus(list: string): string {
  const numbers = list.trim().split(/\s+/).filter(Boolean).map(Number)
  return numbers.length === 0 ? 'none' : toRanges(numbers)
}

const linkFields: readonly [Found['key'], RegExp][] = [
  ['nic-mtu', / mtu (\d+)/],
  ['nic-state', / state (\w+)/],
  ['nic-qdisc', / qdisc (\w+)/],
  ['nic-master', / master (\S+)/],
]

/** Parse `ip link` and `ip addr`, with or without `-d` and `-s`. */
export const parseIp: FactParser = lines => {
  let name = 'lo'
  return lines.flatMap(({ text, number }, index): Found[] => {
    const [, device, rest = ''] = /^\d+: ([\w.-]+)(?:@[\w.-]+)?: <[^>]*>(.*)$/.exec(text) ?? []
    if (device !== undefined) name = device
    if (name === 'lo') return []
    if (device === undefined) return toCounters(text, lines[index + 1]?.text ?? '', name, number)
    return linkFields.flatMap(([key, pattern]): Found[] => {
      const value = pattern.exec(rest)?.[1]
      return value === undefined ? [] : [{ key, subject: name, value, line: number }]
    })
  })
}

/** Counters of `-s` that tell of lost work; their headings changed over the versions. */
const lost = /^(?:errors|dropped|missed|overrun|carrier)$/

/** `RX: bytes packets errors dropped …` with a line of numbers below it. */
function toCounters(head: string, numbers: string, subject: string, line: number): Found[] {
  const [, way, names = ''] = /^\s+(RX|TX)(?: errors)?:\s+([a-z _]+)$/.exec(head) ?? []
  if (way === undefined || !/^\s+\d[\d\s]*$/.test(numbers)) return []
  const labels = names.trim().split(/\s+/)
  const counts = numbers.trim().split(/\s+/)
  const bad = labels.flatMap((label, at) =>
    lost.test(label) && counts[at] !== undefined && counts[at] !== '0'
      ? `${way} ${label} ${counts[at]}`
      : [],
  )
  const read: Found = { key: 'nic-counters', subject, value: `${way} of ip`, line }
  if (bad.length === 0) return [read]
  return [read, { key: 'nic-drops', subject, value: bad.join(', '), line: line + 1 }]
}

/** Intel's prefetchers as likwid calls them; bit n of register 0x1a4 turns the nth off. */
const prefetchers: readonly [name: string, label: string][] = [
  ['HW_PREFETCHER', 'L2 stream'],
  ['CL_PREFETCHER', 'L2 adjacent line'],
  ['DCU_PREFETCHER', 'L1 next line'],
  ['IP_PREFETCHER', 'L1 by instruction'],
]

/** One prefetcher of one CPU. */
interface Switch {
  name: string
  isOn: boolean
  line: number
}

/**
 * Parse which prefetchers are on: `rdmsr -a 0x1a4` (Intel, "Disclosure of H/W prefetcher control"),
 * `likwid-features -l`, and the `PrefetcherInfo` of MachineState.
 */
export const parsePrefetchers: FactParser = lines => {
  const switches = isJson(lines) ? toJsonSwitches(lines) : lines.flatMap(toSwitches)
  const [first] = switches
  if (!first) return []
  const told = prefetchers.flatMap(([name, label]) => {
    const own = switches.filter(item => item.name === name)
    const states = new Set(own.map(({ isOn }) => (isOn ? 'on' : 'off')))
    return states.size === 0 ? [] : `${label} ${states.size > 1 ? 'not alike' : [...states].join()}`
  })
  return [{ key: 'cpu-prefetchers', value: told.join(', '), line: first.line }]
}

function toJsonSwitches(lines: readonly Line[]): Switch[] {
  return toMembers(lines).flatMap(({ path, value, line }) => {
    const name = path.at(-1) ?? ''
    const isOne = path.at(-3) === 'PrefetcherInfo' && /^(?:true|false)$/.test(value)
    return isOne ? [{ name, isOn: value === 'true', line }] : []
  })
}

/** A line of likwid, or the register of a CPU. */
function toSwitches({ text, number: line }: Line): Switch[] {
  const [, name = '', state] = /^(\w+_PREFETCHER)\s+(on|off)\b/.exec(text) ?? []
  if (state) return [{ name, isOn: state === 'on', line }]
  const register = /^(?:0x)?([0-9a-f]{1,16})$/i.exec(text.trim())?.[1]
  if (register === undefined) return []
  const bits = BigInt(`0x${register}`)
  return prefetchers.map(([name], bit) => ({
    name,
    isOn: ((bits >> BigInt(bit)) & 1n) === 0n,
    line,
  }))
}
