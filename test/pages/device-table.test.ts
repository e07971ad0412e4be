import { describe, expect, it } from 'vitest'
import { toEnvironment } from '../../src/environment/environment.ts'
import { isDeviceSection, toDeviceTables } from '../../src/pages/evidence/device-table.ts'

interface Cell {
  text?: string
  href?: string
}
interface Table {
  title: string
  devices: { names: { name: string; href: string }[] }[]
  rows: { label: string; cells: Cell[] }[]
}

/** A host whose captures are these files. */
function hostOf(files: { [name: string]: string }) {
  const captures = Object.entries(files).map(([name, text]) => ({
    host: 'host',
    file: { archive: 'x.tar.gz', sha256: '', entry: `host/${name}` },
    text,
  }))
  const host = { id: 'x-host', role: 'host', label: 'The host', declared: {}, captures }
  const [made] = toEnvironment([{ id: 'x', title: 'X', hosts: [host], jobs: [] }]).hosts
  if (!made) throw new Error('no host')
  return made
}

function tablesOf(section: 'network' | 'storage' | 'placement', files: { [name: string]: string }) {
  const host = hostOf(files)
  const own = host.facts.filter(fact => fact.section === section)
  const { tables, rest } = toDeviceTables(section, own, host)
  return { tables: tables as unknown as Table[], rest, own }
}

const real = ['ens1f0', 'ens1f1', 'ens2f0', 'ens2f1']
const links = [
  ...real,
  'veth1',
  'veth2',
  'tap100i0',
  'tap101i0',
  'fwbr100i0',
  'docker0',
  'br-a',
  'vnet0',
]
const nics: { [name: string]: string } = {
  'ip-link.txt': links
    .map(
      (name, at) =>
        `${at + 2}: ${name}: <UP> mtu ${name === 'ens2f1' ? 1500 : 9000} qdisc mq state UP`,
    )
    .join('\n'),
  'lspci.txt': real
    .map(
      (_, at) =>
        `0${at}:00.0 Ethernet controller: A Card\n\tSubsystem: A Maker A Card\n\tLnkSta: Speed 8GT/s, Width x8`,
    )
    .join('\n'),
}
for (const [at, name] of real.entries())
  nics[`ethtool-i-${name}.txt`] = `driver: ice\nfirmware-version: 4.40\nbus-info: 0000:0${at}:00.0`

describe('devices of a host', () => {
  it('stand in one column where they are alike, virtual ones in a table of their own', () => {
    const { tables, rest } = tablesOf('network', nics)
    expect(rest).toEqual([])
    expect(tables.map(({ title }) => title)).toEqual(['Interfaces', 'Virtual interfaces'])
    const columns = tables.map(({ devices }) =>
      devices.map(({ names }) => names.map(({ name }) => name).join(' ')),
    )
    expect(columns).toEqual([['ens1f0 ens1f1 ens2f0', 'ens2f1'], [links.slice(4).join(' ')]])
  })

  it('have a row for each fact, and what the card says by their address', () => {
    const [table] = tablesOf('network', nics).tables
    const rows = table?.rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text)])
    expect(rows).toEqual([
      ['Device', 'A Card', 'A Card'],
      ['Subsystem', 'A Maker A Card', 'A Maker A Card'],
      ['PCIe link', '8GT/s, Width x8', '8GT/s, Width x8'],
      ['Driver', 'ice', 'ice'],
      ['Firmware', '4.40', '4.40'],
      ['PCI address', '0000:00:00.0, 0000:01:00.0, 0000:02:00.0', '0000:03:00.0'],
      ['MTU', '9000', '1500'],
      ['State', 'UP', 'UP'],
      ['Queueing discipline', 'mq', 'mq'],
    ])
  })

  it('lead to their lines, each by its name and each value by its cell', () => {
    const { tables } = tablesOf('network', nics)
    for (const { devices, rows } of tables) {
      for (const { name, href } of devices.flatMap(({ names }) => names))
        expect(href, name).toMatch(/^#environment-x-host-\d+-L\d+$/)
      for (const { text, href } of rows.flatMap(({ cells }) => cells))
        if (text !== undefined) expect(href, text).toMatch(/^#environment-x-host-\d+-L\d+$/)
    }
  })

  it('are few columns though they are 24 disks, whose hours differ', () => {
    const disks = Array.from({ length: 24 }, (_, at) => `nvme${at}n1`)
    const files: { [name: string]: string } = {}
    for (const [at, name] of disks.entries())
      files[`smartctl-${name}.txt`] =
        `smartctl 7.3 x\nModel Number:       A Disk\nFirmware Version:   ${at < 20 ? 1 : 2}.0\nPower On Hours:     ${100 + at}`
    const [table] = tablesOf('storage', files).tables
    expect(table?.devices.map(({ names }) => names.length)).toEqual([20, 4])
    const hours = table?.rows.find(({ label }) => label === 'Power-on hours')
    expect(hours?.cells.map(({ text }) => text)).toEqual([
      '100, 101, 102, and 17 more',
      '120, 121, 122, 123',
    ])
  })

  it('are told with their controller, its slot and its node', () => {
    const sysfs = [0, 1].flatMap(disk => [
      `/sys/class/nvme/nvme${disk}/address:0000:0${disk}:00.0`,
      `/sys/class/nvme/nvme${disk}/model:A Disk`,
      `/sys/class/nvme/nvme${disk}/device/numa_node:${disk}`,
      `/sys/block/nvme${disk}n1/queue/scheduler:[none] mq-deadline`,
      `/sys/block/nvme${disk}n1/mq/0/cpu_list:0, 2`,
      `/sys/block/nvme${disk}n1/mq/1/cpu_list:1, 3`,
    ])
    const lspci = [0, 1].map(
      disk =>
        `0${disk}:00.0 Non-Volatile memory controller: A Card\n\tLnkSta: Speed 16GT/s, Width x4`,
    )
    const [table] = tablesOf('storage', {
      'sys-nvme.txt': sysfs.join('\n'),
      'lspci.txt': lspci.join('\n'),
    }).tables
    expect(table?.devices.map(({ names }) => names.map(({ name }) => name))).toEqual([
      ['nvme0n1'],
      ['nvme1n1'],
    ])
    const rows = table?.rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text)])
    expect(rows).toEqual([
      ['Device', 'A Card', 'A Card'],
      ['NUMA node', '0', '1'],
      ['PCIe link', '16GT/s, Width x4', '16GT/s, Width x4'],
      ['Model', 'A Disk', 'A Disk'],
      ['PCI address', '0000:00:00.0', '0000:01:00.0'],
      ['Scheduler', 'none', 'none'],
      ['CPUs of the queues', '2 queues of 2 CPUs: 0,2; 1,3', '2 queues of 2 CPUs: 0,2; 1,3'],
    ])
  })

  it('make no table where little is said of them', () => {
    const { tables, rest, own } = tablesOf('storage', { 'lsblk.txt': 'NAME SIZE\nsda 9G\nsdb 9G' })
    expect(tables).toEqual([])
    expect(rest).toEqual(own)
    expect(own).toHaveLength(2)
  })

  it('are of some sections only', () => {
    expect(['network', 'kernel'].map(isDeviceSection)).toEqual([true, false])
  })
})
