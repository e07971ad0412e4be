/** How a capture is recognised: by the command before it, its file's name, its first lines. */
interface CommandRule {
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
  'ip',
  'dmesg',
  'cmdline',
  'os-release',
  'uname',
  'meminfo',
  'cpuinfo',
  'interrupts',
  'sysfs',
  'sysctl',
  'numactl',
  'lsblk',
  'nvme-list',
  'multipath',
  'iscsiadm',
  'tuned',
  'cpupower',
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

const ethtool = (flag: string) => new RegExp(`^ethtool (?:-I )?(?:${flag})(?: |$)`)

const rules: readonly CommandRule[] = [
  {
    id: 'lscpu',
    command: /^lscpu/,
    file: /^lscpu/,
    content:
      /^(?:\s*"?lscpu"?\s*:|Architect(?:ure|uur)\s?:\s+(?!\d+\s*$)|Architektur:|Архитектура:|架构：|CPU op-mode)/m,
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
      /^(?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] (?:"|[A-Z])|^\s*LnkSta:|^Ethernet controller: /m,
  },
  {
    id: 'ethtool-i',
    command: ethtool('-i|--driver'),
    file: /^ethtool[-_.]i\b/,
    content: /^driver: .*\s+version: /m,
  },
  {
    id: 'ethtool-k',
    command: ethtool('-k|--show-features'),
    file: /^ethtool[-_.]k\b/,
    content: /^Features for |^tcp-segmentation-offload: /m,
  },
  {
    id: 'ethtool-c',
    command: ethtool('-c|--show-coalesce'),
    file: /^ethtool[-_.]c\b/,
    content: /^Coalesce parameters for |^Adaptive RX: /m,
  },
  {
    id: 'ethtool-g',
    command: ethtool('-g|--show-ring'),
    file: /^ethtool[-_.]g\b/,
    content: /^Ring parameters for /m,
  },
  {
    id: 'ethtool-l',
    command: ethtool('-l|--show-channels'),
    file: /^ethtool[-_.]l\b/,
    content: /^Channel parameters for /m,
  },
  {
    id: 'ethtool-a',
    command: ethtool('-a|--show-pause'),
    file: /^ethtool[-_.]a\b/,
    content: /^Pause parameters for /m,
  },
  {
    id: 'ethtool-S',
    command: ethtool('-S|--statistics'),
    file: /^ethtool[-_.]S\b/,
    content: /^NIC statistics:|^no stats available/m,
  },
  {
    id: 'ethtool-fec',
    command: ethtool('--show-fec'),
    file: /^ethtool[-_.](?:fec|show-fec)\b/,
    content: /^FEC parameters for |^Active FEC encoding/m,
  },
  {
    id: 'ethtool',
    command: /^ethtool [\w.@-]+$/,
    file: /^ethtool/,
    content: /^Settings for |^\s*Supported link modes:|^\s*Link detected: /m,
  },
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
    content: /^(?:Windows\w+|Cs\w+|Bios\w+|Os\w+)\s+: |Power Scheme GUID/m,
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

/** Lines that a user types before the command itself. */
const wrappers =
  /^(?:sudo(?: -\w+)*|time|LC_ALL=\S+|LANG=\S+|env|taskset -c \S+|\/[\w/]*bin(?=\/))[\s/]+/

/** `sudo /sbin/ethtool -i eth0 | grep x` is `ethtool -i eth0`. */
export function bareCommand(typed: string): string {
  let command = typed.trim()
  while (wrappers.test(command)) command = command.replace(wrappers, '')
  return command.replace(/\s*(?:[|;>]|&&|2>).*$/, '').trim()
}

export function recogniseCommand(typed: string): CommandId | undefined {
  const command = bareCommand(typed)
  return rules.find(rule => rule.command?.test(command))?.id
}

/** By name where the name says it, else by content; the content is the surer of the two. */
export function recogniseFile(path: string, text: string): CommandId | undefined {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  const start = text.slice(0, 65_536)
  const named = rules.find(rule => rule.file?.test(name))
  if (named?.content?.test(start)) return named.id
  const seen = rules.find(rule => rule.content?.test(start))?.id
  return seen ?? named?.id ?? rules.find(rule => rule.file?.test(parts.at(-2) ?? ''))?.id
}

/** What is typed, or the file that is read, where that is not the command's own name. */
const names: { readonly [command in CommandId]?: string } = {
  'ethtool-fec': 'ethtool --show-fec',
  ip: 'ip link',
  cmdline: '/proc/cmdline',
  'os-release': '/etc/os-release',
  meminfo: '/proc/meminfo',
  cpuinfo: '/proc/cpuinfo',
  interrupts: '/proc/interrupts',
  sysfs: '/sys',
  'nvme-list': 'nvme list',
  multipath: 'multipath -ll',
  tuned: 'tuned-adm',
  'qm-config': 'qm config',
  qemu: 'ps of QEMU',
  libvirt: 'virsh dumpxml',
  powershell: 'PowerShell',
  'fio-job': 'fio job',
  tools: 'versions of tools',
}

/** A command as people call it: `ethtool -i`, `/proc/cmdline`. */
export function nameCommand(command: CommandId): string {
  return names[command] ?? command.replace(/^ethtool-/, 'ethtool -')
}
