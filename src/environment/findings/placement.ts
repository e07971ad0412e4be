import type { Fact } from '../../parse/host/facts/fact.ts'
import { nodesOf } from './cpu.ts'
import {
  all,
  type Evidence,
  judgeEach,
  listFacts,
  listNames,
  type Rule,
  toCpuSet,
  type Verdict,
} from './finding.ts'

const pci = 'https://docs.kernel.org/PCI/'

function judgeNode(evidence: Evidence): Verdict {
  const cpus = toCpuSet(evidence.declared.measuredCpus ?? evidence.declared.pinnedCpus)
  const nodes = nodesOf(evidence, cpus)
  const devices = all(evidence, 'pci-numa-node')
  if (nodes.size === 0 || devices.length === 0) {
    return {
      is: 'cannot-tell',
      needs: 'which CPUs were measured, the CPUs of each NUMA node, and the node of each device',
    }
  }
  const far = devices.filter(({ value }) => !nodes.has(value))
  const here = [...nodes].join(', ')
  if (far.length === 0)
    return { is: 'fine', said: `Devices and measured CPUs are on node ${here}.` }
  return {
    is: 'fires',
    said: `The measured CPUs are on node ${here}, but ${toFar(far)}.`,
    facts: far,
  }
}

/** `01:00.0 is on node 3, nvme0, nvme1 and 10 more are on node 1` */
function toFar(devices: readonly Fact[]): string {
  const nodes = [...new Set(devices.map(({ value }) => value))]
  return nodes
    .map(node => {
      const names = devices.flatMap(({ subject, value }) => (value === node ? (subject ?? '') : []))
      return `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} on node ${node}`
    })
    .join(', ')
}

function judgeLink(evidence: Evidence): Verdict {
  const capabilities = all(evidence, 'pci-link-capability')
  const pairs = capabilities.flatMap(capability => {
    const status = all(evidence, 'pci-link-status').find(
      ({ subject, source }) =>
        subject === capability.subject && source.file.entry === capability.source.file.entry,
    )
    return status ? [{ capability, status }] : []
  })
  if (pairs.length === 0)
    return { is: 'cannot-tell', needs: 'lspci -vvv as root, with LnkCap and LnkSta' }
  const slow = pairs.filter(({ capability, status }) => isBelow(status, capability))
  if (slow.length === 0)
    return { is: 'fine', said: 'Each link runs as fast and as wide as its device can.' }
  return {
    is: 'fires',
    said: `${slow
      .map(
        ({ capability, status }) =>
          `${status.subject} runs at ${status.value} of ${capability.value}`,
      )
      .join('; ')}.`,
    facts: slow.flatMap(({ capability, status }) => [status, capability]),
  }
}

/** Speeds and widths are compared; the word `(downgraded)` is not relied on. */
function isBelow(status: Fact, capability: Fact): boolean {
  const [speed, width] = toLink(status.value)
  const [mostSpeed, mostWidth] = toLink(capability.value)
  return speed < mostSpeed || width < mostWidth
}

function toLink(value: string): [speed: number, width: number] {
  return [Number.parseFloat(value), Number(/x(\d+)/.exec(value)?.[1] ?? 0)]
}

/** CPUs that take interrupts of storage and network, against those that were measured. */
function judgeInterrupts(evidence: Evidence): Verdict {
  const measured = toCpuSet(evidence.declared.measuredCpus)
  const served = all(evidence, 'irq-cpus').filter(({ value }) => !value.startsWith('none'))
  if (measured.size === 0 || served.length === 0)
    return { is: 'cannot-tell', needs: 'which CPUs were measured, and /proc/interrupts' }
  const outside = served.filter(({ value }) =>
    [...toCpuSet(value.replace(/ .*/, ''))].some(cpu => !measured.has(cpu)),
  )
  if (outside.length === 0)
    return { is: 'fine', said: 'The measured CPUs take all interrupts of storage and network.' }
  return {
    is: 'fires',
    said: `Measured were CPUs ${evidence.declared.measuredCpus}; interrupts came to ${listFacts(outside)}.`,
    facts: outside,
  }
}

