import { describe, expect, it } from 'vitest'
import type { Declared, Verdict } from '../../../src/environment/findings/finding.ts'
import { hostRules, judge, sourceRules } from '../../../src/environment/findings/judge.ts'
import { parseFioSeconds } from '../../../src/parse/fio/fio-option.ts'
import { catalogue, type FactKey } from '../../../src/parse/host/facts/catalogue.ts'
import type { Fact } from '../../../src/parse/host/facts/fact.ts'

type Given = [key: FactKey, value: string, subject?: string]
interface Case {
  rule: string
  fires: Given[]
  fine: Given[]
  unknown?: Given[]
  declared?: Declared
  /** Part of what the finding says. */
  says: RegExp
}

const epyc: Given[] = [
  ['smt-threads', '2'],
  ['numa-cpus', '0-15,64-79', 'node0'],
  ['numa-cpus', '48-63,112-127', 'node3'],
]
const first = { measuredCpus: '0-7', pinnedCpus: '0-7' }

/** Each rule with facts that make it fire, that are fine, and that are not enough. */
const cases: Case[] = [
  {
    rule: 'device-on-another-node',
    fires: [...epyc, ['pci-numa-node', '3', '01:00.0']],
    fine: [...epyc, ['pci-numa-node', '0', '01:00.0']],
    unknown: epyc,
    declared: first,
    says: /node 0, but 01:00.0 is on node 3/,
  },
  {
    rule: 'link-below-capability',
    fires: [
      ['pci-link-capability', '16GT/s, Width x16', '01:00.0'],
      ['pci-link-status', '8GT/s (downgraded), Width x8', '01:00.0'],
    ],
    fine: [
      ['pci-link-capability', '16GT/s, Width x16', '01:00.0'],
      ['pci-link-status', '16GT/s, Width x16', '01:00.0'],
    ],
    unknown: [['pci-link-capability', '16GT/s, Width x16', '01:00.0']],
    says: /8GT\/s \(downgraded\), Width x8 of 16GT\/s/,
  },
  {
    rule: 'small-read-requests',
    fires: [['pci-max-read-request', '512 bytes', '01:00.0']],
    fine: [['pci-max-read-request', '4096 bytes', '01:00.0']],
    says: /01:00\.0: 512 bytes/,
  },
  {
    rule: 'memory-below-rating',
    fires: [
      ['memory-rated-speed', '4800 MT/s'],
      ['memory-speed', '4000 MT/s'],
    ],
    fine: [
      ['memory-rated-speed', '4800 MT/s'],
      ['memory-speed', '4800 MT/s'],
    ],
    unknown: [['memory-rated-speed', '4800 MT/s']],
    says: /4000 MT\/s, rated for 4800/,
  },
  {
    rule: 'unbalanced-channels',
    fires: [['memory-channels', '1 to 2, unbalanced, on 8 channels']],
    fine: [['memory-channels', '1 each, on 12 channels']],
    says: /1 to 2, unbalanced/,
  },
  {
    rule: 'smt-siblings-outside',
    fires: epyc,
    fine: [['smt-threads', '1'], ...epyc.slice(1)],
    unknown: [['smt-threads', '2']],
    declared: first,
    says: /CPUs 64-71 share cores/,
  },
  {
    rule: 'affinity-and-scope-disagree',
    fires: [['vm-pinning', '0-7', 'emulator']],
    fine: [['vm-pinning', '0-3', 'emulator']],
    unknown: [],
    declared: { measuredCpus: '0-3' },
    says: /may run on 4-7, which was not measured/,
  },
  {
    rule: 'governor-not-performance',
    fires: [['cpu-governor', 'schedutil']],
    fine: [['cpu-governor', 'performance']],
    says: /schedutil/,
  },
  {
    rule: 'boost-on',
    fires: [['cpu-boost', 'enabled']],
    fine: [['cpu-boost', 'disabled']],
    says: /enabled/,
  },
  {
    rule: 'above-listed-maximum',
    fires: [
      ['cpu-mhz', '3748.399'],
      ['cpu-max-mhz', '3100.0000'],
    ],
    fine: [
      ['cpu-mhz', '3000.000'],
      ['cpu-max-mhz', '3100.0000'],
    ],
    unknown: [['cpu-mhz', '3748.399']],
    says: /3748\.399 MHz, above the maximum of 3100/,
  },
  {
    rule: 'deep-idle-states',
    fires: [['cpu-idle-states', 'POLL, C1, C2']],
    fine: [['cpu-idle-states', 'POLL, C1, C2 (disabled)']],
    says: /C2/,
  },
  {
    rule: 'slow-idle-exit',
    fires: [
      ['cpu-idle-states', 'POLL, C1, C6'],
      ['cpu-idle-latency', 'POLL 0 µs, C1 2 µs, C6 133 µs'],
    ],
    fine: [
      ['cpu-idle-states', 'POLL, C1, C6 (disabled)'],
      ['cpu-idle-latency', 'POLL 0 µs, C1 50 µs, C6 133 µs'],
    ],
    unknown: [['cpu-idle-states', 'POLL, C1, C6']],
    says: /C6 133 µs\.$/,
  },
  {
    rule: 'small-pages-only',
    fires: [
      ['memory-huge-pages', '0'],
      ['memory-transparent-huge-pages', 'never'],
    ],
    fine: [
      ['memory-huge-pages', '512', '2048kB'],
      ['memory-transparent-huge-pages', 'never'],
    ],
    unknown: [['memory-huge-pages', '0']],
    says: /off/,
  },
  {
    rule: 'adaptive-coalescing',
    fires: [['nic-adaptive-rx', 'on', 'ens1']],
    fine: [['nic-adaptive-rx', 'off', 'ens1']],
    says: /receive of ens1/,
  },
  {
    rule: 'small-rings',
    fires: [['nic-ring-rx', '1024 of 8192', 'ens1']],
    fine: [['nic-ring-rx', '8192 of 8192', 'ens1']],
    says: /1024 of 8192/,
  },
  {
    rule: 'standard-mtu',
    fires: [
      ['nic-speed', '25000Mb/s', 'ens1'],
      ['nic-mtu', '1500', 'ens1'],
    ],
    fine: [
      ['nic-speed', '25000Mb/s', 'ens1'],
      ['nic-mtu', '9000', 'ens1'],
    ],
    unknown: [['nic-mtu', '1500', 'ens1']],
    says: /ens1: 1500/,
  },
  {
    rule: 'drops',
    fires: [
      ['nic-counters', '9', 'ens1'],
      ['nic-drops', 'rx_out_of_buffer 7', 'ens1'],
    ],
    fine: [['nic-counters', '9', 'ens1']],
    says: /rx_out_of_buffer 7/,
  },
  {
    rule: 'driver-warns-of-bandwidth',
    fires: [
      ['pci-bandwidth', '63 Gb/s available PCIe bandwidth, limited by 8 GT/s x8 link', 'ice'],
    ],
    fine: [['pci-bandwidth', '63.008 Gb/s available PCIe bandwidth (8 GT/s x8 link)', 'ice']],
    says: /limited by 8 GT/,
  },
  {
    rule: 'interrupts-elsewhere',
    fires: [['irq-cpus', '0-9 (10 vectors)', 'nvme0']],
    fine: [['irq-cpus', '2-5 (4 vectors)', 'nvme0']],
    declared: first,
    says: /nvme0: 0-9 \(10 vectors\)/,
  },
  {
    rule: 'jumbo-frames-at-one-end',
    fires: [
      ['nic-speed', '25000Mb/s', 'The host ens1'],
      ['nic-mtu', '9000', 'The host ens1'],
      ['nic-speed', '10 Gbps', 'The target ens1'],
      ['nic-mtu', '1500', 'The target ens1'],
    ],
    fine: [
      ['nic-speed', '25000Mb/s', 'The host ens1'],
      ['nic-mtu', '9000', 'The host ens1'],
      ['nic-speed', '10Gbit/s', 'The target ens1'],
      ['nic-mtu', '9000', 'The target ens1'],
    ],
    unknown: [['nic-mtu', '9000', 'The host ens1']],
    says: /The host ens1: 9000; The target ens1: 1500/,
  },
  {
    rule: 'volatile-write-cache',
    fires: [
      ['disk-write-cache', 'enabled', 'sda'],
      ['disk-setting', 'write back', 'sdb write_cache'],
    ],
    fine: [
      ['disk-write-cache', 'disabled', 'sda'],
      ['disk-setting', 'write through', 'sdb write_cache'],
    ],
    unknown: [
      ['disk-setting', '0', 'sda nomerges'],
      ['disk-write-cache', 'present', 'nvme0'],
    ],
    says: /sda: enabled; sdb write_cache: write back/,
  },
  {
    rule: 'disk-health',
    fires: [
      ['disk-health', 'FAILED!', 'sda'],
      ['disk-warning', '0x04', 'nvme0'],
      ['disk-throttling', '12 min above warning', 'nvme0'],
    ],
    fine: [
      ['disk-health', 'PASSED', 'sda'],
      ['disk-warning', '0x00', 'nvme0'],
      ['disk-throttling', '0 min above warning', 'nvme0'],
    ],
    says: /sda: FAILED!; nvme0: 0x04; nvme0: 12 min/,
  },
  {
    rule: 'nvme-scheduler',
    fires: [['disk-scheduler', 'mq-deadline', 'nvme0n1']],
    fine: [
      ['disk-scheduler', 'none', 'nvme0n1'],
      ['disk-scheduler', 'mq-deadline', 'sda'],
    ],
    unknown: [['disk-scheduler', 'mq-deadline', 'sda']],
    says: /nvme0n1: mq-deadline/,
  },
  {
    rule: 'mixed-firmware',
    fires: [
      ['disk-model', 'A Disk', 'nvme0n1'],
      ['disk-firmware', '1.0', 'nvme0n1'],
      ['disk-model', 'A Disk', 'nvme1n1'],
      ['disk-firmware', '1.1', 'nvme1n1'],
    ],
    fine: [
      ['disk-model', 'A Disk', 'nvme0n1'],
      ['disk-firmware', '1.0', 'nvme0n1'],
      ['disk-model', 'A Disk', 'nvme1n1'],
      ['disk-firmware', '1.0', 'nvme1n1'],
    ],
    unknown: [
      ['disk-model', 'A Disk', 'nvme0n1'],
      ['disk-firmware', '1.0', 'nvme0n1'],
    ],
    says: /A Disk: 1\.0 on nvme0n1; 1\.1 on nvme1n1/,
  },
  {
    rule: 'mitigations',
    fires: [['kernel-option', 'off', 'mitigations']],
    fine: [['mitigation', 'Not affected', 'meltdown']],
    says: /mitigations: off/,
  },
  {
    rule: 'undocumented-option',
    fires: [
      ['kernel-command-line', 'x'],
      ['kernel-option', 'disable', 'amd_iommu'],
    ],
    fine: [
      ['kernel-command-line', 'x'],
      ['kernel-option', 'off', 'amd_iommu'],
    ],
    says: /“amd_iommu=disable” is no documented value/,
  },
  {
    rule: 'several-kernels',
    fires: [
      ['kernel-release', '6.1.0', 'The host'],
      ['kernel-release', '6.2.0', 'The guest'],
    ],
    fine: [
      ['kernel-release', '6.1.0'],
      ['kernel-release', '6.1.0'],
    ],
    says: /6\.1\.0 \(The host\); 6\.2\.0 \(The guest\)/,
  },
  {
    rule: 'resets-and-timeouts',
    fires: [['kernel-trouble', '2 lines, first: nvme nvme0: I/O 1 QID 1 timeout']],
    fine: [['kernel-log', '900 lines']],
    says: /timeout/,
  },
  {
    rule: 'emulated-guest',
    fires: [['vm-accelerator', 'tcg,thread=multi']],
    fine: [['vm-accelerator', 'kvm']],
    says: /runs with tcg,thread=multi/,
  },
  {
    rule: 'measured-inside-a-vm',
    fires: [
      ['cpu-architecture', 'x86_64'],
      ['vm-hypervisor', 'KVM'],
    ],
    fine: [['cpu-architecture', 'x86_64']],
    says: /KVM/,
  },
  {
    rule: 'unknown-engine',
    fires: [['fio-engine', 'windowaio', 'iops']],
    fine: [
      ['fio-engine', 'windowsaio', 'iops'],
      ['fio-engine', '$ENGINE', '$2'],
    ],
    says: /iops: windowaio/,
  },
  {
    rule: 'repeated-sections',
    fires: [['fio-sections', '[latency] (empty) [bandwidth]']],
    fine: [['fio-sections', '[global] [latency]']],
    says: /\[latency\] \(empty\)/,
  },
  {
    rule: 'runtime-contradicts-text',
    fires: [['fio-runtime', '60000', 'iops']],
    fine: [['fio-runtime', '10m', 'iops']],
    declared: { runSeconds: 600 },
    says: /says 600 s, the job files ask for iops: 60000/,
  },
]

