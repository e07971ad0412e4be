import { isWordOfTools } from './words.ts'

/** What is private, in the words that a pseudonym begins with: `serial-2`, `host-1`. */
const kinds = [
  'serial',
  'uuid',
  'asset',
  'sku',
  'mac',
  'guid',
  'wwn',
  'nqn',
  'iqn',
  'ip',
  'host',
  'domain',
  'user',
  'organization',
  'secret',
  'product-id',
  'name',
  'location',
  'word',
] as const
export type Kind = (typeof kinds)[number]

/** How each kind is named to readers, with its plural. */
export const kindNames: { [kind in Kind]: [one: string, many: string] } = {
  serial: ['serial number', 'serial numbers'],
  uuid: ['UUID', 'UUIDs'],
  asset: ['asset tag', 'asset tags'],
  sku: ['stock-keeping number', 'stock-keeping numbers'],
  mac: ['MAC address', 'MAC addresses'],
  guid: ['GUID', 'GUIDs'],
  wwn: ['world wide name', 'world wide names'],
  nqn: ['NQN', 'NQNs'],
  iqn: ['IQN', 'IQNs'],
  ip: ['IP address', 'IP addresses'],
  host: ['host name', 'host names'],
  domain: ['domain', 'domains'],
  user: ['user name', 'user names'],
  organization: ['organisation', 'organisations'],
  secret: ['secret', 'secrets'],
  'product-id': ['product ID', 'product IDs'],
  name: ['name', 'names'],
  location: ['location', 'locations'],
  word: ['word that is not known', 'words that are not known'],
}

/** A pseudonym, so that nothing is replaced twice. */
export const pseudonym = new RegExp(`^(?:${kinds.join('|')})-\\d+$`)

/** Pseudonyms inside of other words. */
export const pseudonyms = new RegExp(
  `(?<![A-Za-z0-9])(?:${kinds.join('|')})-\\d+(?![A-Za-z0-9])`,
  'g',
)

/** The words of a text that pseudonyms could be taken for: `user-38` of `net-user-38`. */
export function listLikePseudonyms(text: string): string[] {
  return text.match(pseudonyms) ?? []
}

/** What tools write where they know nothing; it hides nobody and tells the reader something. */
const noValue =
  /^(?:|n\/?a|none|null|nil|-+|\.+|\*+|x+|[0:.-]+|0x0+|[f:.-]+|1?0?123456789(?:abcdef)?|unknown!?|unspecified|undefined|not.?(?:specified|available|provided|present|set|applicable|defined|supported)|no|yes|on|off|true|false|empty|default(?:.?string)?|to.?be.?filled.*|o\.?e\.?m\.?|system.?(?:serial.*|product.*|version|name|manufacturer)|chassis.?(?:serial.*|version|asset.*)|serial(?:.?number)?|asset.?(?:tag.*|\d+)|base.?board.*|no.?(?:module.*|asset.*|dimm|tag)|[<[(].*[>\])]|filter(?:ed)?|removed|redacted|hidden|skipped|fffe|invalid|bad.*index.*|close|clear|open|enabled|disabled|success|chap|md5|error|success)$/i

/** Names that thousands of machines share: hidden where they stand, kept everywhere else. */
const generic =
  /^(?:localhost|localdomain|localhost4?6?|debian|ubuntu|fedora|centos|redhat|rhel|suse|arch|linux|windows|windows-pc|pve|proxmox|proxmox-ve|server|host|node|client|vm|guest|test|lab|desktop|laptop|workstation|machine|storage|target|initiator|root|admin|administrator|user|users|guest|public|default|all|ubuntu-server|raspberrypi|kvm|qemu|esxi|docker|container|workgroup|mshome|system|kernel|daemon|nobody|home|tmp|shared|build|buildd|builder|mockbuild|abuild|oracle|azure|aws|cloud|virtual|bios|name|domain|disk|data|iscsi|nvme|local|lan|internal|com|org|net|none|live|core|base|main|boot|sda|nvme0n1|eth0|password|secret|model|x86_64|amd64|aarch64)$/i

/** Accounts that every installation has, of a cloud or a distribution too. */
export function isCommonUser(name: string): boolean {
  return /^(?:root|admin|administrator|user|users|public|default|guest|nobody|ubuntu|debian|fedora|centos|rocky|almalinux|ec2-user|opc|azureuser|vagrant|runner|jenkins|core|pi|all users|git|nt authority.*|builtin.*|bin|daemon|sys|mail|man|lp|sync|games|news|uucp|proxy|backup|list|irc|operator|ftp|postfix|postgres|mysql|www-data|apache|nginx|_?apt|_?chrony|ntp|sshd?|dbus|messagebus|polkitd?|avahi|colord|rtkit|syslog|uuidd|tss|tcpdump|statd|rpc|rpcuser|dnsmasq|libvirt-qemu|libvirt-dnsmasq|qemu|kvm|ceph|sanlock|saslauth|pcp|nfsnobody|setroubleshoot|geoclue|gdm|lightdm|systemd(?:-[\w-]+|\+)?)$/i.test(
    name,
  )
}

/** Of addresses that kernels and fio print on every machine: who packs Debian's, who wrote pps_core. */
const inEveryKernel = new Set([
  'debian-kernel',
  'lists.debian.org',
  'giometti',
  'rodolfo',
  'linux.it',
  'axboe',
  'kernel.dk',
])

export function isInEveryKernel(value: string): boolean {
  return inEveryKernel.has(value.toLowerCase())
}

/** Whether a value behind a label says nothing, such as `To Be Filled By O.E.M.`. */
export function isNoValue(value: string): boolean {
  return noValue.test(value.trim()) || pseudonym.test(value.trim())
}

/** Whether a learnt value is sure enough to be replaced wherever it stands. */
export function isTelling(kind: Kind, value: string): boolean {
  // What is sold under one number is the same thing everywhere: it hides where it stands.
  if (kind === 'sku' || kind === 'organization' || generic.test(value) || isWordOfTools(value))
    return false
  if (kind === 'host' || kind === 'user' || kind === 'domain') return value.length >= 3
  if (kind === 'ip') return true
  // A number stands for something else elsewhere: it is hidden where it is.
  if (kind === 'word') return value.length >= 4 && !/^[\d_.:@+-]+$/.test(value)
  // Plain words stand for other things elsewhere, and so do numbers as long as fio and perf count.
  if (value.length < 5 || /^[A-Za-z]{1,7}$/.test(value)) return false
  return !/^\d{1,10}$/.test(value)
}
