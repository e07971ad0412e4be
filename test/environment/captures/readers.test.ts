import { describe, expect, it } from 'vitest'
import { splitCaptures } from '../../../src/parse/host/captures/split.ts'
import { toFacts } from '../../../src/parse/host/facts/to-facts.ts'

const factsOf = (entry: string, text: string) =>
  splitCaptures({ archive: 'x.tar.gz', sha256: '', entry }, text).flatMap(toFacts)
/** `disk-model sda = X`, in the order of the text. */
const told = (entry: string, text: string) =>
  factsOf(entry, text).map(
    ({ key, subject, value }) => `${[key, subject].filter(Boolean).join(' ')} = ${value}`,
  )

/** As `lstopo-no-graphics --of console` of hwloc 2.9.0 printed it on a virtual machine. */
const lstopo = `Machine (15GB total)
  Package L#0
    NUMANode L#0 (P#0 15GB)
    L3 L#0 (260MB)
      L2 L#0 (2048KB) + L1d L#0 (48KB) + L1i L#0 (32KB) + Core L#0 + PU L#0 (P#0)
      L2 L#1 (2048KB) + L1d L#1 (48KB) + L1i L#1 (32KB) + Core L#1 + PU L#1 (P#1)
  HostBridge
    PCI 00:02.0 (Storage)
      Block "vda"
    PCI 00:03.0 (Ethernet)
      Net "eth0"`

/** The same machine with `-v`, cut. */
const verbose = `Machine (P#0 total=15427800KB Backend=Linux OSName=Linux Architecture=x86_64 hwlocVersion=2.9.0)
  Package L#0 (P#0 total=15427800KB CPUVendor=GenuineIntel CPUModel="Intel(R) Xeon(R) Processor" CPUStepping=2)
    NUMANode L#0 (P#0 local=15427800KB total=15427800KB)
    L3Cache L#0 (P#0 size=266240KB linesize=64 ways=20 Inclusive=0)
      L2Cache L#0 (P#0 size=2048KB linesize=64 ways=16 Inclusive=0)
        L1dCache L#0 (P#0 size=48KB linesize=64 ways=12 Inclusive=0)
          L1iCache L#0 (P#0 size=32KB linesize=64 ways=8 Inclusive=0)
            Core L#0 (P#0)
              PU L#0 (P#0)
              PU L#1 (P#4)`

/** hwloc’s XML of version 2, its attributes as its DTD has them; the machine is made up. */
const xml = `<topology version="2.0">
  <object type="Machine" os_index="0" cpuset="0x000000ff">
    <info name="DMIProductName" value="Model One"/>
    <info name="DMIBIOSVersion" value="1.2"/>
    <object type="Package" os_index="0" cpuset="0x0000000f">
      <info name="CPUModel" value="A CPU"/>
      <object type="NUMANode" os_index="0" cpuset="0x0000000f" local_memory="1073741824"/>
      <object type="Core" os_index="0">
        <object type="PU" os_index="0"/>
      </object>
      <object type="PCIDev" os_index="1" pci_busid="0000:02:00.0">
        <object type="OSDev" name="nvme0n1" osdev_type="0">
          <info name="Size" value="390711384"/>
          <info name="Model" value="A Disk"/>
          <info name="SerialNumber" value="castle"/>
        </object>
      </object>
    </object>
    <object type="NUMANode" os_index="1" cpuset="0x1,0x000000f0" local_memory="0"/>
  </object>
</topology>`

describe('lstopo', () => {
  it('reads the short tree of the console', () => {
    expect(told('lstopo.txt', lstopo)).toEqual([
      'memory-total = 15GB seen by hwloc',
      'cpu-sockets = 1',
      'cpu-count = 2',
      'smt-threads = 1',
      'cpu-l3-groups = 1 group of 2 CPUs',
      'numa-nodes = 1',
      'numa-cpus node0 = 0-1',
      'numa-socket node0 = 0',
      'numa-memory node0 = 15GB',
      'disk-address vda = 00:02.0',
      'nic-bus eth0 = 00:03.0',
    ])
  })

  it('reads the long tree', () => {
    expect(told('notes.txt', verbose)).toEqual([
      'memory-total = 15427800KB seen by hwloc',
      'cpu-sockets = 1',
      'cpu-count = 2',
      'smt-threads = 2',
      'cpu-model = Intel(R) Xeon(R) Processor',
      'cpu-l3-groups = 1 group of 2 CPUs',
      'numa-nodes = 1',
      'numa-cpus node0 = 0,4',
      'numa-socket node0 = 0',
      'numa-memory node0 = 15427800KB',
    ])
  })

  it('reads XML, masks of any length, and no serial number', () => {
    expect(told('topology.xml', xml)).toEqual([
      'machine-product = Model One',
      'bios-version = 1.2',
      'cpu-sockets = 1',
      'cpu-count = 1',
      'smt-threads = 1',
      'cpu-model = A CPU',
      'numa-nodes = 2',
      'numa-cpus node0 = 0-3',
      'numa-socket node0 = 0',
      'numa-memory node0 = 1024 MiB',
      'numa-cpus node1 = 4-7,32',
      'disk-address nvme0n1 = 0000:02:00.0',
      'disk-model nvme0n1 = A Disk',
      'disk-size nvme0n1 = 390711384',
    ])
  })
})

