import type { FactParser, Found } from './fact.ts'
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

/** Parse `ip link` and `ip addr`, with or without `-d` and `-s`. */
export const parseIp: FactParser = lines => {
  const found: Found[] = []
  for (const { text, number } of lines) {
    const [, name = '', rest = ''] = /^\d+: ([\w.-]+)(?:@[\w.-]+)?: <[^>]*>(.*)$/.exec(text) ?? []
    if (name === '' || name === 'lo') continue
    const fields: [Found['key'], RegExp][] = [
      ['nic-mtu', / mtu (\d+)/],
      ['nic-state', / state (\w+)/],
      ['nic-qdisc', / qdisc (\w+)/],
      ['nic-master', / master (\S+)/],
    ]
    for (const [key, pattern] of fields) {
      const value = pattern.exec(rest)?.[1]
      if (value !== undefined) found.push({ key, subject: name, value, line: number })
    }
  }
  return found
}
