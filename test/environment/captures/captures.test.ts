import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/parse/decode.ts'
import { splitCaptures } from '../../../src/parse/host/captures/split.ts'
import { toFacts } from '../../../src/parse/host/facts/to-facts.ts'

const file = (entry: string) => ({ archive: 'x.tar.gz', sha256: '', entry })
const split = (entry: string, text: string) => splitCaptures(file(entry), text)
const factsOf = (entry: string, text: string) => split(entry, text).flatMap(toFacts)

describe('taking a file apart', () => {
  it('splits at prompts, comment lines and headings', () => {
    const text = [
      'admin@box:~$ sudo ethtool -i eth0',
      'driver: mlx5_core',
      'version: 6.8.0',
      '[root@box ~]# lscpu | head',
      'Architecture:        x86_64',
      '# numactl -H',
      'available: 2 nodes (0-1)',
    ].join('\n')
    const parts = split('notes.txt', text)
    expect(parts.map(({ command, subject }) => [command, subject])).toEqual([
      ['ethtool-i', 'eth0'],
      ['lscpu', undefined],
      ['numactl', undefined],
    ])
    expect(parts.flatMap(toFacts).map(({ key, source }) => [key, source.line])).toEqual([
      ['nic-driver', 2],
      ['nic-driver-version', 3],
      ['cpu-architecture', 5],
      ['numa-nodes', 7],
    ])
  })

  const pieces = (text: string) =>
    split('notes.md', text)
      .filter(({ command }) => command !== undefined)
      .map(({ command, subject, lines }) => [command, subject, lines.length])

  it.each([
    [
      'prompts in a block of code',
      '    $ uname -r\n    6.1.0\n\n    $ ./load\n    CPU(s): 9\n\nThen:\n\n    # lscpu\n    Architecture: x86_64',
    ],
    ['headings', '#### uname -r\n6.1.0\n## Load\nCPU(s): 9\n=== lscpu ===\nArchitecture: x86_64'],
    [
      'banners',
      '##########\n# uname -r #\n##########\n6.1.0\n##########\n--- lscpu ---\nArchitecture: x86_64',
    ],
    [
      'fences',
      '**uname -r**\n```\n6.1.0\n```\nCPU(s): 9 of them\n```console\nArchitecture: x86_64\n```',
    ],
    [
      'a collector',
      '#==[ Command ]======================================#\n# /bin/uname -r\n6.1.0\n\n#==[ Command ]======================================#\n# /usr/bin/lscpu\nArchitecture: x86_64',
    ],
    ['quotes of a mail', '> > uname -r\n> 6.1.0\n> $ lscpu\n> Architecture: x86_64'],
  ])('splits at %s', (_, text) => {
    const found = split('notes.md', text)
    const commands = found.flatMap(({ command }) => command ?? [])
    expect(commands).toEqual(['uname', 'lscpu'])
    expect(found.flatMap(toFacts).map(({ value }) => value)).toContain('x86_64')
    expect(found.flatMap(toFacts).map(({ key }) => key)).not.toContain('cpu-count')
  })

  it('knows what stands one below the other without a heading', () => {
    const text =
      'Linux castle 5.4.1 #1 SMP Sun Mar 15 00:35:20 PDT 2020 x86_64\nArchitecture:  x86_64\nCPU(s):  2\nMemTotal:  2048 kB\nNAME MAJ:MIN RM SIZE RO TYPE MOUNTPOINT\nsda    8:0    1   9G  0 disk'
    expect(pieces(text).map(([command]) => command)).toEqual(['uname', 'lscpu', 'meminfo', 'lsblk'])
  })

  it('keeps interfaces apart, by their headings or their addresses', () => {
    const settings = ['a', 'b', 'c'].map(name => `Settings for ens${name}:\n\tSpeed: 25000Mb/s`)
    expect(pieces(settings.join('\n')).map(([, subject]) => subject)).toEqual([
      'ensa',
      'ensb',
      'ensc',
    ])
    const drivers = [1, 2].map(n => `driver: ice\nversion: 6.1.0\nbus-info: 0000:0${n}:00.0`)
    const subjects = split('ethtool-i.txt', drivers.join('\n'))
      .flatMap(toFacts)
      .flatMap(({ key, subject }) => (key === 'nic-driver' ? subject : []))
    expect(subjects).toEqual(['0000:01:00.0', '0000:02:00.0'])
  })

  it.each([
    ['sos_commands/networking/ethtool_-i_ens3', 'driver: ice\nversion: 6.1.0', 'ethtool-i', 'ens3'],
    [
      'sos_commands/networking/ethtool_-T_ens3',
      'Time stamping parameters for ens3:',
      'ethtool-other',
      'ens3',
    ],
    ['ethtool_ens3', 'Settings for ens3:\n\tSpeed: 1000Mb/s', 'ethtool', 'ens3'],
    ['sos_commands/scsi/smartctl_-a_.dev.sda', 'smartctl 7.3 x', 'smartctl', 'sda'],
    ['host/nvme-smart-log-nvme0n1.txt', 'critical_warning : 0', 'nvme-smart-log', 'nvme0n1'],
  ])('takes the device from the name %s', (path, text, command, subject) => {
    expect(split(path, text)[0]).toMatchObject({ command, subject })
  })

  it.each([
    [
      'dmesg.txt',
      'Linux version 3.10.0 (x) #1 SMP 2021\nCommand line: BOOT_IMAGE=/x ro\ndriver: y',
    ],
    ['lscpu.txt', 'Architecture: x86_64\n\nCaches:\n  L1d: 1 MiB'],
    ['lspci.txt', '01:00.0 Ethernet controller: A\n\t# comment\n\tLnkSta: Speed 8GT/s, Width x8'],
    [
      'dmidecode.txt',
      '# dmidecode 3.3\nGetting SMBIOS data from sysfs.\n\nHandle 0x1, DMI type 1\nSystem Information',
    ],
  ])('leaves %s whole', (name, text) => {
    expect(split(name, text)).toHaveLength(1)
  })

  it.each([
    ['sos/sos_commands/processor/lscpu', 'Architecture: x86_64\nCPU(s): 4', 'lscpu'],
    ['proc/cmdline', 'BOOT_IMAGE=/vmlinuz ro', 'cmdline'],
    [
      'sos/sos_commands/networking/ethtool_-g_ens1',
      'Ring parameters for ens1:\nRX: 1',
      'ethtool-g',
    ],
    ['anything.log', 'Handle 0x0001, DMI type 1, 27 bytes\nSystem Information', 'dmidecode'],
    ['ethtool-c-ens1f0.txt', 'Adaptive RX: on  TX: off', 'ethtool-c'],
    ['README', 'A note on this machine.', undefined],
  ])('knows %s', (path, text, command) => {
    expect(split(path, text)[0]?.command).toBe(command)
  })

  it('takes the interface from the name of our own files only', () => {
    expect(split('host/ethtool-c-ens1f0.txt', 'Adaptive RX: on  TX: off')[0]?.subject).toBe(
      'ens1f0',
    )
    expect(split('host/ethtool-c.txt', 'Adaptive RX: on  TX: off')[0]?.subject).toBeUndefined()
  })
})