/** Parts as lshw B.02.19 prints them, laid out as on a virtual machine; names and sizes made up. */
const lshw = `castle
    description: Rack Mount Chassis
    product: PowerServer 640 (SKU=NotProvided;ModelName=PowerServer)
    vendor: A Maker
    serial: castle-1
  *-core
       description: Motherboard
       product: 0AB12C
       vendor: A Maker
     *-firmware
          description: BIOS
          vendor: A Maker
          version: 2.12.2
          date: 07/09/2021
     *-memory
          description: System Memory
          size: 64GiB
        *-bank:0
             description: DIMM DDR4 Synchronous 2666 MHz (0.4 ns)
             product: M393A4K40CB2
             vendor: Samsung
             serial: castle-2
             slot: A1
             size: 32GiB
        *-bank:1
             description: [empty]
             slot: A2
     *-cpu
          product: Intel(R) Xeon(R) Processor
          configuration: microcode=1
     *-pci
          description: Host bridge
        *-network
             description: Ethernet interface
             product: 82599ES 10-Gigabit SFI/SFP+ Network Connection
             vendor: Intel Corporation
             bus info: pci@0000:01:00.0
             logical name: ens1f0
             serial: 02:00:00:00:00:01
             configuration: autonegotiation=off driver=ixgbe driverversion=5.1.0-k duplex=full firmware=0x800003df latency=0 link=yes multicast=yes speed=10Gbit/s
        *-sata
             product: C620 Series Chipset Family SATA Controller
             bus info: pci@0000:00:17.0
             configuration: driver=ahci latency=0
           *-disk
                product: A Disk 480G
                bus info: scsi@0:0.0.0
                logical name: /dev/sda
                version: G201
                serial: castle-3
                size: 447GiB (480GB)
                configuration: ansiversion=5 logicalsectorsize=512 sectorsize=4096`

const lshwFacts = [
  'machine-product = PowerServer 640',
  'machine-vendor = A Maker',
  'board-product = 0AB12C',
  'board-vendor = A Maker',
  'bios-vendor = A Maker',
  'bios-version = 2.12.2',
  'bios-date = 07/09/2021',
  'memory-total = 64GiB seen by lshw',
  'memory-module A1 = 32GiB, DIMM DDR4 Synchronous 2666 MHz (0.4 ns), Samsung, M393A4K40CB2',
  'cpu-model = Intel(R) Xeon(R) Processor',
  'nic-model ens1f0 = 82599ES 10-Gigabit SFI/SFP+ Network Connection',
  'nic-bus ens1f0 = 0000:01:00.0',
  'nic-driver ens1f0 = ixgbe',
  'nic-driver-version ens1f0 = 5.1.0-k',
  'nic-duplex ens1f0 = full',
  'nic-firmware ens1f0 = 0x800003df',
  'nic-link ens1f0 = yes',
  'nic-speed ens1f0 = 10Gbit/s',
  'pci-device 0000:00:17.0 = C620 Series Chipset Family SATA Controller',
  'pci-driver 0000:00:17.0 = ahci',
  'disk-model sda = A Disk 480G',
  'disk-firmware sda = G201',
  'disk-size sda = 447GiB (480GB)',
  'disk-sectors sda = 512 B logical, 4096 B physical',
  'cpu-sockets = 1',
]

/** The same tree as `lshw -json` of the same version writes it, cut. */
const lshwJson = `{
  "id" : "castle",
  "class" : "system",
  "product" : "PowerServer 640 (878612-B21)",
  "children" : [    {
      "id" : "core",
      "class" : "bus",
      "children" : [        {
          "id" : "memory",
          "class" : "memory",
          "description" : "System memory",
          "units" : "bytes",
          "size" : 25769803776
        },
        {
          "id" : "network:0",
          "class" : "network",
          "product" : "A Card",
          "businfo" : "pci@0000:01:00.0",
          "logicalname" : "ens1f0",
          "serial" : "02:00:00:00:00:01",
          "configuration" : {
            "driver" : "ixgbe",
            "firmware" : "0x800003df"
          }
        }
      ]
    }
  ]
}`

describe('lshw', () => {
  it('reads its tree, without serial numbers and what is in brackets of an order', () => {
    expect(told('lshw.txt', lshw)).toEqual(lshwFacts)
  })

  it('reads JSON', () => {
    expect(told('lshw.json', lshwJson)).toEqual([
      'machine-product = PowerServer 640',
      'memory-total = 24576 MiB seen by lshw',
      'nic-model ens1f0 = A Card',
      'nic-bus ens1f0 = 0000:01:00.0',
      'nic-driver ens1f0 = ixgbe',
      'nic-firmware ens1f0 = 0x800003df',
    ])
  })

  it('reads the short table', () => {
    const table = `H/W path    Device    Class          Description
================================================
                      system         Computer
/0/1                  processor      Intel(R) Xeon(R) Processor
/0/100/3/0  eth0      network        Ethernet interface
/0/2/0.0.0  /dev/sda  disk           480GB A Disk`
    expect(told('lshw-short.txt', table)).toEqual([
      'cpu-model = Intel(R) Xeon(R) Processor',
      'nic-model eth0 = Ethernet interface',
      'disk-model sda = A Disk',
    ])
  })
})

