import { expect, it } from 'vitest'
import { findDifferences } from '../../src/environment/differences.ts'
import { splitCaptures } from '../../src/parse/host/captures/split.ts'
import { toFacts } from '../../src/parse/host/facts/to-facts.ts'

function side(label: string, files: { [entry: string]: string }) {
  const facts = Object.entries(files).flatMap(([entry, text]) =>
    splitCaptures({ archive: '.', sha256: '', entry }, text).flatMap(toFacts),
  )
  return { label, facts }
}

it('shows what differs, and tells missing from not captured', () => {
  const one = side('one', {
    'proc-cmdline.txt': 'BOOT_IMAGE=/vmlinuz iommu=pt mitigations=auto',
    'ethtool-g-ens1.txt':
      'Ring parameters for ens1:\nPre-set maximums:\nRX: 8192\nCurrent hardware settings:\nRX: 1024',
  })
  const other = side('other', { 'proc-cmdline.txt': 'BOOT_IMAGE=/vmlinuz mitigations=off' })
  const differences = findDifferences([one, other])
  expect(
    differences.map(({ label, subject, values }) => [
      label,
      subject,
      values.map(value => ('value' in value ? value.value : value.is)),
    ]),
  ).toEqual([
    ['Option', 'iommu', ['pt', 'missing']],
    ['Option', 'mitigations', ['auto', 'off']],
  ])
})

it('has nothing to say of one side', () => {
  expect(findDifferences([side('one', { 'proc-cmdline.txt': 'root=/dev/x ro' })])).toEqual([])
})

it.each([
  // An older lscpu has no line for boost, and lspci without -vv none for the link.
  ['boost', 'lscpu.txt', 'Architecture: x86_64\nFrequency boost: enabled', 'Architecture: x86_64'],
  [
    'the link',
    'lspci.txt',
    '01:00.0 Ethernet controller: A\n\tLnkSta: Speed 8GT/s, Width x8',
    '01:00.0 Ethernet controller: A',
  ],
  [
    'rings of another interface',
    'ethtool-g-ens1.txt',
    'Ring parameters for ens1:\nCurrent hardware settings:\nRX: 1024',
    'Ring parameters for ens2:\nCurrent hardware settings:\nRX: 1024',
  ],
])('never says that %s is not there where the capture would not show it', (_, file, one, other) => {
  const values = findDifferences([side('one', { [file]: one }), side('other', { [file]: other })])
  expect(values).toEqual([])
})

it('names the command that would have told', () => {
  const cmdline = 'BOOT_IMAGE=/vmlinuz iommu=pt'
  const one = side('one', { 'proc-cmdline.txt': cmdline })
  const two = side('two', { 'proc-cmdline.txt': cmdline.replace('pt', 'off') })
  const log = side('three', { 'dmesg.txt': '[    9.000000] Linux version 6.1.0 (x)' })
  const [difference] = findDifferences([one, two, log])
  expect(difference?.values.at(-1)).toEqual({ is: 'not-captured', command: '/proc/cmdline' })
})

it('reads an option from the log’s copy of the command line, and so its absence', () => {
  const one = side('one', { 'proc-cmdline.txt': 'BOOT_IMAGE=/vmlinuz iommu=pt' })
  const log = '[    0.053988] Kernel command line: BOOT_IMAGE=/vmlinuz ro'
  const values = findDifferences([one, side('two', { 'dmesg.txt': log })]).flatMap(
    difference => difference.values,
  )
  expect(values.map(({ is }) => is)).toEqual(['value', 'missing'])
})

it('takes a log without a kernel line for silent', () => {
  const one = side('one', { 'dmesg.txt': '[    0.000000] Linux version 6.1.0 (x)' })
  const two = side('two', { 'dmesg.txt': '[    9.000000] loop: module loaded' })
  expect(findDifferences([one, two])).toEqual([])
})
