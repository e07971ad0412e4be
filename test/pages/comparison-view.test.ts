import { expect, test } from 'vitest'
import { toEnvironment } from '../../src/environment/environment.ts'
import { toComparisonView } from '../../src/pages/machine/comparison-view.ts'

const file = (archive: string, entry: string) => ({ archive, sha256: '', entry })

/** Hosts of one study, each with captures of its own. */
function comparisonOf(hosts: { [role: string]: { [name: string]: string } }) {
  const inputs = Object.entries(hosts).map(([role, files]) => ({
    id: `x-${role}`,
    role,
    label: `The ${role}`,
    declared: {},
    captures: Object.entries(files).map(([name, text]) => ({
      host: role,
      file: file('x.tar.gz', `${role}/${name}`),
      text,
    })),
  }))
  const [first] = toEnvironment([{ id: 'x', title: 'X', hosts: inputs, jobs: [] }]).comparisons
  if (!first) throw new Error('nothing compared')
  return toComparisonView(first, 0)
}

const lscpu = (megahertz: string) =>
  `Architecture: x86_64\nCPU(s): 8\nModel name: A CPU\nCPU max MHz: ${megahertz}`
const lspci = (address: string, model: string) =>
  `${address} Ethernet controller: ${model}\n\tLnkSta: Speed 8GT/s, Width x8`
const one = { 'lscpu.txt': lscpu('2300.0000'), 'lspci.txt': lspci('01:00.0', 'A Card') }
const two = { 'lscpu.txt': lscpu('3100.0000'), 'lspci.txt': lspci('02:00.0', 'B Card') }

test('of two hosts, what decides numbers is in sight with plain units, and devices are folded', () => {
  const { brief, rows, folded } = comparisonOf({ host: one, guest: two })
  expect(brief).toEqual([])
  expect(rows).toMatchObject([
    {
      section: 'CPU and governor',
      label: 'Maximum frequency',
      values: [
        { text: '2.3 GHz', href: '#environment-x-host-0-L4' },
        { text: '3.1 GHz', href: '#environment-x-guest-0-L4' },
      ],
    },
  ])
  expect(folded).toMatchObject([
    {
      summary: '4 differences in single devices and other settings',
      hosts: ['The host', 'The guest'],
    },
  ])
})

test('of options of the kernel, those that change what storage costs are in sight', () => {
  const { rows, folded } = comparisonOf({
    host: { 'proc-cmdline.txt': 'BOOT_IMAGE=/vmlinuz mitigations=auto panic=1' },
    guest: { 'proc-cmdline.txt': 'BOOT_IMAGE=/vmlinuz mitigations=off panic=-1' },
  })
  expect(rows).toMatchObject([{ label: 'Option (mitigations)' }])
  expect(folded).toMatchObject([{ rows: [{ label: 'Option (panic)' }] }])
})

test('three hosts are told by eight rows, and all that differs is folded', () => {
  const third = { 'lscpu.txt': lscpu('1500') }
  const { brief, rows, folded } = comparisonOf({ host: one, guest: two, other: third })
  expect(brief).toHaveLength(8)
  expect(brief).toContainEqual(
    expect.objectContaining({ label: 'CPU and governor: Maximum frequency' }),
  )
  expect(rows).toEqual([])
  expect(folded).toMatchObject([
    { summary: '1 difference in what decides numbers' },
    { summary: '4 differences in single devices and other settings' },
  ])
})

test('hosts that are alike have no rows', () => {
  expect(comparisonOf({ host: one, guest: one })).toMatchObject({ any: false, folded: [] })
})