/** The sections that smartctl 7.3 prints of an NVMe disk (smartctl(8)); all values are made up. */
const smartNvme = `smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.1.0] (local build)
Copyright (C) 2002-22, Bruce Allen, Christian Franke, www.smartmontools.org

=== START OF INFORMATION SECTION ===
Model Number:                       A Disk 1.6TB
Serial Number:                      castle
Firmware Version:                   QDV1013D
Total NVM Capacity:                 1,600,321,314,816 [1.60 TB]
Namespace 1 Formatted LBA Size:     512

=== START OF SMART DATA SECTION ===
SMART overall-health self-assessment test result: PASSED

SMART/Health Information (NVMe Log 0x02)
Critical Warning:                   0x00
Temperature:                        20 Celsius
Percentage Used:                    3%
Power On Hours:                     35,795
Media and Data Integrity Errors:    0
Warning  Comp. Temperature Time:    12`

/** Of an ATA disk, with the table of attributes. */
const smartAta = `smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.1.0] (local build)
=== START OF INFORMATION SECTION ===
Device Model:     A Disk 480
Serial Number:    castle
Firmware Version: G201
User Capacity:    480,103,981,056 bytes [480 GB]
Sector Sizes:     512 bytes logical, 4096 bytes physical
Rotation Rate:    Solid State Device
SATA Version is:  SATA 3.3, 6.0 Gb/s (current: 6.0 Gb/s)
Write cache is:   Enabled
SMART overall-health self-assessment test result: PASSED
ID# ATTRIBUTE_NAME          FLAG     VALUE WORST THRESH TYPE      UPDATED  WHEN_FAILED RAW_VALUE
  9 Power_On_Hours          0x0032   099   099   000    Old_age   Always       -       3012
177 Wear_Leveling_Count     0x0013   096   096   000    Pre-fail  Always       -       41
194 Temperature_Celsius     0x0022   041   050   000    Old_age   Always       -       31 (0 11 0 0 0)`

/** Of a SAS disk. */
const smartSas = `smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.1.0] (local build)
=== START OF INFORMATION SECTION ===
Vendor:               HGST
Product:              A SAS DISK
Revision:             A9D0
User Capacity:        4,000,787,030,016 bytes [4.00 TB]
Logical block size:   512 bytes
Physical block size:  4096 bytes
Rotation Rate:        7200 rpm
Serial number:        castle
Transport protocol:   SAS (SPL-4)
SMART Health Status: OK
Current temperature = 31
Accumulated power on time, hours:minutes 20318:50`

const smartJson = `{
  "smartctl": { "version": [7, 3] },
  "device": { "name": "/dev/nvme0", "protocol": "NVMe" },
  "model_name": "A Disk 1.6TB",
  "serial_number": "castle",
  "firmware_version": "QDV1013D",
  "nvme_total_capacity": 1600321314816,
  "nvme_namespaces": [ { "id": 1, "formatted_lba_size": 4096 } ],
  "logical_block_size": 4096,
  "smart_status": { "passed": true },
  "nvme_smart_health_information_log": {
    "critical_warning": 4,
    "percentage_used": 3,
    "media_errors": 0,
    "warning_temp_time": 12
  },
  "temperature": { "current": 39 },
  "power_on_time": { "hours": 3113 }
}`

describe('smartctl', () => {
  it.each([
    [
      'NVMe',
      'smartctl-nvme0.txt',
      smartNvme,
      [
        'disk-model nvme0 = A Disk 1.6TB',
        'disk-firmware nvme0 = QDV1013D',
        'disk-size nvme0 = 1.60 TB',
        'disk-format nvme0 = 512 B',
        'disk-health nvme0 = PASSED',
        'disk-warning nvme0 = 0x00',
        'disk-hours nvme0 = 35795',
        'disk-wear nvme0 = 3% used',
        'disk-errors nvme0 = 0',
        'disk-temperature nvme0 = 20 Celsius',
        'disk-throttling nvme0 = 12 min above warning',
      ],
    ],
    [
      'ATA',
      'smartctl_-a_sda',
      smartAta,
      [
        'disk-model sda = A Disk 480',
        'disk-firmware sda = G201',
        'disk-size sda = 480 GB',
        'disk-sectors sda = 512 bytes logical, 4096 bytes physical',
        'disk-rotational sda = no',
        'disk-link sda = SATA 3.3, 6.0 Gb/s (current: 6.0 Gb/s)',
        'disk-write-cache sda = enabled',
        'disk-health sda = PASSED',
        'disk-hours sda = 3012',
        'disk-wear sda = Wear_Leveling_Count 96 of 100',
        'disk-temperature sda = 31 °C',
      ],
    ],
    [
      'SAS',
      'disk.txt',
      smartSas,
      [
        'disk-model = HGST A SAS DISK',
        'disk-sectors = 512 bytes logical, 4096 bytes physical',
        'disk-firmware = A9D0',
        'disk-size = 4.00 TB',
        'disk-rotational = yes (7200 rpm)',
        'disk-transport = SAS (SPL-4)',
        'disk-health = OK',
        'disk-temperature = 31 °C',
        'disk-hours = 20318',
      ],
    ],
    [
      'JSON',
      'disk.json',
      smartJson,
      [
        'disk-model nvme0 = A Disk 1.6TB',
        'disk-firmware nvme0 = QDV1013D',
        'disk-size nvme0 = 1600321314816 B',
        'disk-health nvme0 = PASSED',
        'disk-warning nvme0 = 4',
        'disk-hours nvme0 = 3113',
        'disk-wear nvme0 = 3% used',
        'disk-errors nvme0 = 0',
        'disk-temperature nvme0 = 39 °C',
        'disk-throttling nvme0 = 12 min above warning',
        'disk-format nvme0 = 4096 B',
        'disk-sectors nvme0 = 4096 B logical',
      ],
    ],
  ])('reads %s', (_, name, text, facts) => {
    expect(told(name, text)).toEqual(facts)
  })
})

