import { splitCaptures } from '../parse/host/captures/split.ts'
import type { FactKey } from '../parse/host/facts/catalogue.ts'
import { toFacts } from '../parse/host/facts/to-facts.ts'

/** Facts that say what a thing is, by its maker's own words: no two owners have another. */
const publicFacts: ReadonlySet<FactKey> = new Set<FactKey>([
  'machine-vendor',
  'machine-product',
  'board-vendor',
  'board-product',
  'bios-vendor',
  'bios-version',
  'bios-date',
  'cpu-model',
  'cpu-architecture',
  'cpu-driver',
  'cpu-idle-driver',
  'memory-part',
  'memory-type',
  'pci-device',
  'pci-driver',
  'nic-driver',
  'nic-driver-version',
  'nic-firmware',
  'nic-part-number',
  'disk-model',
  'disk-firmware',
  'windows-driver',
  'kernel-os',
  'kernel-os-version',
  'vm-hypervisor',
  'vm-package',
  'vm-machine',
  'vm-cpu',
  'vm-controller',
  'fio-version',
  'fio-engine',
  'perf-version',
  'sysstat-version',
])

/** What a capture says of models, versions and drivers, read by the parsers of facts. */
export function toPublicWords(text: string, path: string): string[] {
  return splitCaptures({ archive: '.', sha256: '', entry: path }, text)
    .flatMap(toFacts)
    .filter(({ key }) => publicFacts.has(key))
    .map(({ value }) => value)
}
