import type { Fact } from '../../parse/host/facts/fact.ts'
import {
  all,
  type Evidence,
  judgeEach,
  listByValue,
  listFacts,
  type Rule,
  type Verdict,
} from './finding.ts'

const nvme = 'https://nvmexpress.org/specifications/'
const queue = 'https://docs.kernel.org/block/queue-sysfs.html'

/** What disks say of their cache, and the kernel; that there is one does not say that it is on. */
function toCaches(evidence: Evidence): Fact[] {
  const settings = all(evidence, 'disk-setting').filter(({ subject }) =>
    /(?:^| )write_cache$/.test(subject ?? ''),
  )
  const said = all(evidence, 'disk-write-cache').filter(({ value }) => value !== 'present')
  return [...said, ...settings]
}

/** A warning is a set of bits; the time above a temperature is in minutes. */
function judgeHealth(evidence: Evidence): Verdict {
  return judgeEach(
    [
      ...all(evidence, 'disk-health'),
      ...all(evidence, 'disk-warning'),
      ...all(evidence, 'disk-throttling'),
    ],
    'smartctl -a of the disks, or nvme smart-log',
    ({ key, value }) =>
      key === 'disk-health'
        ? !/^(?:PASSED|OK)\b/.test(value)
        : !/^(?:0x)?0+(?![\dxa-f])/.test(value),
    wrong => `${listFacts(wrong)}.`,
    'The disks report no warning and no time above their warning temperature.',
  )
}

function isNvme({ subject }: Fact): boolean {
  return /^nvme\d/.test(subject ?? '')
}

/** Firmware versions by what they are the firmware of; those of one version are in order. */
function toMixed(evidence: Evidence): { kind: string; facts: Fact[] }[] {
  const kinds = new Map<string, Fact[]>()
  for (const [firmware, kind] of [
    ['disk-firmware', 'disk-model'],
    ['nic-firmware', 'nic-driver'],
  ] as const) {
    for (const fact of all(evidence, firmware)) {
      const of = all(evidence, kind).find(({ subject }) => subject === fact.subject)?.value
      if (of !== undefined && fact.subject !== undefined)
        kinds.set(of, [...(kinds.get(of) ?? []), fact])
    }
  }
  return [...kinds].map(([kind, facts]) => ({ kind, facts }))
}

function judgeFirmware(evidence: Evidence): Verdict {
  const kinds = toMixed(evidence).filter(({ facts }) => facts.length > 1)
  if (kinds.length === 0)
    return {
      is: 'cannot-tell',
      needs: 'models and firmware of two or more disks or NICs of a kind',
    }
  const mixed = kinds.filter(({ facts }) => new Set(facts.map(({ value }) => value)).size > 1)
  if (mixed.length === 0) return { is: 'fine', said: 'Devices of a kind have the same firmware.' }
  return {
    is: 'fires',
    said: `${mixed.map(({ kind, facts }) => `${kind}: ${listByValue(facts)}`).join('. ')}.`,
    facts: mixed.flatMap(({ facts }) => facts),
  }
}

export const storageRules: readonly Rule[] = [
  {
    name: 'volatile-write-cache',
    what: 'A disk has a volatile write cache that is on',
    why: 'Writes complete before they reach the medium: their latency is that of the cache until it is full or a flush empties it.',
    source: queue,
    judge: evidence =>
      judgeEach(
        toCaches(evidence),
        'queue/write_cache in sysfs, or smartctl -a',
        ({ value }) => /^(?:enabled|write back)$/.test(value),
        wrong => `The write cache is on: ${listFacts(wrong)}.`,
        'No disk has a volatile write cache that is on.',
      ),
  },
  {
    name: 'disk-health',
    what: 'A disk reports a warning or has been too warm',
    why: 'A disk that is worn, failing or too warm slows itself down, and differently from run to run.',
    source: nvme,
    judge: judgeHealth,
  },
  {
    name: 'nvme-scheduler',
    what: 'An NVMe disk has an I/O scheduler',
    why: 'A scheduler adds work and locks to each request, which fast disks do not need.',
    source: queue,
    judge: evidence =>
      judgeEach(
        all(evidence, 'disk-scheduler').filter(isNvme),
        'queue/scheduler of the NVMe disks in sysfs',
        ({ value }) => value !== 'none',
        wrong => `The scheduler is ${listFacts(wrong)}.`,
        'The scheduler of the NVMe disks is none.',
      ),
  },
  {
    name: 'mixed-firmware',
    what: 'Devices of one kind have different firmware',
    why: 'Firmware decides performance: results then depend on which of the devices an I/O goes to.',
    source: nvme,
    judge: judgeFirmware,
  },
]
