import { type CommandId, commandRules as rules } from './command-rules.ts'

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

/** By the file's name alone, or that of its folder. */
export function recogniseName(path: string): CommandId | undefined {
  const parts = path.split('/')
  const [name = '', folder = ''] = [parts.at(-1), parts.at(-2)]
  return [name, folder]
    .map(part => rules.find(rule => rule.file?.test(part))?.id)
    .find(id => id !== undefined)
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
  'nvme-id-ctrl': 'nvme id-ctrl',
  'nvme-smart-log': 'nvme smart-log',
  'ethtool-other': 'ethtool',
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