describe.each(cases)('$rule', ({ rule, fires, fine, unknown = [], declared = {}, says }) => {
  it('fires, and says on what', () => {
    const verdict = verdictOf(rule, fires, declared)
    expect(verdict.is).toBe('fires')
    expect(verdict).toMatchObject({ said: expect.stringMatching(says) })
  })

  it('is fine', () => {
    expect(verdictOf(rule, fine, declared).is).toBe('fine')
  })

  it('cannot tell, and says what it needs', () => {
    const verdict = verdictOf(rule, unknown, declared)
    expect(verdict.is).toBe('cannot-tell')
    expect(verdict).toMatchObject({ needs: expect.stringMatching(/\w/) })
  })
})

it.each<[rule: string, is: Verdict['is'], given: Given[]]>([
  [
    'mitigations',
    'fires',
    [['mitigation', 'Mitigation: Clear CPU buffers; SMT vulnerable', 'mds']],
  ],
  [
    'mitigations',
    'cannot-tell',
    [['mitigation', 'Unknown: Dependent on hypervisor status', 'mds']],
  ],
  [
    'undocumented-option',
    'fires',
    [
      ['kernel-command-line', 'x'],
      ['kernel-option', 'off', 'nohz_full'],
    ],
  ],
  [
    'undocumented-option',
    'fine',
    [
      ['kernel-command-line', 'x'],
      ['kernel-option', 'managed_irq,domain,1-7,9', 'isolcpus'],
      ['kernel-option', '1-N', 'rcu_nocbs'],
      ['kernel-option', '1GB', 'hugepagesz'],
    ],
  ],
])('%s %s', (rule, is, given) => {
  expect(verdictOf(rule, given, {}).is).toBe(is)
})

it('every rule has its cases', () => {
  const names = [...hostRules, ...sourceRules].map(({ name }) => name)
  expect(cases.map(({ rule }) => rule).sort()).toEqual(names.sort())
})

it.each([
  ['60000', 60_000],
  ['10m', 600],
  ['600s', 600],
  ['00:10:00', 600],
  ['500ms', 0.5],
])('fio reads a runtime of %s as %d s', (value, seconds) => {
  expect(parseFioSeconds(value)).toBe(seconds)
})

function verdictOf(name: string, given: Given[], declared: Declared): Verdict {
  const finding = judge({ facts: given.map(toFact), declared }).find(
    ({ rule }) => rule.name === name,
  )
  if (!finding) throw new Error(`no rule ${name}`)
  return finding.verdict
}

function toFact([key, value, subject]: Given): Fact {
  const file = { archive: '.', sha256: '', entry: 'host/given.txt' }
  return { key, ...catalogue[key], subject, value, source: { file, line: 1 }, command: 'lscpu' }
}
