import { ethtoolRules } from './ethtool-rules.ts'

/** How a capture is recognised: by the command before it, its file's name, its first lines. */
export interface CommandRule {
  id: CommandId
  /** The command as typed behind a prompt, without `sudo` and path. */
  command?: RegExp
  /** The file's name, without folders. */
  file?: RegExp
  /** Something in the text that no other command writes. */
  content?: RegExp
}

export const commandIds = [
  'lscpu',
  'dmidecode',
  'lspci',
  'ethtool',
  'ethtool-i',
  'ethtool-k',
  'ethtool-c',
  'ethtool-g',
  'ethtool-l',
  'ethtool-a',
  'ethtool-S',
  'ethtool-fec',
  'ethtool-m',
  'ethtool-other',
  'ip',
  'dmesg',
  'cmdline',
  'os-release',
  'lsb_release',
  'hostnamectl',
  'uname',
  'meminfo',
  'cpuinfo',
  'interrupts',
  'sysfs',
  'sysctl',
  'numactl',
  'lshw',
  'inxi',
  'lstopo',
  'ibstat',
  'ibv_devinfo',
  'mst',
  'mlxlink',
  'lsblk',
  'nvme-list',
  'nvme-list-subsys',
  'lsscsi',
  'esxcli',
  'nvme-id-ctrl',
  'nvme-smart-log',
  'smartctl',
  'multipath',
  'iscsiadm',
  'tuned',
  'cpupower',
  'prefetchers',
  'pveversion',
  'qm-config',
  'qemu',
  'libvirt',
  'systeminfo',
  'powershell',
  'fio-job',
  'tools',
] as const
export type CommandId = (typeof commandIds)[number]

