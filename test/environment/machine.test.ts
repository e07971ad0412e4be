import { expect, test } from 'vitest'
import { toEnvironment } from '../../src/environment/environment.ts'
import { toMachine } from '../../src/environment/machine/machine.ts'
import { plainValue } from '../../src/environment/machine/plain-value.ts'
import { describeMachine } from '../../src/pages/machine/describe-machine.ts'
import type { FactKey } from '../../src/parse/host/facts/catalogue.ts'

/** What can be drawn of a host whose captures are these files. */
function machineOf(files: { [name: string]: string }, declared = {}) {
  const captures = Object.entries(files).map(([name, text]) => ({
    host: 'host',
    file: { archive: 'x.tar.gz', sha256: '', entry: `host/${name}` },
    text,
  }))
  const host = { id: 'x-host', role: 'host', label: 'The host', declared, captures }
  const [made] = toEnvironment([{ id: 'x', title: 'X', hosts: [host], jobs: [] }]).hosts
  return made && toMachine(made)
}

const lscpu = `Architecture: x86_64
CPU(s): 8
On-line CPU(s) list: 0-7
Socket(s): 2
NUMA node(s): 2
Model name: A CPU of some kind
NUMA node0 CPU(s): 0-3
NUMA node1 CPU(s): 4-7`

/** The same CPUs as \`lscpu -e\` lists them. */
const table = [
  'CPU NODE SOCKET CORE L1d:L1i:L2:L3 ONLINE',
  ...[0, 1, 2, 3, 4, 5, 6, 7].map(
    cpu =>
      `${cpu} ${cpu >> 2} ${cpu >> 2} ${cpu >> 1} ${cpu >> 1}:${cpu >> 1}:${cpu >> 1}:${cpu >> 1} yes`,
  ),
].join('\n')

test('sockets, nodes and caches stand in each other as lscpu -e says', () => {
  const machine = machineOf({ 'lscpu.txt': lscpu, 'lscpu-e.txt': table })
  expect(machine?.sockets.map(({ name }) => name)).toEqual(['0', '1'])
  expect(machine?.sockets.map(({ nodes }) => nodes.map(node => node.cpus))).toEqual([
    [[0, 1, 2, 3]],
    [[4, 5, 6, 7]],
  ])
  expect(machine?.sockets[1]?.nodes[0]?.caches).toEqual([
    [4, 5],
    [6, 7],
  ])
})

test.each([
  ['lscpu.txt', `${lscpu}\nL3 cache: 32 MiB (1 instance)`, true],
  ['lscpu.txt', `${lscpu}\nL3 cache: 64 MiB (2 instances)`, false],
  ['lscpu-e.txt', table, true],
])('whether %s tells which CPUs share a cache', (name, text, tells) => {
  expect(machineOf({ [name]: text })?.tellsCaches).toBe(tells)
})

test('which node is in which of several sockets is not made up', () => {
  const machine = machineOf({ 'lscpu.txt': lscpu })
  expect(machine?.sockets.map(({ name, nodes }) => [name, nodes.length])).toEqual([[undefined, 2]])
  const one = machineOf({ 'lscpu.txt': lscpu.replace('Socket(s): 2', 'Socket(s): 1') })
  expect(one?.sockets.map(({ name, nodes }) => [name, nodes.length])).toEqual([['0', 2]])
})

test('a host without nodes is one, and one whose CPUs are not known is none', () => {
  const machine = machineOf({ 'lscpu.txt': 'Architecture: x86_64\nCPU(s): 3\nModel name: A CPU' })
  expect(machine?.sockets[0]?.nodes.map(({ name, cpus }) => [name, cpus])).toEqual([
    [undefined, [0, 1, 2]],
  ])
  expect(machineOf({ 'uname.txt': 'Linux host 6.1.0 #1 SMP x86_64 GNU/Linux' })).toBeUndefined()
  expect(
    machineOf({ 'lscpu.txt': 'Architecture: x86_64\nCPU(s): 2\nNUMA node0 CPU(s): 0-99999' }),
  ).toBeUndefined()
})

const card = (address: string, node: number, kind = 'Ethernet controller') =>
  `${address} ${kind}: A Maker A Family [A Card-${node}]\n\tNUMA node: ${node}\n\tLnkSta:\tSpeed 16GT/s (ok), Width x16 (ok)\n`
const nic = (name: string, address: string) => ({
  [`ethtool-i-${name}.txt`]: `driver: ice\nfirmware-version: 4.40\nbus-info: 0000:${address}`,
  [`ethtool-${name}.txt`]: `Settings for ${name}:\n\tSpeed: 100000Mb/s\n\tDuplex: Full`,
})

