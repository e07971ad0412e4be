/**
 * Forms that cannot name anybody: numbers with units, versions, addresses of PCI, names that the
 * kernel gives to devices, files of programs, names of settings and events. A form tells which
 * parts of it must be known words for it to be public.
 */
export type Grammar = (chunk: string, isKnown: (words: string) => boolean) => boolean

const units =
  'k|m|g|t|p|e|b|[kmgtpe]i?b(?:ps|it)?|[kmgt]bits?|[kmgt]bytes?|[kmgt]bps|bits?|bytes?|[kmgt]b?/s|pib|hz|[kmgt]hz|mt|gt|s|ms|us|ns|ps|sec|secs|usec|msec|nsec|min|mins|h|d|w|mw|uw|v|mv|uv|a|ma|ua|c|f|j|uj|rpm|x|u|th|st|nd|rd|iops|kiops|mios|lanes?|cores?|way|ghz|ull|ul|ll|l|h|core|port|pages?|db|dbm|nm|mm|inch|in|y|rc|gbase|base|gige?|gbe|r|p|n|q|i|o|z'

/** A pattern whose whole match is public. */
function whole(pattern: string, flags = 'i'): Grammar {
  const compiled = new RegExp(`^(?:${pattern})$`, flags)
  return chunk => compiled.test(chunk)
}

/** A pattern whose groups must be known words, where they matched at all. */
function around(pattern: string): Grammar {
  const compiled = new RegExp(`^${pattern}$`, 'i')
  return (chunk, isKnown) => {
    const match = compiled.exec(chunk)
    return match?.slice(1).every(group => group === undefined || isKnown(group)) ?? false
  }
}

const number = String.raw`\d{1,8}(?:\.\d{1,9})?`
const pci = String.raw`(?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}(?:\.[0-7])?`
const distribution =
  'amd64|x86|x86_64|i[3-6]86|arm64|aarch64|armhf|armv[78]l?|ppc64(?:le|el)?|s390x?|riscv64|noarch|all|any|generic|el\\d+(?:_\\d+)*|fc\\d+|deb\\d+u?\\d*|ubuntu\\d*|debian|rc\\d*|lts|default|pve\\d*|azure|aws|gcp|oracle|kvm|cloud|rt\\d*|dirty|arch\\d*|zen|hardened|lowlatency|dfsg\\d*|ds\\d*|git\\w{0,2}|g[0-9a-f]{7,12}|beta\\d*|alpha\\d*|pre\\d*|debug|bpo\\d*|build\\d*|fips|uek|el|fc|b\\d+|r\\d+|p\\d+|v\\d+|c\\d+|vz\\d+|esxi?|mlnx|ofed|inbox|rhel\\d*|suse|sles|opensuse|bp\\d+|lp\\d+|module|cip|snapshot|stable|release|final|ga|hwe|esm\\d*|edge|oem|open|really\\d*|ioe|km|lkp|next|tip|bookworm|bullseye|buster|trixie|jammy|focal|bionic|noble|xenial'
const version = String.raw`v?\d{1,8}[a-z]?\d{0,3}(?:[.:+~_-](?:\d{1,8}[a-z]{0,2}\d{0,3}|${distribution})){0,12}`
/** Endings of names of files. */
export const extensions =
  'txt|log|out|err|json|jsonl|csv|tsv|xml|yaml|yml|toml|html?|md|rst|svg|png|pdf|gz|xz|zst|bz2|zip|tar|tgz|conf|cfg|config|ini|fio|job|sh|bash|ps1|bat|exe|dll|sys|py|pl|rb|js|ts|c|h|cc|cpp|rs|go|s|o|a|so|ko|bin|img|iso|qcow2|raw|vmdk|vdi|fd|rom|efi|deb|rpm|service|socket|target|mount|automount|swap|slice|scope|timer|path|device|data|dat|db|lock|pid|tmp|bak|old|orig|rules|list|repo|pc|mod|inf|cat|el\\d'
const tracepoints =
  'block|sched|syscalls|irq|irq_vectors|kvm|kvmmmu|nvme|scsi|ext4|xfs|btrfs|writeback|timer|workqueue|power|net|tcp|sock|skb|kmem|raw_syscalls|io_uring|vhost|virtio|signal|task|module|iommu|filemap|vmscan|compaction|migrate|page_isolation|pagemap|cgroup|cpuhp|devlink|dma_fence|fib|hda|huge_memory|intel_iommu|jbd2|lock|mce|mdio|msr|napi|neigh|oom|percpu|printk|qdisc|ras|random|rcu|regmap|regulator|rpm|rtc|sunrpc|swiotlb|thermal|thp|tlb|tls|udp|vmalloc|vsyscall|wbt|x86_fpu|xdp|xen|xhci-hcd'