describe('what could not be answered is a result of its own', () => {
  it.each([
    ['# dmidecode\n/dev/mem: Permission denied', 'denied'],
    [
      '# ethtool -c br0\nCannot get device coalesce settings: Operation not supported',
      'unsupported',
    ],
    ['# iscsiadm -m session -P 3\niscsiadm: No active sessions.', 'absent'],
    ['# nvme list\nnvme: command not found', 'absent'],
    ['# ip -d link\nBusyBox v1.35.0 multi-call binary.\n\nUsage: ip [OPTIONS]', 'unsupported'],
    ['# lscpu\nArchitecture: x86_64', 'read'],
  ])('%j is %s', (text, outcome) => {
    const [capture] = split('host/x.txt', text)
    expect(capture?.outcome.is).toBe(outcome)
    if (capture && outcome !== 'read') expect(toFacts(capture)).toEqual([])
  })
})

describe('what a Mac answers', () => {
  it.each([
    ['lscpu', 'zsh: command not found: lscpu', 'absent'],
    ['lscpu', 'zsh:1: command not found: lscpu', 'absent'],
    ['sysctl kernel.osrelease', "sysctl: unknown oid 'kernel.osrelease'", 'absent'],
    ['nvme list', 'dyld[812]: Library not loaded: /usr/local/lib/libnvme.dylib', 'absent'],
    ['git log', 'xcrun: error: invalid active developer path, missing xcrun', 'absent'],
    [
      'dmesg',
      'Unable to obtain kernel buffer: Operation not permitted\nusage: sudo dmesg',
      'denied',
    ],
    ['sudo dmidecode', 'sudo: a terminal is required to read the password; use -S', 'denied'],
    ['ps --forest', 'ps: illegal option -- -\nusage: ps [-Aa]\n          [-g grp]', 'unsupported'],
    ['fio --version', 'zsh: bad CPU type in executable: fio', 'unsupported'],
  ])('%s: %j is quoted as %s', (command, answer, is) => {
    const [capture] = split('host/x.txt', `# ${command}\n${answer}`)
    const [said] = answer.split('\n')
    expect(capture?.outcome).toEqual({ is, said, line: 2 })
  })
})

