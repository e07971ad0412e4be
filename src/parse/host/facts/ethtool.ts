import {
  type FactParser,
  type Found,
  isUnknown,
  type LabelTable,
  type Pair,
  pick,
  toPairs,
} from './fact.ts'

/** Without a heading the device is not known, and is not guessed. */
const stranger = 'unknown device'

const settings: LabelTable = {
  speed: 'nic-speed',
  duplex: 'nic-duplex',
  port: 'nic-port',
  'auto-negotiation': 'nic-auto-negotiation',
  'link detected': 'nic-link',
}

const identity: LabelTable = {
  driver: 'nic-driver',
  version: 'nic-driver-version',
  'firmware-version': 'nic-firmware',
  'bus-info': 'nic-bus',
}

/** Short names of the offloads that move work between CPU and card. */
const offloads: { [feature: string]: string } = {
  'rx-checksumming': 'rx-checksum',
  'tx-checksumming': 'tx-checksum',
  'scatter-gather': 'scatter-gather',
  'tcp-segmentation-offload': 'TSO',
  'generic-segmentation-offload': 'GSO',
  'generic-receive-offload': 'GRO',
  'large-receive-offload': 'LRO',
  'ntuple-filters': 'ntuple',
  'receive-hashing': 'rx-hash',
  'hw-tc-offload': 'hw-tc',
}

const parseSettings: FactParser = (lines, subject = stranger) =>
  pick(toPairs(lines), settings, subject)

/** Where nothing names the interface, its address tells it from the others. */
const parseIdentity: FactParser = (lines, subject) => {
  const pairs = toPairs(lines)
  const bus = pairs.find(({ label, value }) => label === 'bus-info' && !isUnknown(value))?.value
  return pick(pairs, identity, subject ?? bus ?? stranger)
}

const parseFeatures: FactParser = (lines, subject = stranger) => {
  const known = toPairs(lines).filter(({ label }) => offloads[label] !== undefined)
  const [first] = known
  if (!first) return []
  const value = known
    .map(({ label, value }) => `${offloads[label]} ${value.split(/\s/)[0]}`)
    .join(', ')
  return [{ key: 'nic-offload', subject, value, line: first.line }]
}

const parseCoalesce: FactParser = (lines, subject = stranger) => {
  const found: Found[] = []
  for (const { text, number } of lines) {
    const [, rx, tx] = /^Adaptive RX: (\S+)\s+TX: (\S+)/.exec(text) ?? []
    if (rx && !isUnknown(rx))
      found.push({ key: 'nic-adaptive-rx', subject, value: rx, line: number })
    if (tx && !isUnknown(tx))
      found.push({ key: 'nic-adaptive-tx', subject, value: tx, line: number })
  }
  const wanted = toPairs(lines).filter(
    ({ label, value }) => /^[rt]x-(?:usecs|frames?)$/.test(label) && !isUnknown(value),
  )
  const [first] = wanted
  if (first) {
    const value = wanted.map(pair => `${pair.label} ${pair.value}`).join(', ')
    found.push({ key: 'nic-coalesce', subject, value, line: first.line })
  }
  return found
}

/** `-g` and `-l` have two blocks with the same labels: what is possible, and what is set. */
function toBlocks(pairs: Pair[]): { maximum: Map<string, Pair>; current: Map<string, Pair> } {
  const blocks = { maximum: new Map<string, Pair>(), current: new Map<string, Pair>() }
  let block: Map<string, Pair> | undefined
  for (const pair of pairs) {
    if (/^pre-set maximums/.test(pair.label)) block = blocks.maximum
    else if (/^current hardware settings/.test(pair.label)) block = blocks.current
    else if (block && !block.has(pair.label)) block.set(pair.label, pair)
  }
  return blocks
}

const parseRings: FactParser = (lines, subject = stranger) => {
  const { maximum, current } = toBlocks(toPairs(lines))
  return (['rx', 'tx'] as const).flatMap(label => {
    const set = current.get(label)
    const most = maximum.get(label)
    if (!set || !/^\d+$/.test(set.value)) return []
    const value = most && /^\d+$/.test(most.value) ? `${set.value} of ${most.value}` : set.value
    return { key: label === 'rx' ? 'nic-ring-rx' : 'nic-ring-tx', subject, value, line: set.line }
  })
}