export const commandRules: readonly CommandRule[] = [
  {
    id: 'lstopo',
    command: /^(?:lstopo|hwloc-ls)/,
    file: /^(?:lstopo|hwloc)/,
    content:
      /^<topology[ >]|^\s*<object type="Machine"|^Machine (?:L#0 )?\((?:P#\d+ )?(?:total=)?[\d.]+ ?[KMGT]?i?B/m,
  },
  {
    id: 'nvme-list-subsys',
    command: /^nvme list-subsys/,
    file: /^nvme[-_.]list[-_]subsys/,
    content: /^nvme-subsys\d+ - NQN=|"NQN"\s*:/m,
  },
  {
    id: 'lsscsi',
    command: /^lsscsi/,
    file: /^lsscsi/,
    content: /^\[(?:\d+|N):\d+:\d+:\d+\]\s+(?:disk|cd\/dvd|storage|enclosu|process|mediumx)\b/m,
  },
  {
    id: 'esxcli',
    command: /^esxcli /,
    file: /^esxcli/,
    content:
      /^ {0,2}(?:naa|eui|t10|mpx)\.\S+\s*\n\s+(?:Device )?Display Name: |^Name\s+PCI Device\s+Driver\s/m,
  },
  {
    id: 'smartctl',
    command: /^smartctl /,
    file: /^smart(?:ctl)?\b/,
    content:
      /^smartctl (?:pre-)?\d+\.\d+ |"smartctl"\s*:|^=== START OF (?:INFORMATION|READ SMART DATA|SMART DATA) SECTION ===/m,
  },
  {
    id: 'nvme-id-ctrl',
    command: /^nvme (?:id-ctrl|id_ctrl)/,
    file: /^nvme[-_.]id[-_]ctrl/,
    content: /^NVME Identify Controller:|^vid\s+: 0x[0-9a-f]+\s+ssvid\s+: 0x/m,
  },
  {
    id: 'nvme-smart-log',
    command: /^nvme smart-log/,
    file: /^nvme[-_.]smart[-_]log/,
    content: /^Smart Log for NVME device|"percent_used"\s*:/m,
  },
  {
    id: 'lshw',
    command: /^lshw/,
    file: /^lshw/,
    content:
      /^\s+\*-(?:core|cpu|pci|memory|network|firmware)\b|^H\/W path\s+Device\s+Class|"id"\s*:\s*"[^"]*",\s*"class"\s*:/m,
  },
  {
    id: 'inxi',
    command: /^inxi/,
    file: /^inxi/,
    content: /^ {2}Host: \S+ Kernel: \S+ arch: |^ {2}Kernel: \S+ arch: \S+ bits: /m,
  },
  {
    id: 'ibstat',
    command: /^ibstat/,
    file: /^ibstat/,
    content: /^CA '\w+'\s+(?:.*\n)?\s*CA type: /m,
  },
  {
    id: 'ibv_devinfo',
    command: /^ibv_devinfo/,
    file: /^ibv_devinfo/,
    content: /^hca_id:\s+\w+/m,
  },
  {
    id: 'mst',
    command: /^(?:mst status|flint|mstflint|mlxconfig|mstconfig|mlxfwmanager)\b/,
    file: /^(?:mst|flint|mlxconfig|mlxfwmanager)\b/,
    content: /^(?:FW Version:|PSID:|Device type:\s+ConnectX|MST devices:)/m,
  },
  {
    id: 'mlxlink',
    command: /^mlxlink/,
    file: /^mlxlink/,
    content: /^Operational Info\s*$|^Supported Cable Speed \(Ext\.\)/m,
  },
  {
    id: 'hostnamectl',
    command: /^hostnamectl/,
    file: /^hostnamectl/,
    content: /^\s*Static hostname: /m,
  },
  {
    id: 'lsb_release',
    command: /^lsb_release/,
    file: /^lsb[-_]release/,
    content: /^Distributor ID:\s/m,
  },
  {
    id: 'lscpu',
    command: /^lscpu/,
    file: /^lscpu/,
    content:
      /^(?:\s*"?lscpu"?\s*:|Architect(?:ure|uur)\s?:\s+(?!\d+\s*$)|Architektur:|Архитектура:|架构：|CPU op-mode|\s*CPU\s+(?:NODE|SOCKET|CORE)\b)/m,
  },
  {
    id: 'dmidecode',
    command: /^dmidecode/,
    file: /^dmidecode/,
    content:
      /^# dmidecode \d|^Handle 0x[0-9A-Fa-f]+, DMI type|^System Information\r?$|^Memory Device\r?$/m,
  },
  {
    id: 'lspci',
    command: /^lspci/,
    file: /^lspci/,
    content:
      /^(?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] (?:"|[A-Z]|0\d[\da-f]{2}: )|^\s*LnkSta:|^Ethernet controller: |^Slot:\t|^-(?:\+-)?\[[\da-f]{4}:[\da-f]{2}/m,
  },
  ...ethtoolRules,
  { id: 'ip', command: /^ip( |$)/, file: /^ip[-_.]/, content: /^\d+: [\w.@-]+: <[A-Z,_]+> mtu /m },
  { id: 'numactl', command: /^numactl/, file: /^numactl/, content: /^available: \d+ nodes/m },
  {
    id: 'iscsiadm',
    command: /^iscsiadm/,
    file: /^iscsiadm/,
    content: /^iscsiadm: |^Target: iqn|iSCSI Transport Class|^\s*Current Portal:/m,
  },
  {
    id: 'multipath',
    command: /^multipath/,
    file: /^multipath/,
    content: /^size=.*features=|policy='.*prio=/m,
  },
  {
    id: 'nvme-list',
    command: /^nvme list$/,
    file: /^nvme[-_.]list/,
    content: /^Node\s+.*(?:SN|Model)|"DevicePath"|"Subsystems"\s*:/m,
  },
  {
    id: 'lsblk',
    command: /^lsblk/,
    file: /^lsblk/,
    content: /^NAME\s+.*(?:MAJ:MIN|ALIGNMENT|SIZE)|"blockdevices"|^NAME="[^"]*" |^ALIGNMENT="/m,
  },
  {
    id: 'tuned',
    command: /^tuned-adm/,
    file: /^tuned/,
    content: /^Current active profile:|^No current active profile/m,
  },
  {
    id: 'cpupower',
    command: /^cpupower/,
    file: /^cpupower/,
    content: /^analyzing CPU|^CPUidle driver:|^\s*available cpufreq governors:/m,
  },
  {
    id: 'prefetchers',
    command: /^(?:likwid-features|rdmsr\b.* (?:0x)?1a4\b)/i,
    file: /^(?:rdmsr-0x1a4|likwid-features)/,
    content: /^\s*"PrefetcherInfo": ?\{|^(?:HW|CL|DCU|IP)_PREFETCHER\s/m,
  },
  {
    id: 'pveversion',
    command: /^pveversion/,
    file: /^pveversion/,
    content: /^pve-manager[/:]|^proxmox-ve: /m,
  },
  {
    id: 'qm-config',
    command: /^qm (?:config|showcmd)/,
    file: /^qm[-_.]config/,
    content: /^(?:scsihw|ostype|bootdisk): /m,
  },
  { id: 'libvirt', command: /^virsh/, file: /^(?:libvirt|virsh)/, content: /<domain[ >]/ },
  {
    id: 'qemu',
    command: /^ps /,
    file: /^(?:ps-|ps_)?qemu|^kvm[-_.]/,
    content: /(?:qemu-system-\w+|qemu-kvm|\/usr\/bin\/kvm) .*-/,
  },
  {
    id: 'systeminfo',
    command: /^systeminfo/,
    file: /^systeminfo/,
    content:
      /^(?:Host Name|Nom de l.h[ôo]te|Nome host|Nombre de host|Имя узла|Hostname|主机名):\s/m,
  },
  {
    id: 'powershell',
    command: /^(?:Get-|powercfg|wmic)/i,
    file: /^(?:get-|win-|powershell|powercfg|wmi)/i,
    content:
      /^(?:Windows\w+|Cs\w+|Bios\w+|Os\w+)\s+: |Power Scheme GUID|^(?:CreationClassName=Win32_|CanPool=|SMBIOSBIOSVersion=)/m,
  },
  {
    id: 'dmesg',
    command: /^dmesg|^journalctl -k/,
    file: /^dmesg|^kern/,
    content: /^(?:kern\s+:\w+\s+: )?\[ *\d+\.\d{6}\] /m,
  },
  {
    id: 'interrupts',
    command: /proc\/interrupts/,
    file: /^(?:proc-)?interrupts/,
    content: /^\s+CPU0\s+(?:CPU1|$)/m,
  },
  {
    id: 'meminfo',
    command: /proc\/meminfo/,
    file: /^(?:proc-)?meminfo/,
    content: /^MemTotal:\s+\d+ kB/m,
  },
  {
    id: 'cpuinfo',
    command: /proc\/cpuinfo/,
    file: /^(?:proc-)?cpuinfo/,
    content: /^processor\s*:\s*\d+/m,
  },
  {
    id: 'os-release',
    command: /os-release/,
    file: /^os-release/,
    content: /^(?:PRETTY_NAME|VERSION_ID|ID_LIKE)=/m,
  },
  { id: 'sysctl', command: /^sysctl/, file: /^sysctl/, content: /^(?:kernel|vm|net)\.[\w.]+ = /m },
  {
    id: 'uname',
    command: /^uname/,
    file: /^uname|^proc-version|^version\.txt/,
    content: /^Linux (?:version )?\S+ .*(?:SMP|PREEMPT|#\d)/m,
  },
  {
    id: 'cmdline',
    command: /proc\/cmdline/,
    file: /cmdline/,
    content: /^(?:BOOT_IMAGE|root|initrd)=\S+(?: |$)/m,
  },
  { id: 'fio-job', file: /\.fio$/, content: /^(?:ioengine|iodepth)=\w+/m },
  {
    id: 'sysfs',
    command: /^(?:grep|cat|tail|find) .*\/sys\//,
    file: /^(?:sys-|vulnerabilities|cpufreq|cpuidle|clocksource|block-queue|queue|numa-node|mitigations)/,
    content: /^(?:\/sys\/|queue\/)[\w./:-]+:/m,
  },
  { id: 'tools', file: /^tools|^versions/, content: /^(?:fio-\d|perf version )/m },
]
