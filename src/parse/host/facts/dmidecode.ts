import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, type Pair, pick, toPair } from './fact.ts'

/** A structure of the SMBIOS table: its title and its own keys. */
interface Block {
  title: string
  pairs: Pair[]
}

/** Keys repeat from block to block with other meanings: they are read within theirs. */
const byTitle: { [title: string]: { [label: string]: Found['key'] } } = {
  'bios information': {
    vendor: 'bios-vendor',
    version: 'bios-version',
    'release date': 'bios-date',
  },
  'system information': { manufacturer: 'machine-vendor', 'product name': 'machine-product' },
  'base board information': { manufacturer: 'board-vendor', 'product name': 'board-product' },
}

/** Parse dmidecode: the machine, and the memory modules that are really there. */
export const parseDmidecode: FactParser = lines => {
  const blocks = toBlocks(lines)
  const machine = Object.entries(byTitle).flatMap(([title, table]) => {
    const block = blocks.find(block => block.title === title)
    return block ? pick(block.pairs, table) : []
  })
  const sockets = toSockets(blocks.filter(block => block.title === 'processor information'))
  return [
    ...machine,
    ...sockets,
    ...toMemory(blocks.filter(block => block.title === 'memory device')),
  ]
}

/** Sockets with a CPU in them; an empty one is listed too. */
function toSockets(blocks: Block[]): Found[] {
  const filled = blocks.filter(block => /^populated/i.test(get(block, 'status')?.value ?? ''))
  const [first] = filled
  if (!first) return []
  const line = get(first, 'status')?.line ?? 1
  const models = new Map<string, number>()
  for (const block of filled) {
    const version = get(block, 'version')
    const name = version && !isUnknown(version.value) && version.value.replaceAll(/ +/g, ' ')
    if (name && !models.has(name)) models.set(name, version.line)
  }
  return [
    ...[...models].map(([value, at]): Found => ({ key: 'cpu-model', value, line: at })),
    { key: 'cpu-sockets', value: String(filled.length), line },
  ]
}

function toBlocks(lines: Line[]): Block[] {
  const blocks: Block[] = []
  let expectsTitle = true
  for (const line of lines) {
    const text = line.text.trim()
    if (/^Handle 0x/.test(text) || text === '') {
      expectsTitle = true
      continue
    }
    const pair = toPair(line)
    // Without its indentation a title is the only line that has no colon.
    if (expectsTitle && (!pair || /^[A-Z][\w ]*(?:Information|Device)$/.test(text))) {
      blocks.push({ title: text.toLowerCase(), pairs: [] })
      expectsTitle = false
    } else if (pair) {
      expectsTitle = false
      blocks.at(-1)?.pairs.push(pair)
    }
  }
  return blocks
}

/** A module as dmidecode tells it; empty slots have none. */
interface Module {
  block: Block
  size: Pair
  locator: string
}

function toMemory(devices: Block[]): Found[] {
  const modules = devices.flatMap((block): Module[] => {
    const size = get(block, 'size')
    if (!size || !/^\d+ ?[KMGT]?i?B$/i.test(size.value)) return []
    return [{ block, size, locator: get(block, 'locator')?.value ?? '' }]
  })
  const [first] = modules
  if (!first) return []
  const line = first.size.line
  const total = modules.reduce((sum, { size }) => sum + toMiB(size.value), 0)
  return [
    { key: 'memory-dimms', value: `${modules.length} of ${devices.length} slots`, line },
    { key: 'memory-total', value: `${formatMiB(total)} in modules`, line },
    ...(hasChannelNames(devices) ? perChannel(modules) : []),
    ...shared(modules, 'memory-dimm-size', ['size'], value => formatMiB(toMiB(value))),
    ...shared(modules, 'memory-type', ['type']),
    ...shared(modules, 'memory-rated-speed', ['speed']),
    ...shared(modules, 'memory-speed', ['configured memory speed', 'configured clock speed']),
    ...shared(modules, 'memory-ranks', ['rank']),
    ...shared(modules, 'memory-part', ['part number']),
    ...modules.map(toModule),
    ...toEmpty(devices.filter(device => !modules.some(({ block }) => block === device))),
  ]
}

/** Slots without a module, by name; those that a hypervisor makes up by the dozen are none. */
function toEmpty(devices: Block[]): Found[] {
  const slots = devices.flatMap(block => {
    const locator = get(block, 'locator')
    const isNone = /^no module|^none|^0 /i.test(get(block, 'size')?.value ?? '')
    return locator && isNone && !/^(?:RAM slot|M\d)/i.test(locator.value) ? { block, locator } : []
  })
  const [first] = slots
  if (!first) return []
  const names = slots.map(({ block, locator }) => toPlace(block, locator.value))
  return [{ key: 'memory-empty-slots', value: names.join('; '), line: first.locator.line }]
}