describe('damage', () => {
  const lscpu =
    'Architecture:        x86_64\r\nCPU(s):              128\r\nModel name:          AMD EPYC'

  it('reads quoted, double-spaced and cut text as far as it goes', () => {
    const quoted = lscpu
      .split('\r\n')
      .map(line => `> ${line}\n`)
      .join('\n')
    expect(factsOf('mail.txt', quoted).map(({ value }) => value)).toEqual([
      'x86_64',
      '128',
      'AMD EPYC',
    ])
    expect(factsOf('lscpu.txt', lscpu.slice(0, 45)).map(({ value }) => value)).toEqual(['x86_64'])
  })

  it('takes terminal escapes out and leaves markup as text', () => {
    const text =
      'Architecture: x86_64\nModel name: \u001b[31m<script>alert(1)</script>\u001b[0m\u0007'
    expect(factsOf('lscpu.txt', text)[1]?.value).toBe('<script>alert(1)</script>')
  })

  it('survives a line of twenty million characters', () => {
    const started = performance.now()
    expect(factsOf('lscpu.txt', `Model name: ${'x: '.repeat(7_000_000)}`)).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('what people and mail programs do to a capture', () => {
  const values = (name: string, ...lines: string[]) =>
    factsOf(name, lines.join('\n')).map(({ key, value }) => `${key} ${value}`)

  it('leaves out what an author wrote behind a value', () => {
    const lines = ['Architecture: x86_64', 'CPU(s):       32   // two sockets', 'Socket(s): 2']
    expect(values('lscpu.txt', ...lines)).toContain('cpu-count 32')
  })

  it('keeps an address with slashes', () => {
    expect(values('os-release', 'PRETTY_NAME="A http://x.example/y"')).toEqual([
      'kernel-os A http://x.example/y',
    ])
  })

  it('puts a line together that a mail program broke', () => {
    expect(
      values(
        'dmesg.txt',
        '[   23.244103] mlx5_core 0000:af:00.0: 126.016 Gb/s available PCIe',
        'bandwidth (8.0 GT/s PCIe x16 link)',
        '[   23.274277] libata version 3.00 loaded.',
      ),
    ).toContain('pci-bandwidth 126.016 Gb/s available PCIe bandwidth (8.0 GT/s PCIe x16 link)')
    expect(
      values(
        'lscpu.txt',
        'Architecture:                    x86_64',
        'Vulnerability Spectre v2:        Mitigation; Enhanced IBRS, IBPB',
        'conditional, RSB filling',
      ),
    ).toContain('mitigation Mitigation; Enhanced IBRS, IBPB conditional, RSB filling')
  })

  it('does not put prose behind a value', () => {
    expect(values('lscpu.txt', 'Architecture: x86_64', 'CPU(s): 8', 'and that is all')).toEqual([
      'cpu-architecture x86_64',
      'cpu-count 8',
    ])
  })
})

describe('the kernel’s log', () => {
  const boot = [
    'Linux version 3.10.0-1160.el7.x86_64 (x@y) (gcc version 4.8.5)',
    'Command line: BOOT_IMAGE=/vmlinuz ro amd_iommu=on',
    'DMI: Dell Inc. PowerEdge R640/0H28RR, BIOS 2.12.2 07/09/2021',
    'smpboot: CPU0: Intel(R) Xeon(R) Gold 6132 CPU @ 2.60GHz (fam: 06, model: 55, stepping: 04)',
    'microcode: CPU0 sig=0x50654, pf=0x80, revision=0x2006b06',
    'iommu: Default domain type: Translated',
    'AMD-Vi: Interrupt remapping enabled',
    'mpt3sas_cm0: LSISAS3008: FWVersion(16.00.01.00), ChipRevision(0x02), BiosVersion(08.37.00.00)',
    'scsi 0:0:0:0: Direct-Access     ATA      MODEL 480GB      XC31 PQ: 0 ANSI: 6',
    'ata1.00: ATA-9: MODEL 480GB, G2010150, max UDMA/133',
    'sd 0:0:0:0: [sda] 937703088 512-byte logical blocks: (480 GB/447 GiB)',
    "sd 0:0:0:0: [sda] Write cache: enabled, read cache: enabled, doesn't support DPO or FUA",
    'i40e 0000:3b:00.0: fw 8.13.63341 api 1.12 nvm 8.15 0x8000a4e3 1.2879.0 [8086:1572] [8086:0000]',
    'ixgbe 0000:03:00.0: PCI-Express bandwidth available for this card is not sufficient for optimal performance.',
    'ixgbe 0000:03:00.0 eth2: NIC Link is Up 10 Gbps, Flow Control: RX/TX',
    'Switched to clocksource hpet',
    'Switched to clocksource tsc',
  ]
  const expected = [
    ['machine-product', undefined, 'Dell Inc. PowerEdge R640/0H28RR'],
    ['bios-version', undefined, '2.12.2'],
    ['bios-date', undefined, '07/09/2021'],
    ['kernel-release', undefined, '3.10.0-1160.el7.x86_64'],
    ['kernel-option', 'amd_iommu', 'on'],
    ['cpu-model', undefined, 'Intel(R) Xeon(R) Gold 6132 CPU @ 2.60GHz'],
    ['cpu-microcode', undefined, '0x2006b06'],
    ['iommu', 'Default domain', 'Translated'],
    ['iommu', undefined, 'Interrupt remapping enabled'],
    ['hba-model', 'mpt3sas_cm0', 'LSISAS3008'],
    ['hba-firmware', 'mpt3sas_cm0', '16.00.01.00'],
    ['disk-model', '0:0:0:0', 'ATA MODEL 480GB'],
    ['disk-firmware', '0:0:0:0', 'XC31'],
    ['disk-model', 'ata1.00', 'MODEL 480GB'],
    ['disk-firmware', 'ata1.00', 'G2010150'],
    ['disk-size', 'sda', '480 GB/447 GiB'],
    ['disk-write-cache', 'sda', 'enabled'],
    ['nic-firmware', 'i40e 0000:3b:00.0', '8.13.63341 api 1.12 nvm 8.15 0x8000a4e3 1.2879.0'],
    [
      'pci-bandwidth',
      'ixgbe 0000:03:00.0',
      'PCI-Express bandwidth available for this card is not sufficient for optimal performance.',
    ],
    ['nic-speed', 'eth2', '10 Gbps'],
    ['kernel-clocksource', undefined, 'tsc'],
  ]

  it.each([
    ['without times', (line: string) => line],
    ['with seconds', (line: string) => `[    0.000000] ${line}`],
    ['with facilities', (line: string) => `kern  :info  : [Tue Mar  2 10:00:00 2021] ${line}`],
  ])('is read %s', (_, write) => {
    const facts = factsOf('dmesg.txt', boot.map(write).join('\n'))
    const told = facts.map(({ key, subject, value }) => [key, subject, value])
    expect(told).toEqual(expect.arrayContaining(expected))
    expect(facts.find(({ key }) => key === 'kernel-log')?.value).toBe(`${boot.length} lines`)
  })
})

describe('what is not what it is called', () => {
  const told = (name: string, text: string) =>
    factsOf(name, text).map(({ key, value }) => [key, value])

  it('takes a duplex that is not known for none', () => {
    const text = 'Settings for ens1:\n\tSpeed: Unknown!\n\tDuplex: Unknown! (255)\n\tPort: Other'
    expect(told('ethtool-ens1.txt', text)).toEqual([['nic-port', 'Other']])
  })

  it('does not take a packager’s name for the architecture', () => {
    expect(told('lscpu.txt', 'Architecture: arm64\nCPU(s): 8')).toEqual([['cpu-count', '8']])
  })

  it('counts no miss of a flow director as a drop', () => {
    const text = 'NIC statistics:\n     rx_packets: 9\n     fdir_miss: 7\n     rx_dropped: 3'
    expect(told('ethtool-S-ens1.txt', text)).toEqual([
      ['nic-counters', '3'],
      ['nic-drops', 'rx_dropped 3'],
    ])
  })

  it('takes the system of a guest for that of the guest', () => {
    expect(told('qm-config-100.txt', 'ostype: l26\nscsihw: virtio-scsi-pci')).toContainEqual([
      'vm-os',
      'l26',
    ])
  })
})

describe('encodings', () => {
  const french =
    "Nom de l'hôte:  EXEMPLE\r\nMémoire physique totale:  2 047 Mo\r\nPropriétaire enregistré:  X"
  const cp850: { [letter: string]: number } = { ô: 0x93, é: 0x82 }

  it('reads UTF-16 with its mark', () => {
    expect(decode(Buffer.from(`\ufeff${french}`, 'utf16le'))).toContain('Mémoire')
  })

  it('reads code page 850', () => {
    const bytes = Uint8Array.from(french, letter => cp850[letter] ?? letter.charCodeAt(0))
    const facts = factsOf('systeminfo.txt', decode(bytes))
    expect(facts.map(({ key, value }) => [key, value])).toEqual([['memory-total', '2 047 Mo']])
  })

  it('reads Windows-1251', () => {
    const russian = 'Имя узла:  X\r\nНазвание ОС:  Windows\r\nВерсия ОС:  10\r\nМодель системы:  Y'
    const bytes = Uint8Array.from(russian, letter => {
      const code = letter.charCodeAt(0)
      return code < 128 ? code : code - 0x410 + 0xc0
    })
    expect(decode(bytes)).toBe(russian)
  })

  it('keeps UTF-8 that was cut inside a character', () => {
    const bytes = Buffer.from('Vulnérable: é')
    expect(decode(bytes.subarray(0, bytes.length - 1))).toContain('Vulnérable')
  })
})

describe('what the PowerShell script takes', () => {
  it('gives drivers, adapters, disks, the power plan and fio', () => {
    const files: [string, string][] = [
      [
        'win-drivers.txt',
        '# Get-CimInstance Win32_PnPSignedDriver\n\nDeviceName         : Red Hat VirtIO SCSI controller\r\nDriverVersion      : 100.94.104.24800\r\nDriverProviderName : Red Hat, Inc.\r\n',
      ],
      [
        'get-netadapter.txt',
        '# Get-NetAdapter\n\nName                 : Ethernet\r\nInterfaceDescription : Red Hat VirtIO Ethernet Adapter\r\nLinkSpeed            : 10 Gbps\r\nMtuSize              : 1500\r\n',
      ],
      [
        'get-physicaldisk.txt',
        '# Get-PhysicalDisk\n\nDeviceId        : 0\r\nFriendlyName    : QEMU QEMU HARDDISK\r\nFirmwareVersion : 2.5+\r\n',
      ],
      [
        'powercfg.txt',
        '# powercfg /getactivescheme\nPower Scheme GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (Balanced)\r\n',
      ],
      ['tools.txt', '# fio --version\nfio-3.36\r\n'],
    ]
    const facts = files.flatMap(([name, text]) => factsOf(`guest/${name}`, text))
    expect(facts.map(({ key, subject, value }) => [key, subject, value])).toEqual([
      ['windows-driver', 'Red Hat VirtIO SCSI controller', '100.94.104.24800'],
      ['nic-speed', 'Red Hat VirtIO Ethernet Adapter', '10 Gbps'],
      ['nic-mtu', 'Red Hat VirtIO Ethernet Adapter', '1500'],
      ['disk-model', '0', 'QEMU QEMU HARDDISK'],
      ['disk-firmware', '0', '2.5+'],
      ['power-plan', undefined, 'Balanced'],
      ['fio-version', undefined, '3.36'],
    ])
  })
})
