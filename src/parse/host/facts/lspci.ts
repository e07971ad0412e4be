import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, toPairs } from './fact.ts'

const heading =
  /^(?<address>(?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (?:(?<kind>[^:"]+): (?<name>.+)|"(?<class>[^"]*)" "(?<vendor>[^"]*)" "(?<device>[^"]*)")/
/** A single device pasted without its address. */
const headless =
  /^(?<kind>Ethernet controller|Network controller|Infiniband controller|Non-Volatile memory controller|Serial Attached SCSI controller|RAID bus controller|SCSI storage controller|SATA controller): (?<name>.+)$/i
/** Kinds by their names; with `-n`, classes 01 (storage) and 02 (network) by their numbers. */
const wanted =
  /ethernet|network|infiniband|non-volatile|nvme|sas|scsi|raid|sata|fibre|mass storage|^(?:Class )?0[12][0-9a-f]{2}$/i

const fields: readonly [key: Found['key'], pattern: RegExp][] = [
  ['pci-numa-node', /NUMA node:? (\d+)/],
  ['pci-iommu-group', /IOMMU group:? (\d+)/],
  ['pci-link-capability', /^\s*LnkCap:\s.*?Speed ([\d.]+GT\/s[^,]*, Width x\d+)/],
  ['pci-link-status', /^\s*LnkSta:\s.*?Speed ([\d.]+GT\/s(?: \(\w+\))?, Width x\d+(?: \(\w+\))?)/],
  ['pci-max-payload', /^\s*MaxPayload (\d+ bytes), MaxReadReq/],
  ['pci-max-read-request', /MaxReadReq (\d+ bytes)/],
  ['pci-driver', /^\s*Kernel driver in use: (\S+)/],
  ['pci-subsystem', /^\s*Subsystem: (\S.*)$/],
  ['pci-part-number', /^\s*\[PN\] Part number: (\S.*)$/],
]

/**
 * Parse lspci for the devices that storage goes through: its list with any `-v`, with numbers
 * (`-n`), as records (`-vmm`, `-mm`) and as a tree (`-tv`). Where the capabilities could not be
 * read, the link's state is not known, and nothing is said of it.
 */
export const parseLspci: FactParser = lines => {
  const has = (pattern: RegExp) => lines.some(({ text }) => pattern.test(text))
  if (has(/^Slot:\s/)) return toRecords(lines)
  // A collector may have put the tree before the list.
  const hasHeadings = has(heading) || has(headless)
  return !hasHeadings && has(isTree) ? toTree(lines) : toList(lines, hasHeadings)
}

/** The list, or a device of it that was cut out without its heading. */
function toList(lines: Line[], hasHeadings: boolean): Found[] {
  const found: Found[] = []
  let device: { subject: string; isWanted: boolean; seen: Set<string> } | undefined
  if (!hasHeadings) device = { subject: 'unknown device', isWanted: true, seen: new Set() }
  for (const line of lines) {
    const groups = (heading.exec(line.text) ?? headless.exec(line.text))?.groups
    if (groups) {
      const { address, kind = groups.class ?? '' } = groups
      const name = groups.name ?? `${groups.vendor} ${groups.device}`
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
    return { key, subject, value: value.trim(), line: number }
  })
}

/** Fields of a record, by the labels of `-vmm`. */
const recordFields: { readonly [label: string]: Found['key'] } = {
  driver: 'pci-driver',
  numanode: 'pci-numa-node',
  iommugroup: 'pci-iommu-group',
}

/** Records of `-vmm`: a field a line, a blank line between devices. */
function toRecords(lines: Line[]): Found[] {
  const records: Map<string, { value: string; line: number }>[] = []
  for (const { label, value, line } of toPairs(lines)) {
    if (label === 'slot') records.push(new Map())
    records.at(-1)?.set(label, { value, line })
  }
  return records.flatMap((record): Found[] => {
    const subject = record.get('slot')?.value
    const [vendor, device] = [record.get('vendor'), record.get('device')]
    if (!wanted.test(record.get('class')?.value ?? '') || !vendor || !device) return []
    const name = `${vendor.value} ${device.value}`
    const own = [...record].flatMap(([label, { value, line }]): Found[] => {
      const key = recordFields[label]
      return key ? [{ key, subject, value, line }] : []
    })
    const [maker, model] = [record.get('svendor'), record.get('sdevice')]
    if (maker && model) {
      const value = `${maker.value} ${model.value}`
      own.unshift({ key: 'pci-subsystem', subject, value, line: model.line })
    }
    return [{ key: 'pci-device', subject, value: name, line: device.line }, ...own]
  })
}

const isTree = /^-(?:\+-)?\[[\da-f:-]+\]-/

/** Names in a tree, which has no kinds. */
const wantedName =
  /ethernet|network connection|connectx|mlx5|nvme|\bssd\b|raid|\bsas\d|\bsata\b|fibre channel|megaraid|virtio (?:1\.0 )?(?:network|block|scsi)/i

/** `-[0000:00]-+-01.0-[01]----00.0  A card`: the bus in brackets to the left holds what follows. */
function toTree(lines: Line[]): Found[] {
  const buses: { column: number; bus: string }[] = []
  return lines.flatMap(({ text, number }): Found[] => {
    const found: Found[] = []
    const tree = text.slice(0, 400)
    for (const match of tree.matchAll(
      /\[(?:[\da-f]{4,5}:)?([\da-f]{2})(?:-[\da-f]{2})?\]|-([\da-f]{2}\.[0-7])(?=[\s-]|$)/g,
    )) {
      const column = match.index
      while ((buses.at(-1)?.column ?? -1) >= column) buses.pop()
      if (match[1] !== undefined) buses.push({ column, bus: match[1] })
      const after = text.slice(column + match[0].length)
      const name = /^ {2}(\S.*)$/.exec(after)?.[1]
      const bus = buses.at(-1)?.bus
      if (match[2] !== undefined && name && bus && wantedName.test(name)) {
        const subject = `${bus}:${match[2]}`
        found.push({ key: 'pci-device', subject, value: name, line: number })
      }
    }
    return found
  })
}