/** `DIMM 0 (P0 CHANNEL A)`: of a slot, and of the bank where that says more. */
function toPlace(block: Block, locator: string): string {
  const bank = getValue(block, 'bank locator')
  return bank && bank !== locator ? `${locator} (${bank})` : locator
}

/** `P1-DIMMA1 (Node0 Bank0)`: size, type, configured and rated speed, maker and part of one module. */
function toModule({ block, size, locator }: Module): Found {
  const get = (...names: string[]) =>
    names.map(name => getValue(block, name)).find(value => value !== undefined)
  const subject = toPlace(block, locator)
  const set = get('configured memory speed', 'configured clock speed')?.replace(/ MHz$/, ' MT/s')
  const rated = get('speed')?.replace(/ MHz$/, ' MT/s')
  const speed = set && rated && set !== rated ? `${set} of ${rated}` : (set ?? rated)
  const parts = [formatMiB(toMiB(size.value)), get('type'), speed]
  const maker = [get('manufacturer'), get('part number')].filter(Boolean).join(' ')
  const value = [...parts, maker].filter(Boolean).join(', ')
  return { key: 'memory-module', subject: subject || undefined, value, line: size.line }
}

function getValue(block: Block, label: string): string | undefined {
  const value = get(block, label)?.value
  return value === undefined || isUnknown(value) ? undefined : value
}

/** What the modules have in common, or each value with how many have it. */
function shared(
  modules: Module[],
  key: Found['key'],
  labels: string[],
  format = (value: string) => value,
): Found[] {
  const counts = new Map<string, number>()
  let line: number | undefined
  for (const { block } of modules) {
    const pair = labels.map(label => get(block, label)).find(pair => pair !== undefined)
    if (!pair || isUnknown(pair.value)) continue
    line ??= pair.line
    const value = format(pair.value.replace(/ MHz$/, ' MT/s'))
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  if (line === undefined) return []
  const values = [...counts]
  const [only] = values
  const value =
    values.length === 1 && only
      ? only[0]
      : values.map(([value, count]) => `${count} × ${value}`).join(', ')
  return [{ key, value, line }]
}

/** Dell counts A1 to A12: there the letter is the socket and the number holds the channel. */
function hasChannelNames(devices: Block[]): boolean {
  return devices.every(
    block => !/^(?:DIMM_?)?[A-Z](?:[4-9]|\d\d)$/.test(get(block, 'locator')?.value ?? ''),
  )
}

/** `DIMMA1`, `P1-DIMMA1`, `CPU1_DIMM_A1`, `ChannelA-DIMM0`, `P0_Node0_Channel0_Dimm0`. */
function perChannel(modules: Module[]): Found[] {
  const counts = new Map<string, number>()
  for (const { block, locator } of modules) {
    const channel = toChannel(locator) ?? toChannel(get(block, 'bank locator')?.value ?? '')
    if (channel === undefined) return []
    counts.set(channel, (counts.get(channel) ?? 0) + 1)
  }
  const sizes = [...new Set(counts.values())].sort((a, b) => a - b)
  const [first] = modules
  if (!first) return []
  const each = sizes.length === 1 ? `${sizes[0]} each` : `${sizes.join(' to ')}, unbalanced`
  return [
    { key: 'memory-channels', value: `${each}, on ${counts.size} channels`, line: first.size.line },
  ]
}

function toChannel(locator: string): string | undefined {
  const patterns = [
    /^(.*channel ?[A-Z0-9]+)/i,
    /^((?:P|CPU|PROC)?_? ?\d*[-_ ]*(?:DIMM)?[-_ ]*[A-Z])[-_ ]?\d$/i,
    /^(.*(?:DIMM|DDR\d)[-_ ]?[A-Z])\d$/i,
  ]
  return patterns.map(pattern => pattern.exec(locator)?.[1]).find(channel => channel !== undefined)
}

function get(block: Block, label: string): Pair | undefined {
  return block.pairs.find(pair => pair.label === label)
}

function toMiB(size: string): number {
  const [, digits = '0', unit = 'M'] = /^(\d+) ?([KMGT])?/i.exec(size) ?? []
  return Number(digits) * ({ K: 1 / 1024, M: 1, G: 1024, T: 1024 ** 2 }[unit.toUpperCase()] ?? 1)
}

function formatMiB(size: number): string {
  return size >= 1024 ? `${size / 1024} GiB` : `${size} MiB`
}