/** Fields of nvme-cli 2.3, as nvme-id-ctrl(1) and nvme-smart-log(1) have them; values made up. */
describe('nvme', () => {
  it('reads a controller, and the log of two disks apart', () => {
    const text = `$ sudo nvme id-ctrl /dev/nvme0
NVME Identify Controller:
vid       : 0x8086
ssvid     : 0x8086
sn        : castle
mn        : A Disk 1.6TB
fr        : QDV1013D
tnvmcap   : 1600321314816
vwc       : 0x6
Smart Log for NVME device:nvme0n1 namespace-id:ffffffff
critical_warning                        : 0
temperature                             : 31 °C (304 K)
percentage_used                         : 3%
power_on_hours                          : 35,795
media_errors                            : 0
Warning Temperature Time                : 12
Smart Log for NVME device:nvme1n1 namespace-id:ffffffff
critical_warning                        : 0x2`
    expect(told('notes.txt', text)).toEqual([
      'disk-model nvme0 = A Disk 1.6TB',
      'disk-firmware nvme0 = QDV1013D',
      'disk-size nvme0 = 1600321314816 B',
      'disk-write-cache nvme0 = none',
      'disk-warning nvme0n1 = 0',
      'disk-temperature nvme0n1 = 31 °C',
      'disk-wear nvme0n1 = 3% used',
      'disk-hours nvme0n1 = 35795',
      'disk-errors nvme0n1 = 0',
      'disk-throttling nvme0n1 = 12 min above warning',
      'disk-warning nvme1n1 = 0x2',
    ])
  })

  it('reads the log as JSON, whose temperatures are in kelvins', () => {
    const text = '{\n "critical_warning":1,\n "temperature":324,\n "percent_used":30\n}'
    expect(told('nvme-smart-log-nvme0n1.json', text)).toEqual([
      'disk-warning nvme0n1 = 1',
      'disk-temperature nvme0n1 = 51 °C',
      'disk-wear nvme0n1 = 30% used',
    ])
  })
})

describe('RDMA', () => {
  it('reads ibstat, ports apart where there are several', () => {
    const port = (number: number, rate: number) =>
      `\tPort ${number}:\n\t\tState: Active\n\t\tRate: ${rate}\n\t\tPort GUID: 0xcastle\n\t\tLink layer: Ethernet`
    const text = `CA 'mlx5_0'\n\tCA type: MT4129\n\tNumber of ports: 1\n\tFirmware version: 28.39.1002\n\tNode GUID: 0xcastle\n${port(1, 400)}
CA 'mlx4_0'\n\tCA type: MT4099\n\tNumber of ports: 2\n${port(1, 10)}\n${port(2, 40)}`
    expect(told('ibstat.txt', text)).toEqual([
      'nic-model mlx5_0 = MT4129',
      'nic-firmware mlx5_0 = 28.39.1002',
      'nic-state mlx5_0 = Active',
      'nic-speed mlx5_0 = 400 Gb/s',
      'nic-link-layer mlx5_0 = Ethernet',
      'nic-model mlx4_0 = MT4099',
      'nic-state mlx4_0 port 1 = Active',
      'nic-speed mlx4_0 port 1 = 10 Gb/s',
      'nic-link-layer mlx4_0 port 1 = Ethernet',
      'nic-state mlx4_0 port 2 = Active',
      'nic-speed mlx4_0 port 2 = 40 Gb/s',
      'nic-link-layer mlx4_0 port 2 = Ethernet',
    ])
  })

  it('reads ibv_devinfo and the firmware of a card', () => {
    const info =
      'hca_id:\tmlx5_0\n\tfw_ver:\t\t16.31.1014\n\tnode_guid:\tcastle\n\tboard_id:\t\tMT_0000000834\n\t\tport:\t1\n\t\t\tstate:\t\tPORT_DOWN (1)\n\t\t\tactive_mtu:\t1024 (3)'
    expect(told('notes.txt', info)).toEqual([
      'nic-firmware mlx5_0 = 16.31.1014',
      'nic-part-number mlx5_0 = MT_0000000834',
      'nic-state mlx5_0 = PORT_DOWN',
      'nic-rdma-mtu mlx5_0 = 1024',
    ])
    const query =
      'root@pve:~# flint -d /dev/mst/mt4115_pciconf0 query\nFW Version:            12.28.2006\nBase MAC:              castle\nPSID:                  MT_1234'
    expect(told('notes.txt', query)).toEqual([
      'nic-firmware mt4115_pciconf0 = 12.28.2006',
      'nic-part-number mt4115_pciconf0 = MT_1234',
    ])
  })
})