test('an interface hangs where its card does, and the card is not drawn again', () => {
  const machine = machineOf({
    'lscpu.txt': lscpu,
    'lspci-vvv.txt': `${card('41:00.0', 0)}${card('a1:00.0', 1)}${card('c1:00.0', 1, 'RAID bus controller')}`,
    ...nic('ens1', '41:00.0'),
    ...nic('ens2', 'a1:00.0'),
    'ip-link.txt':
      '2: ens1: <UP> mtu 9000 qdisc mq state UP\n3: veth0@if2: <UP> mtu 1500 qdisc noqueue state UP\n4: renamed: <UP> mtu 1500 qdisc noqueue state UP',
  })
  const nodes = machine?.sockets.flatMap(socket => socket.nodes) ?? []
  expect(
    nodes.map(({ attached }) => attached.map(({ names, words }) => [...names, ...words])),
  ).toEqual([
    [['ens1', 'A Card-0', '100 Gb/s', 'PCIe 16 GT/s x16']],
    [
      ['ens2', 'A Card-1', '100 Gb/s', 'PCIe 16 GT/s x16'],
      ['c1:00.0', 'A Card-1', 'PCIe 16 GT/s x16'],
    ],
  ])
  expect(machine?.loose).toEqual([])
})

test('disks that are alike stand together, by the slot of their controllers', () => {
  const said = [0, 1, 2, 3].flatMap(disk => [
    `/sys/class/nvme/nvme${disk}/address:0000:0${disk}:00.0`,
    `/sys/class/nvme/nvme${disk}/model:A Disk`,
    `/sys/block/nvme${disk}n1/queue/scheduler:[none] mq-deadline`,
    `/sys/class/nvme/nvme${disk}/device/numa_node:${disk === 3 ? 1 : 0}`,
  ])
  const files = { 'lscpu.txt': lscpu, 'sys-nvme.txt': `${said.join('\n')}\n` }
  const nodes = machineOf(files)?.sockets.flatMap(socket => socket.nodes) ?? []
  expect(nodes.map(({ attached }) => attached.map(({ names }) => names))).toEqual([
    [['nvme0n1', 'nvme1n1', 'nvme2n1']],
    [['nvme3n1']],
  ])
})

test('what no capture gives a node is loose where there are several', () => {
  const files = { 'lscpu.txt': lscpu, ...nic('ens1', '41:00.0') }
  expect(machineOf(files)?.loose.map(({ names }) => names)).toEqual([['ens1']])
  const one = { ...files, 'lscpu.txt': 'Architecture: x86_64\nCPU(s): 2\nModel name: A CPU' }
  expect(machineOf(one)?.loose).toEqual([])
})

test.each<[FactKey, string, string]>([
  ['cpu-max-mhz', '2300.0000', '2.3 GHz'],
  ['cpu-min-mhz', '800.000', '800 MHz'],
  ['nic-speed', '200000Mb/s', '200 Gb/s'],
  ['nic-speed', '100Mb/s', '100 Mb/s'],
  ['nic-speed', '2500Mb/s', '2.5 Gb/s'],
  ['disk-size', '3840755982336 B', '3.84 TB'],
  ['disk-size', '3.5T', '3.5T'],
  ['numa-memory', '257610 MB', '252 GiB'],
  ['pci-link-status', '16GT/s (ok), Width x8 (downgraded)', '16 GT/s x8 (downgraded)'],
  ['pci-link-capability', '8GT/s, Width x4', '8 GT/s x4'],
  ['nic-mtu', '9000', '9000'],
])('%s of %s is said as %s', (key, value, plain) => {
  expect(plainValue({ key, value })).toBe(plain)
})

test('what the measured I/O goes through is marked, and stands by itself', () => {
  const disks = 'NAME SIZE TYPE\nsda    1T disk\nsdb    1T disk\nsdc    1T disk'
  const machine = machineOf(
    { 'lscpu.txt': lscpu, 'lsblk.txt': disks },
    { measuredDevices: ['sdb'] },
  )
  const attached = [
    ...(machine?.loose ?? []),
    ...(machine?.sockets ?? []).flatMap(({ nodes }) => nodes.flatMap(node => node.attached)),
  ]
  expect(attached.map(({ names, isOnPath }) => [names, isOnPath])).toEqual([
    [['sda', 'sdc'], false],
    [['sdb'], true],
  ])
  expect(machine && describeMachine(machine)).toContain('The measured I/O goes through sdb.')
})
