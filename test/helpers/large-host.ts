import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Four cards and eight that the system made, and 24 disks on two sockets: as the tools print them. */
const cards = ['ens1f0np0', 'ens1f1np1', 'ens2f0np0', 'ens2f1np1']
const slots = ['41:00.0', '41:00.1', 'a1:00.0', 'a1:00.1']
const made = [
  'vmbr0',
  'tap100i0',
  'tap101i0',
  'fwbr100i0',
  'fwpr100p0',
  'veth0',
  'veth1',
  'docker0',
]
const disks = Array.from({ length: 24 }, (_, disk) => ({
  name: `nvme${disk}`,
  node: disk < 12 ? 0 : 1,
  bus: (disk < 12 ? disk + 1 : 0x81 + disk - 12).toString(16).padStart(2, '0'),
}))

/** The captures of a large host, by the names of their files. */
export function largeHost(): { [name: string]: string } {
  const files: { [name: string]: string } = {
    'lscpu.txt': lscpu,
    'lscpu-e.txt': lscpuTable(),
    'ip-link.txt': ['# ip -d link', ...[...cards, ...made].map(toLink)].join('\n'),
    'lspci-vvv.txt': ['# lspci -vvv', ...cards.map(toCard), ...disks.map(toDisk)].join('\n'),
    'sys-block-queue.txt': disks.flatMap(toSysfs).join('\n'),
    'dmidecode.txt': dmidecode(),
  }
  for (const [at, name] of cards.entries()) {
    const say = (flag: string, text: string) => {
      files[`ethtool${flag}-${name}.txt`] = `# ethtool ${flag} ${name}\n${text}\n`.replace(
        '  ',
        ' ',
      )
    }
    say(
      '-i',
      `driver: mlx5_core\nversion: 6.8.12\nfirmware-version: 22.39.2048\nbus-info: 0000:${slots[at]}`,
    )
    say('', `Settings for ${name}:\n\tSpeed: 100000Mb/s\n\tDuplex: Full\n\tLink detected: yes`)
    say(
      '-g',
      `Ring parameters for ${name}:\nPre-set maximums:\nRX: 8192\nCurrent hardware settings:\nRX: 1024`,
    )
    say('-k', `Features for ${name}:\nrx-checksumming: on\ntcp-segmentation-offload: on`)
    say('-c', `Coalesce parameters for ${name}:\nAdaptive RX: on  TX: on\nrx-usecs: 8\ntx-usecs: 8`)
  }
  for (const [at, { name }] of disks.entries())
    files[`nvme-smart-log-${name}.txt`] =
      `# nvme smart-log /dev/${name}\nSmart Log for NVME device:${name} namespace-id:ffffffff\ncritical_warning : 0\ntemperature : ${30 + (at % 9)} C\npercentage_used : ${at % 3}%\npower_on_hours : ${1200 + at}\nmedia_errors : 0\n`
  return files
}

/** A project whose one page has the appendix of a large host. */
export function writeLargeHost(root: string, more: { [name: string]: string } = {}): void {
  for (const folder of ['site', 'data/hosts/large'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const [name, text] of Object.entries({ ...largeHost(), ...more }))
    writeFileSync(join(root, 'data/hosts/large', name), text)
  writeFileSync(
    join(root, 'data/hosts/platform.yaml'),
    "title: Hosts\ndescription: Captured.\nhosts:\n  large: { label: The host, path: large, measured-cpus: '8-15', pinned-cpus: '8-15' }\n",
  )
  writeFileSync(join(root, 'site/site.yaml'), 'title: T\ndescription: T.\npages: [index]\n')
  writeFileSync(
    join(root, 'site/index.md'),
    '---\ntitle: T\ndescription: T.\nenvironments: [hosts]\n---\n\nText.\n',
  )
}

const lscpu = `# lscpu
Architecture:          x86_64
CPU(s):                128
On-line CPU(s) list:   0-127
Thread(s) per core:    2
Socket(s):             2
NUMA node(s):          2
Model name:            AMD EPYC 7543 32-Core Processor
CPU max MHz:           3700.0000
NUMA node0 CPU(s):     0-31,64-95
NUMA node1 CPU(s):     32-63,96-127
`

function lscpuTable(): string {
  const rows = Array.from({ length: 128 }, (_, cpu) => {
    const core = cpu % 64
    const socket = Math.floor(core / 32)
    return `${cpu} ${socket} ${socket} ${core} ${core}:${core}:${core}:${Math.floor(core / 8)} yes`
  })
  return ['# lscpu -e', 'CPU NODE SOCKET CORE L1d:L1i:L2:L3 ONLINE', ...rows, ''].join('\n')
}

function toLink(name: string, index: number): string {
  const [mtu, queue] = index < cards.length ? [9000, 'mq'] : [1500, 'noqueue']
  return `${index + 2}: ${name}: <BROADCAST,UP,LOWER_UP> mtu ${mtu} qdisc ${queue} state UP mode DEFAULT`
}

function toCard(_: string, index: number): string {
  return `${slots[index]} Ethernet controller: Mellanox Technologies MT2892 Family [ConnectX-6 Dx]
\tNUMA node: ${index < 2 ? 0 : 1}
\t\tMaxPayload 512 bytes, MaxReadReq 512 bytes
\t\tLnkCap:\tPort #0, Speed 16GT/s, Width x16
\t\tLnkSta:\tSpeed 16GT/s (ok), Width ${index < 2 ? 'x16 (ok)' : 'x8 (downgraded)'}
\tKernel driver in use: mlx5_core`
}

function toDisk({ bus, node }: (typeof disks)[number]): string {
  return `${bus}:00.0 Non-Volatile memory controller: Samsung Electronics Co Ltd NVMe SSD Controller PM9A1/PM9A3/980PRO
\tNUMA node: ${node}
\t\tLnkCap:\tPort #0, Speed 16GT/s, Width x4
\t\tLnkSta:\tSpeed 16GT/s (ok), Width x4 (ok)
\tKernel driver in use: nvme`
}

function toSysfs({ name, bus }: (typeof disks)[number], index: number): string[] {
  const queue = Object.entries({
    scheduler: '[none] mq-deadline',
    nr_requests: 1023,
    rotational: 0,
  })
  return [
    `/sys/class/nvme/${name}/address:0000:${bus}:00.0`,
    `/sys/class/nvme/${name}/model:SAMSUNG MZQL23T8HCLS-00A07`,
    `/sys/class/nvme/${name}/firmware_rev:${index === 7 ? 'GDC5602Q' : 'GDC5902Q'}`,
    ...queue.map(([file, value]) => `/sys/block/${name}n1/queue/${file}:${value}`),
    ...Array.from(
      { length: 64 },
      (_, at) => `/sys/block/${name}n1/mq/${at}/cpu_list:${at}, ${at + 64}`,
    ),
  ]
}

function dmidecode(): string {
  const slots = [1, 2].flatMap(socket =>
    [...'ABCDEFGH'].flatMap(channel => [1, 2].map(slot => ({ socket, channel, slot }))),
  )
  const devices = slots.map(
    ({ socket, channel, slot }) => `Handle 0x1100, DMI type 17, 92 bytes
Memory Device
\tSize: ${slot === 1 ? '32 GB' : 'No Module Installed'}
\tLocator: P${socket}_DIMM_${channel}${slot}
\tType: DDR4
\tSpeed: 3200 MT/s
\tConfigured Memory Speed: 3200 MT/s
`,
  )
  return `# dmidecode\n# dmidecode 3.3\n\n${devices.join('\n')}`
}