describe('lsblk', () => {
  /** As util-linux 2.38.1 wrote it (`-J -o NAME,SIZE,LOG-SEC,PHY-SEC,TRAN,FSTYPE,MOUNTPOINTS,TYPE`), with a partition added. */
  const json = `{
   "blockdevices": [
      {
         "name": "zram0",
         "size": "0B",
         "type": "disk"
      },{
         "name": "vda",
         "size": "256G",
         "log-sec": 512,
         "phy-sec": 4096,
         "tran": null,
         "mountpoints": [
             null
         ],
         "type": "disk",
         "children": [
            {
               "name": "vda1",
               "size": "255G",
               "fstype": "ext4",
               "mountpoints": [
                   "/"
               ],
               "type": "part"
            }
         ]
      }
   ]
}`

  it('reads JSON, partitions as such', () => {
    expect(told('lsblk.json', json)).toEqual([
      'disk-size vda = 256G',
      'disk-sectors vda = 512 B logical, 4096 B physical',
      'disk-file-system vda1 = ext4',
      'disk-mount vda1 = /',
    ])
  })

  it('stops at the end of its table', () => {
    const text =
      'NAME   MAJ:MIN RM   SIZE RO TYPE MOUNTPOINT\nsda      8:0    1 931.5G  0 disk\n`-sda1   8:1    1    20G  0 part /boot\n0000:00:00.0 PCI bridge: A bridge of a maker'
    expect(told('notes.txt', text)).toEqual(['disk-size sda = 931.5G', 'disk-mount sda1 = /boot'])
  })

  it('reads a table that lost its heading', () => {
    const text =
      'MemTotal:       1048576 kB\nnvme0n1     259:0    0   1.8T  0 disk\n├─nvme0n1p1 259:1    0   100M  0 part /boot/efi'
    expect(told('notes.txt', text)).toEqual([
      'memory-total = 1 GiB seen by the kernel',
      'disk-size nvme0n1 = 1.8T',
      'disk-mount nvme0n1p1 = /boot/efi',
    ])
  })
})

describe('libvirt', () => {
  const domain = `<domain type='kvm'>
  <memory unit='GiB'>4</memory>
  <vcpu placement='static' current='2'>8</vcpu>
  <numatune>
    <memory mode='strict' nodeset='0-1'/>
  </numatune>
  <cpu mode='host-passthrough'>
    <topology sockets='1' cores='4' threads='2'/>
  </cpu>
  <devices>
    <disk type='file' device='cdrom'>
      <target dev='hdc' bus='ide'/>
    </disk>
    <disk type='block' device='disk'>
      <driver name='qemu' type='raw' cache='none' io='native'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='bridge'>
      <mac address='castle'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
    </interface>
    <hostdev mode='subsystem' type='pci'>
      <source>
        <address domain='0x0000' bus='0x05' slot='0x00' function='0x1'/>
      </source>
    </hostdev>
  </devices>
</domain>`
  const facts = [
    'vm-accelerator = kvm',
    'vm-memory = 4096 MiB',
    'vm-cpu = host-passthrough',
    'vm-topology = 1 sockets, 4 cores, 2 threads',
    'vm-vcpus = 2 of 8',
    'vm-numa = strict on node 0-1',
    'vm-disk vda = bus=virtio,type=raw,cache=none,io=native',
    'vm-network net0 = virtio, bridge, name=vhost, queues=4',
    'vm-host-device = 0000:05:00.1',
  ]

  it('reads a machine; an empty drive is no disk', () => {
    expect(told('vm.xml', domain)).toEqual(facts)
  })

  it('tells several machines apart', () => {
    const two = told('vm.xml', `${domain}\n<domain type='kvm'>\n<vcpu>1</vcpu>\n</domain>`)
    expect(two).toContain('vm-vcpus VM 1 = 2 of 8')
    expect(two.at(-1)).toBe('vm-vcpus VM 2 = 1')
  })
})

