import type { CommandId } from '../parse/host/captures/command-rules.ts'
import { nameCommand } from '../parse/host/captures/commands.ts'
import type { FactKey, Section } from '../parse/host/facts/catalogue.ts'
import { catalogue } from '../parse/host/facts/catalogue.ts'
import type { Fact } from '../parse/host/facts/fact.ts'

/** A group whose facts are compared: a host, a run, or a study. */
export interface Side {
  label: string
  facts: readonly Fact[]
}

/**
 * `missing`: a capture that would show it was made, and does not. `silent`: the command ran, and
 * does not always say this. `not-captured`: nobody asked; `command` would have told.
 */
export type SideValue =
  | { is: 'value'; value: string; fact: Fact }
  | { is: 'missing' }
  | { is: 'silent' | 'not-captured'; command: string }

export interface Difference {
  section: Section
  key: FactKey
  label: string
  subject?: string
  values: SideValue[]
}

/** What changes by itself from second to second, or says only that something was read. */
const volatile = new Set<FactKey>([
  'cpu-mhz',
  'irq-cpus',
  'nic-counters',
  'nic-drops',
  'disk-hours',
  'disk-temperature',
  'disk-throttling',
  'kernel-log',
  'kernel-command-line',
  'fio-option',
  'fio-sections',
])

/** Only what differs, in the order of the catalogue. */
export function findDifferences(sides: readonly Side[]): Difference[] {
  if (sides.length < 2) return []
  const rows = new Map<string, Fact>()
  for (const { facts } of sides) {
    for (const fact of facts) {
      const id = idOf(fact)
      if (!volatile.has(fact.key) && !rows.has(id)) rows.set(id, fact)
    }
  }
  const order = Object.keys(catalogue)
  return [...rows.values()]
    .map(fact => toDifference(fact, sides))
    .filter(({ values }) => isDifferent(values))
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
}

function idOf({ key, subject }: Fact): string {
  return `${key} ${subject ?? ''}`
}

function toDifference(row: Fact, sides: readonly Side[]): Difference {
  const { key, section, label, subject } = row
  const values = sides.map(({ facts }): SideValue => {
    const own = facts.filter(fact => fact.key === key && fact.subject === subject)
    const [fact] = own
    if (!fact) return toAbsence(row, facts)
    return { is: 'value', value: [...new Set(own.map(({ value }) => value))].join(' | '), fact }
  })
  return { section, key, label, subject, values }
}

/** Commands that say each of these facts where it holds, and other facts of their own always. */
const complete: { readonly [command in CommandId]?: readonly FactKey[] } = {
  cmdline: ['kernel-option'],
  dmesg: ['kernel-option'],
  ip: ['nic-master'],
  'qm-config': ['vm-arguments', 'vm-controller', 'vm-disk', 'vm-network', 'vm-pinning'],
  qemu: ['vm-controller', 'vm-disk', 'vm-iothreads', 'vm-pinning'],
  libvirt: ['vm-controller', 'vm-disk', 'vm-iothreads', 'vm-network', 'vm-pinning'],
}

/**
 * That something is not there can be said by a command that tells this fact of something else
 * (another interface, another option), or that never leaves it out.
 */
function toAbsence({ key, subject, command }: Fact, facts: readonly Fact[]): SideValue {
  const tells = facts.some(
    fact =>
      (fact.key === key && subject !== undefined && listsAll(fact)) ||
      (complete[fact.command]?.includes(key) && isSection(fact, key)),
  )
  if (tells) return { is: 'missing' }
  const ran = facts.some(fact => fact.command === command)
  return { is: ran ? 'silent' : 'not-captured', command: nameCommand(command) }
}

/** ethtool is asked about one interface at a time, most others tell of all that there are. */
function listsAll({ command, subject }: Fact): boolean {
  return subject !== undefined && !command.startsWith('ethtool')
}

/** A log that lost its beginning has no command line, and so tells of none of its options. */
function isSection({ key, section }: Fact, wanted: FactKey): boolean {
  return wanted === 'kernel-option'
    ? key === 'kernel-command-line'
    : section === catalogue[wanted].section
}

/** Where a side says nothing, it differs from nothing. */
function isDifferent(values: SideValue[]): boolean {
  const said = values
    .filter(value => value.is === 'value' || value.is === 'missing')
    .map(value => (value.is === 'value' ? value.value : ''))
  return said.length > 1 && new Set(said).size > 1
}
