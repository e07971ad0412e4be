import type { FactKey, Section } from '../../parse/host/facts/catalogue.ts'
import { catalogue } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'

/** The facts that stand for their section while it is closed. */
const headlines: { [section in Section]: readonly FactKey[] } = {
  machine: ['machine-vendor', 'machine-product', 'board-product', 'bios-version'],
  cpu: ['cpu-model', 'cpu-count', 'cpu-governor', 'power-plan'],
  smt: ['smt-threads', 'smt-control'],
  mitigations: ['mitigation'],
  memory: ['memory-total', 'memory-dimms', 'memory-speed'],
  placement: ['numa-nodes', 'pci-device', 'pci-link-status'],
  network: ['nic-driver', 'nic-speed', 'nic-mtu'],
  storage: ['disk-model', 'disk-scheduler', 'multipath-policy', 'iscsi-sessions'],
  vm: [
    'vm-hypervisor',
    'vm-pve',
    'vm-accelerator',
    'vm-machine',
    'vm-vcpus',
    'vm-controller',
    'vm-disk',
  ],
  kernel: ['kernel-os', 'kernel-release'],
  fio: ['fio-version', 'fio-engine', 'fio-runtime'],
  perf: ['perf-version', 'sysstat-version'],
}

/** Values that say nothing without the name of what they count. */
const bare = /^(?:[\d.,-]+|on|off|yes|no|enabled|disabled)$/

/** `AMD EPYC 9554P 64-Core Processor · CPUs 128 · performance`, of at most 120 letters. */
export function summarizeSection(section: Section, facts: readonly Fact[]): string {
  if (section === 'mitigations') return summarizeMitigations(facts)
  const parts = headlines[section].flatMap(key => {
    const values = [...new Set(facts.filter(fact => fact.key === key).map(({ value }) => value))]
    if (values.length === 0) return []
    const shown = values.slice(0, 2).map(cut).join(', ')
    const more = values.length > 2 ? ` and ${values.length - 2} more` : ''
    return `${bare.test(shown) ? `${catalogue[key].label} ` : ''}${shown}${more}`
  })
  let line = ''
  for (const part of parts) {
    const longer = line === '' ? part : `${line} · ${part}`
    if (longer.length > 120) break
    line = longer
  }
  return line
}

function cut(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value
}

/** How many are of each state: `1 vulnerable, 4 mitigated, 1 unknown, 10 not affected`. */
function summarizeMitigations(facts: readonly Fact[]): string {
  const states: [name: string, pattern: RegExp][] = [
    ['vulnerable', /vulnerable/i],
    ['mitigated', /^(?!.*vulnerable)(?!not affected|unknown)/i],
    ['unknown', /^unknown(?!.*vulnerable)/i],
    ['not affected', /^not affected/i],
  ]
  return states
    .map(([name, pattern]) => [facts.filter(({ value }) => pattern.test(value)).length, name])
    .filter(([count]) => count !== 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(', ')
}