describe('Windows', () => {
  it('reads what WMI lists, a disk at a time', () => {
    const disk = (number: number) =>
      `Caption=A Disk\nDeviceID=\\\\.\\PHYSICALDRIVE${number}\nFirmwareRevision=1.0\nIndex=${number}\nInterfaceType=SCSI\nModel=A Disk\nSerialNumber=castle\nSize=10733990400\n`
    expect(told('disks.txt', `CreationClassName=Win32_DiskDrive\n${disk(5)}\n${disk(7)}`)).toEqual([
      'disk-firmware 5 = 1.0',
      'disk-transport 5 = SCSI',
      'disk-model 5 = A Disk',
      'disk-size 5 = 10733990400 B',
      'disk-firmware 7 = 1.0',
      'disk-transport 7 = SCSI',
      'disk-model 7 = A Disk',
      'disk-size 7 = 10733990400 B',
    ])
  })

  it('adds up the CPUs of all sockets', () => {
    const cpu =
      'CreationClassName=Win32_Processor\nName=A CPU @ 2.13GHz\nNumberOfCores=4\nNumberOfLogicalProcessors=8\n'
    expect(told('wmi.txt', `${cpu}\n${cpu}`)).toEqual([
      'cpu-cores-per-socket = 4',
      'cpu-sockets = 2',
      'cpu-count = 16',
      'cpu-model = A CPU @ 2.13GHz',
    ])
  })

  it.each([
    [
      'English',
      'OS Name',
      'System Manufacturer',
      'System Model',
      'Total Physical Memory',
      'Host Name',
    ],
    [
      'French',
      'Nom du système d’exploitation',
      'Fabricant du système',
      'Modèle du système',
      'Mémoire physique totale',
      'Nom de l’hôte',
    ],
    [
      'German',
      'Betriebssystemname',
      'Systemhersteller',
      'Systemmodell',
      'Gesamter physischer Speicher',
      'Hostname',
    ],
    ['Chinese', 'OS 名称', '系统制造商', '系统型号', '物理内存总量', '主机名'],
  ])('reads systeminfo in %s', (_, os, vendor, model, memory, host) => {
    const text = `${host}: castle\n${os}:   Windows\n${vendor}:   A Maker\n${model}:   A Model\n${memory}:   2 MB`
    expect(told('x.txt', text)).toEqual([
      'kernel-os = Windows',
      'machine-vendor = A Maker',
      'machine-product = A Model',
      'memory-total = 2 MB',
    ])
  })
})

describe('lscpu -e', () => {
  it('reads nodes, siblings and shared caches of its table', () => {
    const text = `CPU NODE SOCKET CORE L1d:L1i:L2:L3 ONLINE    MAXMHZ    MINMHZ
  0    0      0    0 0:0:0:0          yes 3100.0000 1500.0000
  1    0      0    1 1:1:1:0          yes 3100.0000 1500.0000
  2    1      1    2 2:2:2:1          yes 3100.0000 1500.0000
  3    1      1    3 3:3:3:1          yes 3100.0000 1500.0000
  4    0      0    0 0:0:0:0          yes 3100.0000 1500.0000
  5    0      0    1 1:1:1:0          yes 3100.0000 1500.0000
  6    1      1    2 2:2:2:1          yes 3100.0000 1500.0000
  7    1      1    3 3:3:3:1          yes 3100.0000 1500.0000`
    expect(told('lscpu-e.txt', text)).toEqual([
      'cpu-count = 8',
      'cpu-sockets = 2',
      'smt-threads = 2',
      'numa-nodes = 2',
      'numa-cpus node0 = 0-1,4-5',
      'numa-socket node0 = 0',
      'numa-cpus node1 = 2-3,6-7',
      'numa-socket node1 = 1',
      'cpu-l3-groups = 2 groups of 4 CPUs',
      'cpu-l3-cpus = 0-1,4-5; 2-3,6-7',
      'cpu-max-mhz = 3100.0000',
      'cpu-min-mhz = 1500.0000',
    ])
  })
})

describe('lspci', () => {
  it('reads subsystem and part number', () => {
    const text = `81:00.0 Infiniband controller: Mellanox Technologies MT2910 Family [ConnectX-7]
\tSubsystem: A Maker AOC-1/2 Card
\tCapabilities: [9c] Vital Product Data
\t\tRead-only fields:
\t\t\t[PN] Part number: MCX1234-AB
\t\t\t[SN] Serial number: castle`
    expect(told('lspci.txt', text)).toEqual([
      'pci-device 81:00.0 = Mellanox Technologies MT2910 Family [ConnectX-7]',
      'pci-subsystem 81:00.0 = A Maker AOC-1/2 Card',
      'pci-part-number 81:00.0 = MCX1234-AB',
    ])
  })

  /** As pciutils 3.9.0 wrote them on a virtual machine; the bridge in the tree is added. */
  it.each([
    [
      '-n',
      '00:01.0 00ff: 1af4:1045 (rev 01)\n00:02.0 0180: 1af4:1042 (rev 01)\n00:03.0 0200: 1af4:1041 (rev 01)',
      ['pci-device 00:02.0 = 1af4:1042 (rev 01)', 'pci-device 00:03.0 = 1af4:1041 (rev 01)'],
    ],
    [
      '-vmm',
      'Slot:\t00:00.0\nClass:\tHost bridge\nVendor:\tIntel Corporation\nDevice:\tDevice 0d57\n\nSlot:\t00:03.0\nClass:\tEthernet controller\nVendor:\tRed Hat, Inc.\nDevice:\tVirtio 1.0 network device\nDriver:\tvirtio-pci\nNUMANode:\t0',
      [
        'pci-device 00:03.0 = Red Hat, Inc. Virtio 1.0 network device',
        'pci-driver 00:03.0 = virtio-pci',
        'pci-numa-node 00:03.0 = 0',
      ],
    ],
    [
      '-mm',
      '00:03.0 "Ethernet controller" "Red Hat, Inc." "Virtio 1.0 network device" -r01 "Red Hat, Inc." "Device 1100"',
      ['pci-device 00:03.0 = Red Hat, Inc. Virtio 1.0 network device'],
    ],
    [
      '-tv',
      '-[0000:00]-+-00.0  Intel Corporation Device 0d57\n           +-01.0-[01]--+-00.0  Mellanox Technologies MT2910 Family [ConnectX-7]\n           |            \\-00.1  Mellanox Technologies MT2910 Family [ConnectX-7]\n           +-02.0-[02]----00.0  A Maker NVMe SSD\n           \\-03.0  Red Hat, Inc. Virtio 1.0 network device',
      [
        'pci-device 01:00.0 = Mellanox Technologies MT2910 Family [ConnectX-7]',
        'pci-device 01:00.1 = Mellanox Technologies MT2910 Family [ConnectX-7]',
        'pci-device 02:00.0 = A Maker NVMe SSD',
        'pci-device 00:03.0 = Red Hat, Inc. Virtio 1.0 network device',
      ],
    ],
  ])('reads %s', (_, text, facts) => {
    expect(told('notes.txt', text)).toEqual(facts)
  })

  it('reads a tree with several roots', () => {
    const text =
      '-+-[0000:80]-+-00.0  A bridge\n |           \\-01.0-[81]----00.0  A Maker NVMe SSD\n \\-[0000:00]-+-00.0  A bridge\n             \\-02.0-[01]----00.0  A Maker Ethernet Controller'
    expect(told('notes.txt', text)).toEqual([
      'pci-device 81:00.0 = A Maker NVMe SSD',
      'pci-device 01:00.0 = A Maker Ethernet Controller',
    ])
  })
})

