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