const modifiers = '[ukhGHpPSDIWeb]{1,5}'

/** Names of CPUs, interfaces, disks and other things by number, as the kernel gives them. */
const counted = [
  String.raw`(?:cpu|node|core|socket|package|die|cluster|queue|ring|rxq?|txq?|tx-|rx-|txrx-|tc|vf|pf|port|lane|irq|pmd|lcore|zone|bank|dimm|channel|chan|mc|csrow|rank|thread|worker|index|state|cooling_device|thermal_zone|hwmon|temp|fan|in|power|pwm|event|input|card|controlc|renderd|hctx|target|host|rport|session|connection|iface|port|phy|expander|end_device|bus|usb|ttys?|tty|pts|console|loop|ram|zram|nbd|rbd|md|sr|sg|ses|st|nst|dm-|scsi|ata|link|dev|mtd|ubi|vol|gpio|i2c-|spi|drive|disk|virtio|net|drv|pc|hostfwd|scsi-|scsihw|mpath|nvme|mlx[45]?_|mlx|hfi1_|bnxt_re|irdma|rxe|siw|ib|umad|uverbs|issm|isert|slot|l[123]|c|p|m|r|n|q|w|x|s|b|d|v|t|gen|raid|chunk|blk|bdev|job|group|class|pass|step|phase|round|run|rep|repeat|iter|iteration|trial|try|attempt|sample|take|variant|case|fn|func|function|arg|opt|reg|bit|byte|word|reserved|rsvd|unused|pad|line|col|row)\d{1,4}(?:-\d{1,4})?`,
  String.raw`en(?:o\d{1,5}|p\d+s\d+(?:f\d+)?(?:np\d+|d\d+|v\d+)*|s\d+(?:f\d+)?(?:np\d+|d\d+|v\d+)*|P\d+p\d+s\d+(?:f\d+)?(?:np\d+)?)(?:[.-]\d{1,4})?`,
  String.raw`(?:eth|wlan|vmnic|vmk|vmhba|ib|bond|br|vmbr|virbr|tap|vnet|tun|veth|macvtap|macvlan|team|em|p\d+p|wlp\d+s|wwan|docker|lxcbr|usb|dummy|sit|gre|gretap|erspan|ip6tnl|tunl|ifb|fwbr|fwln|fwpr|vf|pf|port|xenbr|vif)\d{1,4}(?:[ipnsfv]\d{1,4})*(?:_\d|-nic|-rx-\d+|-tx-\d+|-TxRx-\d+)?(?:\.\d{1,4})?`,
  '(?:sd|vd|xvd|hd)[a-z]{1,2}\\d{0,3}',
  String.raw`nvme\d{1,3}(?:c\d{1,3})?(?:n\d{1,3})?(?:p\d{1,3})?(?:q\d{1,4}|-q\d+)?`,
  String.raw`mmcblk\d(?:boot\d|rpmb|p\d+)?`,
  String.raw`mlx[45]_\w{0,6}-?\d{1,3}(?:@pci:${pci})?`,
  String.raw`(?:t|s|f|c|p)\d{1,4}(?:[tsfcp]\d{1,4}){1,3}`,
].join('|')

const device = new RegExp(`^(?:${counted})$`, 'i')

/** Whether a word is a name that the kernel or a tool gives by number. */
export function isDevice(word: string): boolean {
  return device.test(word)
}

/** `net.ipv4.conf.eth0.arp_ignore`: each word must be known, and the device that it is of. */
const settings: Grammar = (chunk, isKnown) =>
  /^(?:kernel|vm|fs|net|dev|abi|debug|crypto|sunrpc|user(?=\.max_))\.[\w.-]+$/.test(chunk) &&
  chunk.split('.').every(part => isKnown(part) || part.split('-').every(isKnown))

/** What commands are asked for, in names of files that hold their answers. */
const asked =
  'show|list|all|link|addr|address|route|id|ctrl|ns|smart|log|stats?|status|info|before|after|cmdline|interrupts|meminfo|cpuinfo|softirqs|version|modules|mounts|swaps|partitions|diskstats|loadavg|system|memory|bios|processor|baseboard|hardware|host|guest|queues?|block|blockstats|net|vm|fs|kernel|numa|nodes?|cpus?|cpufreq|governor|idle|devices?|disks?|pci|usb|tree|json|txt|verbose|features?|coalesce|ring|rings|channels|driver|statistics|pools?|volumes?|config|conf|release|tuned|profile|limits|sessions?|subsys|paths?|nvme|scsi|sata|topology|migration|kvm|capabilities|command|line'