describe('what is counted and configured', () => {
  it('reads drops of ip -s, old headings and new', () => {
    const text = `1: lo: <LOOPBACK> mtu 65536 qdisc noqueue state UNKNOWN
    RX:  bytes packets errors dropped  missed   mcast
           884      10      0       7       0       0
2: eth0: <BROADCAST> mtu 9000 qdisc mq state UP
    RX:  bytes packets errors dropped  missed   mcast
           884      10      0       7       0       0
    TX: bytes  packets  errors  dropped carrier collsns
    884        10       2       0       0       0`
    expect(told('ip-link.txt', text)).toEqual([
      'nic-mtu eth0 = 9000',
      'nic-state eth0 = UP',
      'nic-qdisc eth0 = mq',
      'nic-counters eth0 = RX of ip',
      'nic-drops eth0 = RX dropped 7',
      'nic-counters eth0 = TX of ip',
      'nic-drops eth0 = TX errors 2',
    ])
  })

  it('reads the policy’s limits and the latencies of idle states', () => {
    const text =
      'analyzing CPU 0:\n  hardware limits: 1.50 GHz - 3.74 GHz\n  current policy: frequency should be within 1.50 GHz and 2.80 GHz.\n'
    expect(told('cpupower.txt', text)).toEqual([
      'cpu-limits = 1.50 GHz - 3.74 GHz',
      'cpu-policy = 1.50 GHz to 2.80 GHz',
    ])
    const idle =
      'CPUidle driver: acpi_idle\nAvailable idle states: POLL C1 C2\nPOLL:\nLatency: 0\nC2 (DISABLED) :\nLatency: 400'
    expect(told('cpupower.txt', idle)).toContain('cpu-idle-latency = POLL 0 µs, C2 400 µs')
  })

  it('reads links, limits and identities of sysfs, also behind cat', () => {
    const nvme = '/sys/class/nvme/nvme0'
    const text = `${nvme}/model:A Disk 1.6TB
${nvme}/firmware_rev:QDV1
${nvme}/device/current_link_speed:8.0 GT/s PCIe
${nvme}/device/current_link_width:4
${nvme}/device/max_link_speed:16.0 GT/s PCIe
${nvme}/device/max_link_width:4
/sys/devices/system/cpu/cpufreq/policy0/base_frequency:2200000
/sys/devices/system/cpu/cpu0/cpuidle/state0/name:C6
/sys/devices/system/cpu/cpu0/cpuidle/state0/latency:170`
    expect(told('sys-x.txt', text)).toEqual([
      'disk-model nvme0 = A Disk 1.6TB',
      'disk-firmware nvme0 = QDV1',
      'cpu-base-mhz = 2200',
      'cpu-idle-states = C6',
      'cpu-idle-latency = C6 170 µs',
      'pci-link-status nvme0 = 8.0 GT/s, Width x4',
      'pci-link-capability nvme0 = 16.0 GT/s, Width x4',
    ])
    expect(told('notes.txt', '$ cat /sys/block/sda/queue/scheduler\n[none] mq-deadline')).toEqual([
      'disk-scheduler sda = none',
    ])
  })

  it('counts sockets with a CPU, and the processors of a mainframe', () => {
    const socket = (status: string) =>
      `Handle 0x1, DMI type 4\nProcessor Information\n\tVersion: A CPU   @ 2 GHz\n\tStatus: ${status}\n`
    const text = `${socket('Populated, Enabled')}\n${socket('Unpopulated')}\n${socket('Populated, Enabled')}`
    expect(told('dmidecode.txt', text)).toEqual(['cpu-model = A CPU @ 2 GHz', 'cpu-sockets = 2'])
    expect(told('cpuinfo', 'vendor_id       : IBM/S390\n# processors    : 2')).toEqual([
      'cpu-count = 2',
    ])
  })

  it('tells each module of memory', () => {
    const module = (locator: string, size: string) =>
      `Handle 0x1, DMI type 17\nMemory Device\n\tSize: ${size}\n\tLocator: ${locator}\n\tType: DDR4\n\tSpeed: 3200 MT/s\n\tManufacturer: Micron\n\tSerial Number: castle\n\tPart Number: 9ASF1G\n\tConfigured Memory Speed: 2400 MT/s\n`
    const text = `${module('A1', '8 GB')}\n${module('A2', 'No Module Installed')}`
    const modules = told('dmidecode.txt', text).filter(fact => fact.startsWith('memory-module'))
    expect(modules).toEqual([
      'memory-module A1 = 8 GiB, DDR4, 2400 MT/s of 3200 MT/s, Micron 9ASF1G',
    ])
  })
})

