import type { FactParser, Found } from './fact.ts'
import { parseCmdline } from './kernel.ts'

/**
 * What the kernel's log says once, at boot, and nobody else repeats. A line may begin with a time
 * or, as on RHEL 7 and where it was filtered, without.
 */
const logged: readonly [key: Found['key'], pattern: RegExp][] = [
  ['machine-product', /(?:^|\] |: )DMI: (?<value>.{1,200}?), BIOS /],
  ['bios-version', /(?:^|\] |: )DMI: .{1,200}?, BIOS (?<value>\S+)/],
  ['bios-date', /(?:^|\] |: )DMI: .{1,200}?, BIOS [^\n]{0,80}?(?<value>\d\d\/\d\d\/\d{4})$/],
  ['vm-hypervisor', /(?:^|\] |: )Hypervisor detected: (?<value>.+)$/],
  ['kernel-release', /(?:^|\] |: )Linux version (?<value>\d\S*)/],
  ['cpu-model', /\bCPU0: (?<value>(?:Intel|AMD|Hygon)\S{0,4} .{1,80}?) (?:\(fam|stepping)/],
  [
    'pci-bandwidth',
    /(?<subject>\b\w{1,40} [0-9a-f]{4,5}:[0-9a-f:.]{1,10})[^:]{0,40}: (?<value>[\d.]{1,10} Gb\/s available PCIe bandwidth.*)/,
  ],
  [
    'pci-bandwidth',
    /(?<subject>\b\w{1,40} [0-9a-f]{4,5}:[0-9a-f:.]{1,10})[^:]{0,40}: (?<value>PCI-Express bandwidth available for this (?:card|device) .*)/,
  ],
  [
    'nic-firmware',
    /(?<subject>mlx[45]_core [0-9a-f]{4,5}:[0-9a-f:.]{1,10}): firmware version: (?<value>\S+)/,
  ],
  [
    'nic-firmware',
    /(?<subject>\b(?:i40e|ice|iavf) [0-9a-f]{4,5}:[0-9a-f:.]{1,10}): fw (?<value>\d[\w.]* api \S+(?: nvm [\w. ]{1,40}\w)?)/,
  ],
  [
    'nic-speed',
    /\b(?<subject>[\w.@-]{1,16}):? NIC Link is up,? (?<value>[\d.]+ ?[GM]bps(?:,? (?:Full|Half) Duplex)?)/i,
  ],
  [
    'hba-model',
    /(?<subject>\bmpt[23]sas(?:_cm)?\d{1,3}): (?<value>LSI\w{1,20}|\w{1,20}): FWVersion/,
  ],
  ['hba-firmware', /(?<subject>\bmpt[23]sas(?:_cm)?\d{1,3}): .{0,40}FWVersion\((?<value>[\d.]+)\)/],
  [
    'hba-firmware',
    /(?<subject>\bmegaraid_sas [0-9a-f:.]{1,14}): FW package (?:version|:) ?:?\s?(?<value>[\d.-]+)/i,
  ],
  ['disk-queues', /nvme (?<subject>nvme\d+): (?<value>\d+\/\d+\/\d+ default\/read\/poll queues)/],
  [
    'disk-write-cache',
    /\bsd [\d:]{1,20}: \[(?<subject>sd\w{1,4})\] Write cache: (?<value>enabled|disabled)/,
  ],
  [
    'disk-size',
    /\bsd [\d:]{1,20}: \[(?<subject>sd\w{1,4})\] \d+ [\d-]+byte (?:logical|hardware) (?:blocks|sectors): \((?<value>[^)]{1,40})\)/,
  ],
  ['disk-model', /\bscsi (?<subject>[\d:]{7,20}): Direct-Access {5}(?<value>.{25}) .{4} PQ: /],
  [
    'disk-firmware',
    /\bscsi (?<subject>[\d:]{7,20}): Direct-Access {5}.{25} (?<value>\S{1,4}) *PQ: /,
  ],
  ['hba-model', /\bscsi (?<subject>[\d:]{7,20}): RAID {14}(?<value>.{25}) .{4} PQ: /],
  ['hba-firmware', /\bscsi (?<subject>[\d:]{7,20}): RAID {14}.{25} (?<value>\S{1,4}) *PQ: /],
  ['disk-model', /\b(?<subject>ata\d+\.\d\d): ATA-\d+: (?<value>[^,]{1,40}), [^,]{1,10}, max /],
  ['disk-firmware', /\b(?<subject>ata\d+\.\d\d): ATA-\d+: [^,]{1,40}, (?<value>[^,]{1,10}), max /],
  ['iommu', /iommu: (?<subject>Default domain) type: (?<value>.+)/],
  ['iommu', /(?:AMD-Vi: |DMAR: )(?<value>IOMMU enabled|Interrupt remapping enabled|AMD IOMMUv2.*)/],
  [
    'cpu-microcode',
    /microcode: .{0,100}(?:revision: |revision=|patch_level=|to revision )(?<value>0x[0-9a-f]+)/,
  ],
]

const trouble =
  /(?:\bnvme\w{0,20} .{0,200}(?:timeout|reset controller|I\/O \d+ QID)|NETDEV WATCHDOG|tx timeout|(?<!SATA )link (?:is )?down|I\/O error|blk_update_request|connection\d{1,10}:\d{1,10}: (?:ping timeout|detected conn error))/i

/** The time, or the facility and level, that a line of the log begins with. */
const stamp = /^(?:\w+ *:\w+ *: )?(?:<\d+>)?\[[^\]]{1,40}\] ?/

/** Parse the kernel's log: what it says of the machine, and of what went wrong. */
export const parseDmesg: FactParser = lines => {
  const isStamped = lines.filter(({ text }) => stamp.test(text)).length * 2 > lines.length
  const said = lines.filter(({ text }) => (isStamped ? stamp.test(text) : text.trim() !== ''))
  const [start] = said
  if (!start) return []
  const bad = said.filter(({ text }) => trouble.test(text))
  const [first] = bad
  const found: Found[] = [...toLogged(lines), ...toOptions(lines)]
  found.push({ key: 'kernel-log', value: `${said.length} lines`, line: start.number })
  if (!first) return found
  const value = `${bad.length} ${bad.length === 1 ? 'line' : 'lines'}, first: ${first.text.replace(stamp, '').slice(0, 120)}`
  return [...found, { key: 'kernel-trouble', value, line: first.number }]
}

/** The first of each; a clock's source is the last that was switched to. */
function toLogged(lines: Parameters<FactParser>[0]): Found[] {
  const found = new Map<string, Found>()
  for (const { text, number } of lines) {
    const clock = /\bSwitched to clocksource (\w+)/i.exec(text)?.[1]
    if (clock) found.set('clock', { key: 'kernel-clocksource', value: clock, line: number })
    for (const [key, pattern] of logged) {
      const { subject, value } = pattern.exec(text)?.groups ?? {}
      const id = `${key} ${subject}`
      if (value !== undefined && !found.has(id))
        found.set(id, { key, subject, value: value.trim().replaceAll(/ +/g, ' '), line: number })
    }
  }
  return [...found.values()]
}

/** `Command line:` of early code and `Kernel command line:` of later code say the same. */
function toOptions(lines: Parameters<FactParser>[0]): Found[] {
  for (const { text, number } of lines) {
    const command = /\b(?:Kernel c|C)ommand line: (.+)$/.exec(text)?.[1]
    if (command) return parseCmdline([{ text: command, number }])
  }
  return []
}