const parseChannels: FactParser = (lines, subject = stranger) => {
  const { maximum, current } = toBlocks(toPairs(lines))
  const used = ['combined', 'rx', 'tx'].flatMap(label => {
    const set = current.get(label)
    if (!set || !/^[1-9]\d*$/.test(set.value)) return []
    const most = maximum.get(label)?.value
    return {
      text: `${set.value}${most && /^\d+$/.test(most) ? ` of ${most}` : ''} ${label}`,
      line: set.line,
    }
  })
  const [first] = used
  if (!first) return []
  return [
    {
      key: 'nic-channels',
      subject,
      value: used.map(({ text }) => text).join(', '),
      line: first.line,
    },
  ]
}

const parsePause: FactParser = (lines, subject = stranger) => {
  const pairs = toPairs(lines).filter(
    ({ label, value }) => /^(?:autonegotiate|rx|tx)$/.test(label) && /^(?:on|off)$/.test(value),
  )
  const [first] = pairs
  if (!first) return []
  const value = pairs.map(pair => `${pair.label} ${pair.value}`).join(', ')
  return [{ key: 'nic-pause', subject, value, line: first.line }]
}

const trouble =
  /(?:drop|discard|out_of_buffer|miss(?:ed)?|_errors?|_crc|no_buffer|fifo|overrun|timeout)/i

/** Packets that no rule of a flow director or cache was for, and what was dropped on purpose. */
const harmless = /fdir|flow_director|cache|_hit|_miss$/i

/** Only what is not zero, and of that what tells of lost work. */
const parseStatistics: FactParser = (lines, subject = stranger) => {
  const pairs = toPairs(lines).filter(({ value }) => /^\d+$/.test(value))
  const lost = pairs.filter(
    ({ label, value }) => trouble.test(label) && !harmless.test(label) && value !== '0',
  )
  const [counter] = pairs
  if (!counter) return []
  const counters: Found = {
    key: 'nic-counters',
    subject,
    value: `${pairs.length}`,
    line: counter.line,
  }
  const [first] = lost
  if (!first) return [counters]
  const shown = lost.slice(0, 8).map(({ label, value }) => `${label} ${value}`)
  if (lost.length > 8) shown.push(`and ${lost.length - 8} more`)
  return [counters, { key: 'nic-drops', subject, value: shown.join(', '), line: first.line }]
}

const parseFec: FactParser = (lines, subject = stranger) =>
  pick(
    toPairs(lines),
    { 'active fec encoding': 'nic-fec', 'active fec encodings': 'nic-fec' },
    subject,
  )

/** What is plugged in: its maker and its part number, never its serial number. */
const parseModule: FactParser = (lines, subject = stranger) => {
  const pairs = toPairs(lines)
  const [identifier, vendor, part] = ['identifier', 'vendor name', 'vendor pn'].map(label =>
    pairs.find(pair => pair.label === label && !isUnknown(pair.value)),
  )
  const at = part ?? identifier
  if (!at) return []
  const kind = /\(([^)]+)\)/.exec(identifier?.value ?? '')?.[1]
  const value = [kind, vendor?.value, part?.value].filter(Boolean).join(', ')
  return value === '' ? [] : [{ key: 'nic-module', subject, value, line: at.line }]
}

/** Time stamping, hash tables and permanent addresses: nothing that a storage reader asks. */
const parseNothing: FactParser = () => []

export const ethtoolParsers = {
  ethtool: parseSettings,
  'ethtool-i': parseIdentity,
  'ethtool-k': parseFeatures,
  'ethtool-c': parseCoalesce,
  'ethtool-g': parseRings,
  'ethtool-l': parseChannels,
  'ethtool-a': parsePause,
  'ethtool-S': parseStatistics,
  'ethtool-fec': parseFec,
  'ethtool-m': parseModule,
  'ethtool-other': parseNothing,
} as const