/** Sections as inxi 3.3 prints them (inxi(1), `-Fxxxz --tty`); the machine is made up. */
const inxi = `System:
  Kernel: 6.12.66 arch: x86_64 bits: 64 compiler: gcc v: 14.3.0 clocksource: tsc
    avail: hpet,acpi_pm parameters: BOOT_IMAGE=/vmlinuz ro intel_iommu=on
    hugepages=15360
  Console: N/A Distro: Debian GNU/Linux 12 (bookworm)
Machine:
  Type: Server System: A Maker product: SYS-110P v: 0123456789 serial: castle
  Mobo: A Maker model: X12 v: 1.01 serial: castle UEFI: American Megatrends LLC.
    v: 1.1c date: 11/08/2021
Memory:
  System RAM: total: 256 GiB available: 251 GiB used: 9 GiB (3.6%)
  Device-1: P1-DIMMA1 type: DDR4 detail: synchronous size: 64 GiB speed:
    spec: 3200 MT/s actual: 2933 MT/s manufacturer: Samsung part-no: M393A8 serial: castle
  Device-2: P1-DIMMA2 type: no module installed
CPU:
  Info: model: Intel Xeon Gold 5317 socket: LGA4189 bits: 64 microcode: 0xD000410
  Speed (MHz): avg: 800 min/max: 800/3000 boost: enabled scaling: driver: intel_cpufreq
    governor: schedutil cores: 1: 800
  Type: meltdown status: Not affected
  Type: spectre_v2 mitigation: Retpolines; IBPB: conditional
Network:
  Device-1: Intel Ethernet X550 vendor: Super Micro driver: ixgbe v: kernel pcie: gen: 3
    speed: 8 GT/s lanes: 4 bus-ID: 01:00.0 chip-ID: 8086:1563
  IF: eno1 state: up speed: 10000 Mbps duplex: full mac: 02:00:00:00:00:01
  IF-ID-1: docker0 state: down mac: 02:00:00:00:00:02
Drives:
  ID-1: /dev/nvme0n1 maj-min: 259:5 vendor: A Maker model: NVMe 1.6TB size: 1.46 TiB
    block-size: physical: 4096 B logical: 512 B tech: SSD serial: castle fw-rev: 2.0.2`

describe('inxi', () => {
  it('reads fields that share lines, and no serial number', () => {
    expect(told('inxi.txt', inxi)).toEqual([
      'kernel-release = 6.12.66',
      'kernel-clocksource = tsc',
      'kernel-command-line = BOOT_IMAGE=/vmlinuz ro intel_iommu=on hugepages=15360',
      'kernel-option intel_iommu = on',
      'kernel-option hugepages = 15360',
      'kernel-os = Debian GNU/Linux 12 (bookworm)',
      'machine-vendor = A Maker',
      'machine-product = SYS-110P',
      'board-vendor = A Maker',
      'board-product = X12',
      'bios-vendor = American Megatrends LLC.',
      'bios-date = 11/08/2021',
      'bios-version = 1.1c',
      'memory-total = 256 GiB',
      'memory-module P1-DIMMA1 = 64 GiB, DDR4, 2933 MT/s of 3200 MT/s, Samsung M393A8',
      'cpu-model = Intel Xeon Gold 5317',
      'cpu-microcode = 0xD000410',
      'cpu-boost = enabled',
      'cpu-driver = intel_cpufreq',
      'cpu-governor = schedutil',
      'mitigation meltdown = Not affected',
      'mitigation spectre_v2 = Mitigation: Retpolines; IBPB: conditional',
      'nic-model eno1 = Intel Ethernet X550',
      'nic-driver eno1 = ixgbe',
      'nic-bus eno1 = 01:00.0',
      'nic-state eno1 = up',
      'nic-speed eno1 = 10000 Mbps',
      'nic-duplex eno1 = full',
      'nic-state docker0 = down',
      'disk-model nvme0n1 = A Maker NVMe 1.6TB',
      'disk-size nvme0n1 = 1.46 TiB',
      'disk-firmware nvme0n1 = 2.0.2',
      'disk-sectors nvme0n1 = 512 B logical, 4096 B physical',
    ])
  })
})