export const grammars: readonly Grammar[] = [
  whole(String.raw`(?:${number})(?:${units})`),
  whole(String.raw`${number}(?:${units})?(?:-${number}(?:${units})?){1,3}`),
  whole(String.raw`(?:\d{1,6}(?:\.\d{1,9})?(?:d|hrs?|h|mins?|m|secs?|s|ms|us|ns)[:]?){2,6}`),
  whole('0x[0-9a-f]{1,11}'),
  whole('0x0*[0-9a-f]{1,11}(?:-0x0*[0-9a-f]{1,11})?|0x0*f+[0-9a-f]?0*'),
  whole('[0-9][0-9a-f]{1,3}|[0-9a-f]{2}h?|0[0-9a-f]{4}h'),
  whole('[0-9a-f]?[0f]{2,64}[0-9a-f]?'),
  whole(
    '0{4,}[0-9a-f]{1,8}(?:-0{4,}[0-9a-f]{1,8})?|(?:0x)?ffff[89a-f][0-9a-f]{11}|(?:55|56|7[ef])[0-9a-f]{10}',
  ),
  // Windows of PCI on the bus: round where they begin and end; of eight digits, whole pages.
  whole('[0-9a-f]{5}000', ''),
  whole('(?:0x)?[0-9a-f]{1,9}0{5,}|(?:0x)?[0-9a-f]{1,11}0{3,}-(?:0x)?[0-9a-f]{1,11}f{3,}', ''),
  whole('[0-9a-f]{4}:[0-9a-f]{4}(?:\\.[0-9a-f]{4})?|[0-9a-f]{2}-[0-9a-f]{2}'),
  whole(
    String.raw`(?:pci-?|pci@|(?:virtio|dw)-pci-|(?:IR-)?PCI-MSIX?-)?${pci}(?:-(?:nvme|sas|ata|scsi|usb|fc|virtio|ide|sata|serial|phy\d+|lun|part\d+|nst|enc|\d{1,3}(?:[.:]\d{1,4})*))*`,
  ),
  whole('pci[0-9a-f]{4}:[0-9a-f]{2}|PNP[0-9A-F]{4}:[0-9a-f]{2}|ACPI[0-9A-F]{4}:[0-9a-f]{2}'),
  whole(
    String.raw`\d{4}-\d{2}-\d{2}T\d{2}[:-]?\d{2}(?:[:-]?\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?`,
  ),
  whole(String.raw`\d{8}T\d{6}(?:\.\d{1,9})?(?:Z|[+-]\d{4})?|\d{1,2}:\d{2}(?::\d{2})?(?:am|pm)`),
  whole(
    String.raw`(?:\d{1,4}-)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:-\d{1,4}(?:-\d{1,2}:\d{2}(?::\d{2})?)?)?`,
  ),
  whole(version),
  whole('L1d:L1i:L2(?::L3)?'),
  whole(String.raw`\d{1,4}[a-z]{0,4}\d{0,3}-(?:ubuntu|debian)`),
  whole(String.raw`v?\d+(?:\.\d+)+[a-z]?\d?(?:-\d+)?-g[0-9a-f]{7,12}(?:-dirty)?|g[0-9a-f]{7,12}`),
  // Repeats of a measurement; any other word and number may be a machine.
  whole('(?:run|rep|repeat|iter|iteration|trial|round|sample|attempt|variant)[-_.]\\d{1,4}'),
  // A word and a number without a point may be a machine or a ticket: `web-12`, `INC-90417`.
  around(
    String.raw`([a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*){0,4})[-:_/=]?(?=v?\d+[a-z]?[.:+~]\d)(?:${version})`,
  ),
  around(String.raw`([a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*){0,4})[:_/=](?:v?\d{1,8})`),
  whole(
    '(?:system|unconfined|user|staff|sys)_u:\\w+_r:\\w+_t:s\\d+(?::c\\d+(?:,c\\d+)?)?|CVE-\\d{4}-\\d{4,6}(?::OK|:VULN)?|(?:UTC|GMT)[+-]\\d{1,2}:\\d{2}',
  ),
  whole('[0-9a-f]{6,12}-[0-9a-f]{6,12}'),
  whole('(?:memory|ioport):[0-9a-f]{2,16}-[0-9a-f]{2,16}|(?:ioport):[0-9a-f]{2,4}'),
  whole('0{1,4}(?:[-:.]0{1,4})+|f{1,4}(?:[-:.]f{1,4})+'),
  // Keys by which network cards spread packets.
  whole('(?:[0-9a-f]{2}:){39}[0-9a-f]{2}|(?:[0-9a-f]{2}:){51}[0-9a-f]{2}'),
  // Files that captures of commands are written to: `uname-a`, `lsblk-t`.
  around(
    String.raw`(?:uname|lsblk|sysctl|numactl|ethtool|lspci|lscpu|ip|nvme|ps|df|free|proc|etc|sys|dmidecode|smartctl|multipath|iscsiadm|virsh|qm|pve|findmnt|lsscsi|dmesg|tuned|cpupower|perf|fio|query|qmp|qemu|vmstat|mpstat|iostat)(?:-(?:[a-z]{1,2}|${counted}|${asked})){1,3}`,
  ),
  whole('DDR[2-5]_[A-P]\\d{1,2}|MT_\\d{10}|BIOS-e820|blk-mq(?:-\\w+)?|pve-(?:root|swap|data)'),
  around(String.raw`([a-z0-9][a-z0-9+.-]*)_${version}_(?:${distribution})(?:\.u?deb)?`),
  whole(counted),
  // Paths to disks of ESXi, and its policies of paths.
  whole(String.raw`(?:mpx\.)?vmhba\d{1,3}(?::C\d{1,4})?(?::T\d{1,4})?(?::L\d{1,5})?`),
  whole('VMW_(?:SATP|PSP)_[A-Z]{2,12}(?:_[A-Z]{2,12})?', ''),
  around(String.raw`(?:${counted})[-_.:@]([a-z][\w-]*)`),
  around(String.raw`([a-z]\w*)[-_.:@](?:${counted})`),
  around(
    String.raw`([\w+-]+?)(?:\.\d{1,3})?(?:\.(?:${extensions})(?:\.\d{1,3})*){1,4}(?::\d{1,6})?`,
  ),
  // Logs of fio, by what they hold and of which job: `randread_clat.1.log`.
  around(
    String.raw`([a-z][a-z0-9-]*)_(?:clat|slat|lat|bw|iops)(?:_hist)?(?:\.\d{1,5})?\.log(?:\.(?:gz|fz))?`,
  ),
  around(String.raw`(?:lib)?([\w+-]+?)(?:-\d+(?:\.\d+)*)?\.so(?:\.\d{1,4}){0,4}`),
  // Code that a program made as it ran, by its process; jumps into libraries; queues of virtio's devices.
  whole(
    String.raw`perf-\d{1,7}\.map|plt|virtio\d+-(?:req|input|output|control|event|config|requests?|hiprio|virtqueues)(?:\.\d+)?`,
  ),
  // What `grep` prints of the files of sysfs and procfs.
  around(
    String.raw`(?:model|vendor|rev|type|state|status|scheduler|modalias|driver|class|mode):([a-z]\w*)`,
  ),
  around(String.raw`([a-z][\w.+-]*)-(?:x86_64|i386|aarch64|arm|ppc64|s390x|riscv64)-cpu`),
  settings,
  around(String.raw`(?:${tracepoints}):([a-z]\w+)(?::${modifiers})?`),
  around(String.raw`([a-z][\w-]*(?:\.[a-z0-9_]+){0,4}):${modifiers}`),
  around(String.raw`([a-z][\w-]*):(?:-?${number}(?:${units})?|0x[0-9a-f]{1,8}|${version})`),
  around(
    String.raw`([a-z]\w*):(?:not|on|off|yes|no|true|false|none|enabled?|disabled?|ok|mitigation|vulnerable|unknown|auto|always|never|ro|rw)`,
  ),
  // Settings of the kernel: no name of a machine has `_`.
  around(String.raw`([a-z]\w*_\w*):([a-z]\w*)`),
  around(String.raw`([a-z]\w*):([a-z]\w*_\w*)`),
  around(String.raw`([a-z]\w*)\.([a-z]\w*_\w+)`),
  around(String.raw`([a-z]\w*_\w+)\.([a-z]\w*)`),
  around(String.raw`(?:-?${number}):([a-z]\w*)`),
  whole('m?\\d+@0x[0-9a-f]+'),
  around(
    String.raw`(?:non|pre|re|multi|sub|self|auto|co|un|semi|anti|over|under|inter|intra|super|hyper|per|in|on|off|up|down|to|half|full|single|dual|double|quad|low|high|fast|slow|read|write|first|last|all|no|x86|x86_64|64|32|16|8|\d{1,3})-([a-z]+)`,
  ),
  around(
    String.raw`([a-z]+)-(?:only|based|like|aware|level|side|specific|bit|mode|wide|in|out|up|down|off|on|to|of|by|per|size|count|id|name|type|depth|rate|time|path|max|min|free|safe|ready|ahead|behind|back|through|through|core|port|lane|pin|way)`,
  ),
  whole(
    String.raw`(?:E[357]|D|W|X|L|i[3579]|Gold|Platinum|Silver|Bronze|EPYC|Ryzen|Core|Atom|Xeon)-\d{3,5}[A-Z]{0,3}\d?(?:v\d)?`,
  ),
  whole(
    String.raw`PC[2-5]L?-\d{3,5}[A-Z]{0,2}(?:-[A-Z0-9]{1,4})*|DDR[2-5]-\d{3,5}|\d{3,6}[a-z]?base[-\w/]{1,20}`,
  ),
]