export const placementRules: readonly Rule[] = [
  {
    name: 'device-on-another-node',
    what: 'A NIC or disk is on another NUMA node than the measured CPUs',
    why: 'Each transfer and each interrupt crosses the link between nodes: latency and cycles per I/O rise.',
    source: 'https://docs.kernel.org/mm/numa.html',
    judge: judgeNode,
  },
  {
    name: 'link-below-capability',
    what: 'A PCIe link runs below what its device can',
    why: 'A narrower or slower slot caps bandwidth, and queues form before the device is busy.',
    source: pci,
    judge: judgeLink,
  },
  {
    name: 'driver-warns-of-bandwidth',
    what: 'A driver found its slot slower than its card',
    why: 'The slot or a switch above it caps what the card can move, whatever the card’s own link says.',
    source: pci,
    judge: evidence =>
      judgeEach(
        all(evidence, 'pci-bandwidth'),
        'dmesg from the start of the system',
        ({ value }) => /limited by|not sufficient|insufficient/.test(value),
        wrong => `${listFacts(wrong)}.`,
        'The drivers that tell of PCIe bandwidth found enough of it.',
      ),
  },
  {
    name: 'interrupts-elsewhere',
    what: 'Interrupts of storage or network are served outside the measured CPUs',
    why: 'Their work is done where no counter looked: cycles per I/O are too low by it.',
    source: 'https://docs.kernel.org/core-api/irq/irq-affinity.html',
    judge: judgeInterrupts,
  },
  {
    name: 'small-read-requests',
    what: 'MaxReadReq is 512 bytes or less',
    why: 'Each read of memory by the device is cut into requests of this size; at 100 Gb/s and more that can cap throughput.',
    source: pci,
    judge: evidence =>
      judgeEach(
        all(evidence, 'pci-max-read-request'),
        'lspci -vvv as root',
        ({ value }) => Number.parseInt(value, 10) <= 512,
        wrong => `MaxReadReq is ${listFacts(wrong)}.`,
        'MaxReadReq is above 512 bytes.',
      ),
  },
  {
    name: 'memory-below-rating',
    what: 'Memory runs below its rated speed',
    why: 'Memory bandwidth and latency differ from what the part numbers promise.',
    source: 'https://www.dmtf.org/standards/smbios',
    judge: judgeMemorySpeed,
  },
  {
    name: 'unbalanced-channels',
    what: 'Memory channels hold unequal numbers of modules',
    why: 'Interleaving falls back to fewer channels for a part of the addresses: bandwidth depends on where a buffer lies.',
    source: 'https://www.dmtf.org/standards/smbios',
    judge: evidence =>
      judgeEach(
        all(evidence, 'memory-channels'),
        'dmidecode with the locators of the modules',
        ({ value }) => value.includes('unbalanced'),
        wrong => `Modules per channel: ${listFacts(wrong)}.`,
        'All channels in use hold the same number of modules.',
      ),
  },
]

function judgeMemorySpeed(evidence: Evidence): Verdict {
  const [rated] = all(evidence, 'memory-rated-speed')
  const [set] = all(evidence, 'memory-speed')
  if (!rated || !set)
    return { is: 'cannot-tell', needs: 'dmidecode as root, with Speed and Configured Memory Speed' }
  if (toSpeed(set) >= toSpeed(rated)) return { is: 'fine', said: `${set.value}, as rated.` }
  return {
    is: 'fires',
    said: `Memory runs at ${set.value}, rated for ${rated.value}.`,
    facts: [set, rated],
  }
}

/** The slowest, where modules differ. */
function toSpeed({ value }: Fact): number {
  const speeds = [...value.matchAll(/(\d+) MT\/s/g)].map(match => Number(match[1]))
  return speeds.length > 0 ? Math.min(...speeds) : Number.parseInt(value, 10)
}
