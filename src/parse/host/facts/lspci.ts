import type { Line } from '../captures/capture.ts'
import type { FactParser, Found } from './fact.ts'

const heading =
  /^(?<address>(?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (?<kind>[^:"]+): (?<name>.+)$/
/** A single device pasted without its address. */
const headless =
  /^(?<kind>Ethernet controller|Network controller|Infiniband controller|Non-Volatile memory controller|Serial Attached SCSI controller|RAID bus controller|SCSI storage controller|SATA controller): (?<name>.+)$/i
const wanted =
  /ethernet|network|infiniband|non-volatile|nvme|sas|scsi|raid|sata|fibre|mass storage/i

const fields: readonly [key: Found['key'], pattern: RegExp][] = [
  ['pci-numa-node', /NUMA node:? (\d+)/],
  ['pci-iommu-group', /IOMMU group:? (\d+)/],
  ['pci-link-capability', /^\s*LnkCap:\s.*?Speed ([\d.]+GT\/s[^,]*, Width x\d+)/],
  ['pci-link-status', /^\s*LnkSta:\s.*?Speed ([\d.]+GT\/s(?: \(\w+\))?, Width x\d+(?: \(\w+\))?)/],
  ['pci-max-payload', /^\s*MaxPayload (\d+ bytes), MaxReadReq/],
  ['pci-max-read-request', /MaxReadReq (\d+ bytes)/],
  ['pci-driver', /^\s*Kernel driver in use: (\S+)/],
]

/**
 * Parse lspci for the devices that storage goes through. Where the capabilities could not be
 * read, the link's state is not known, and nothing is said of it.
 */
export const parseLspci: FactParser = lines => {
  const found: Found[] = []
  let device: { subject: string; isWanted: boolean; seen: Set<string> } | undefined
  const hasHeadings = lines.some(({ text }) => heading.test(text) || headless.test(text))
  if (!hasHeadings) device = { subject: 'unknown device', isWanted: true, seen: new Set() }
  for (const line of lines) {
    const groups = (heading.exec(line.text) ?? headless.exec(line.text))?.groups
    if (groups) {
      const { address, kind = '', name = '' } = groups
      device = { subject: address ?? kind, isWanted: wanted.test(kind), seen: new Set() }
      if (device.isWanted)
        found.push({
          key: 'pci-device',
          subject: device.subject,
          value: name.trim(),
          line: line.number,
        })
    } else if (device?.isWanted) {
      found.push(...toFound(line, device))
    }
  }
  return found
}

function toFound(
  { text, number }: Line,
  { subject, seen }: { subject: string; seen: Set<string> },
): Found[] {
  return fields.flatMap(([key, pattern]) => {
    const value = pattern.exec(text)?.[1]
    if (value === undefined || seen.has(key)) return []
    seen.add(key)
    return { key, subject, value, line: number }
  })
}
