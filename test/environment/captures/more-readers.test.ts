import { describe, expect, it } from 'vitest'
import { splitCaptures } from '../../../src/parse/host/captures/split.ts'
import { toFacts } from '../../../src/parse/host/facts/to-facts.ts'

/** `disk-model sda = X`, in the order of the text. */
const told = (entry: string, text: string) =>
  splitCaptures({ archive: 'x.tar.gz', sha256: '', entry }, text)
    .flatMap(toFacts)
    .map(({ key, subject, value }) => `${[key, subject].filter(Boolean).join(' ')} = ${value}`)

describe('nvme list-subsys', () => {
  it('tells how controllers are reached, and by how many paths', () => {
    const text = `nvme-subsys0 - NQN=nqn.2014.08.org.nvmexpress:1
\\
 +- nvme0 pcie 0000:3e:00.0 live
nvme-subsys1 - NQN=nqn.2010-06.com.example:2
\\
 +- nvme1 tcp traddr=192.0.2.1,trsvcid=4420 live
 +- nvme2 tcp traddr=192.0.2.2,trsvcid=4420 connecting`
    expect(told('notes.txt', text)).toEqual([
      'disk-transport nvme0 = pcie',
      'disk-address nvme0 = 0000:3e:00.0',
      'disk-transport nvme1 = tcp',
      'disk-transport nvme2 = tcp',
      'multipath-paths nvme-subsys1 = 1 live of 2',
    ])
  })

  it('is read as JSON', () => {
    const path = (name: string, state: string) =>
      `{"Name":"${name}","Transport":"rdma","Address":"traddr=192.0.2.1","State":"${state}"}`
    const text = `[{"HostNQN":"nqn.host","Subsystems":[
{"Name":"nvme-subsys0","NQN":"nqn.1","Paths":[{"Name":"nvme0","Transport":"pcie","Address":"0000:01:00.0","State":"live"}]},
{"Name":"nvme-subsys1","NQN":"nqn.2","Paths":[${path('nvme1', 'live')},${path('nvme2', 'live')}]}]}]`
    expect(told('subsys.json', text)).toEqual([
      'disk-transport nvme0 = pcie',
      'disk-address nvme0 = 0000:01:00.0',
      'disk-transport nvme1 = rdma',
      'disk-transport nvme2 = rdma',
      'multipath-paths nvme-subsys1 = 2 live of 2',
    ])
  })
})

describe('lsscsi', () => {
  it('tells models and revisions of disks', () => {
    const text = `[0:0:0:0]    disk    ATA      SAMSUNG MZ7LH960 904Q  /dev/sda 
[1:0:0:0]    cd/dvd  QEMU     QEMU DVD-ROM     2.5+  /dev/sr0 
[2:0:0:1]    disk    NETAPP   LUN C-Mode       9600  /dev/sdb `
    expect(told('lsscsi.txt', text)).toEqual([
      'disk-model sda = SAMSUNG MZ7LH960',
      'disk-firmware sda = 904Q',
      'disk-model sdb = NETAPP LUN C-Mode',
      'disk-firmware sdb = 9600',
    ])
  })

  it('tells transports with -t', () => {
    const text = `[1:0:2:0]    disk    fc:0x0000000000000001,0x650501   /dev/sdb 
[1:0:0:0]    storage fcoe:0x0000000000000002,0x660c00  -        
[0:0:0:0]    disk    sata:                           /dev/sda `
    expect(told('notes.txt', text)).toEqual([
      'disk-transport sdb = fc',
      'disk-transport sda = sata',
    ])
  })
})

describe('esxcli', () => {
  it('tells of disks, and of a drive for discs nothing', () => {
    const text = `~ # esxcli storage core device list
mpx.vmhba33:C0:T0:L0
   Display Name: Local PLDS CD-ROM (mpx.vmhba33:C0:T0:L0)
   Size: 0
   Device Type: CD-ROM 
   Model: DVD-RW DU8A6SH  
   Is SSD: false
naa.5000000000000001
   Display Name: Local ATA Disk (naa.5000000000000001)
   Size: 953869
   Device Type: Direct-Access 
   Vendor: ATA     
   Model: ST1000DM003-1SB1
   Revision: CC62
   Is SSD: false`
    expect(told('esx.txt', text)).toEqual([
      'disk-model naa.5000000000000001 = ST1000DM003-1SB1',
      'disk-firmware naa.5000000000000001 = CC62',
      'disk-rotational naa.5000000000000001 = yes',
      'disk-size naa.5000000000000001 = 953869 MiB',
    ])
  })

  it('tells the policy of paths', () => {
    const text = `  naa.6000000000000001
   Device Display Name: An iSCSI Disk (naa.6000000000000001)
   Storage Array Type: VMW_SATP_ALUA
   Path Selection Policy: VMW_PSP_RR
   Path Selection Policy Device Config: {policy=rr,iops=1000}`
    expect(told('paths.txt', text)).toEqual([
      'multipath-handler naa.6000000000000001 = VMW_SATP_ALUA',
      'multipath-policy naa.6000000000000001 = VMW_PSP_RR',
    ])
  })

  it('tells of interfaces, whose columns are as wide as their rulers', () => {
    const text = `[root@host:~] esxcli network nic list
Name    PCI Device    Driver      Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
------  ------------  ----------  ------------  -----------  -----  ------  -----------------  ----  -----------
vmnic1  0000:1c:00.1  i40en       Up            Down             0  Half    00:00:5e:00:53:19  1500  Intel(R) Ethernet Connection X722 for 1GbE
vmnic2  0000:5e:00.0  nmlx5_core  Up            Up           10000  Full    00:00:5e:00:53:22  9000  Mellanox Technologies ConnectX-4 Lx EN NIC; 25GbE`
    expect(told('nics.txt', text)).toEqual([
      'nic-bus vmnic1 = 0000:1c:00.1',
      'nic-driver vmnic1 = i40en',
      'nic-link vmnic1 = no',
      'nic-mtu vmnic1 = 1500',
      'nic-model vmnic1 = Intel(R) Ethernet Connection X722 for 1GbE',
      'nic-bus vmnic2 = 0000:5e:00.0',
      'nic-driver vmnic2 = nmlx5_core',
      'nic-link vmnic2 = yes',
      'nic-speed vmnic2 = 10000Mb/s',
      'nic-duplex vmnic2 = Full',
      'nic-mtu vmnic2 = 9000',
      'nic-model vmnic2 = Mellanox Technologies ConnectX-4 Lx EN NIC; 25GbE',
    ])
  })
})

describe('what a second look at the corpus found missing', () => {
  it('is sockets and threads of /proc/cpuinfo', () => {
    const cpu = (id: number, socket: number) =>
      `processor\t: ${id}\nmodel name\t: A CPU\nphysical id\t: ${socket}\nsiblings\t: 2\ncpu cores\t: 1\n`
    expect(told('cpuinfo.txt', [0, 1, 2, 3].map(id => cpu(id, id >> 1)).join('\n'))).toEqual([
      'cpu-model = A CPU',
      'cpu-count = 4',
      'cpu-sockets = 2',
      'smt-threads = 2',
    ])
  })

  it('is the interrupts of an interface that has one vector', () => {
    const text = `           CPU0       CPU1
 27:          0         33  IR-PCI-MSI 512000-edge      ahci[0000:00:1f.2]
 29:         12          0  IR-PCI-MSI 409600-edge      enp0s25
 33:          1          2  IR-PCI-MSI 1572864-edge      iwlwifi`
    expect(told('interrupts.txt', text)).toEqual([
      'irq-cpus ahci = 1 (1 vector)',
      'irq-cpus enp0s25 = 0 (1 vector)',
    ])
  })

  it('is what runs the guest of libvirt', () => {
    const domain = (type: string) =>
      `<domain type='${type}'>\n  <name>a</name>\n  <memory>2097152</memory>\n</domain>`
    expect(told('a.xml', domain('kvm'))).toContain('vm-accelerator = kvm')
    expect(told('a.xml', domain('qemu'))).toContain('vm-accelerator = tcg')
    expect(told('a.xml', domain('xen')).join()).not.toContain('vm-accelerator')
  })
})

describe('prefetchers', () => {
  const all = 'L2 stream on, L2 adjacent line on, L1 next line on, L1 by instruction on'

  it('are read from the register of each CPU', () => {
    expect(told('rdmsr-0x1a4.txt', '0\n0\n')).toEqual([`cpu-prefetchers = ${all}`])
    expect(told('rdmsr-0x1a4.txt', '0\nb\n')).toEqual([
      'cpu-prefetchers = L2 stream not alike, L2 adjacent line not alike, L1 next line on, L1 by instruction not alike',
    ])
    expect(
      told('rdmsr-0x1a4.txt', 'rdmsr: CPU 0 cannot read MSR 0x000001a4\n').filter(fact =>
        fact.startsWith('cpu-prefetchers'),
      ),
    ).toEqual([])
  })

  it('are read as likwid and MachineState say them', () => {
    const listed = 'HW_PREFETCHER\ton\nCL_PREFETCHER\toff\n'
    expect(told('notes.txt', listed)).toEqual([
      'cpu-prefetchers = L2 stream on, L2 adjacent line off',
    ])
    const names = ['HW', 'CL', 'DCU', 'IP'].map(name => `"${name}_PREFETCHER": true`)
    const text = `{\n "PrefetcherInfo": {\n "Cpu0": {${names.join(', ')}}\n}\n}`
    expect(told('state.json', text)).toEqual([`cpu-prefetchers = ${all}`])
  })
})
