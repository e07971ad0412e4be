import type { FactKey, Section } from '../parse/host/facts/catalogue.ts'
import { catalogue } from '../parse/host/facts/catalogue.ts'
import type { Fact } from '../parse/host/facts/fact.ts'

/** A group whose facts are compared: a host, a run, or a study. */
export interface Side {
  label: string
  facts: readonly Fact[]
}

/** `missing`: captured, and not there. `not-captured`: nobody asked. */
export type SideValue =
  | { is: 'value'; value: string; fact: Fact }
  | { is: 'missing' }
  | { is: 'not-captured' }

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
    .map(fact => toDifference(fact, sides, askers(fact.key, sides)))
    .filter(({ values }) => isDifferent(values))
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
}

function idOf({ key, subject }: Fact): string {
  return `${key} ${subject ?? ''}`
}

function toDifference(
  { key, section, label, subject }: Fact,
  sides: readonly Side[],
  asks: (side: Side) => boolean,
): Difference {
  const values = sides.map((side): SideValue => {
    const { facts } = side
    const own = facts.filter(fact => fact.key === key && fact.subject === subject)
    const [fact] = own
    if (!fact) return { is: asks(side) ? 'missing' : 'not-captured' }
    return { is: 'value', value: [...new Set(own.map(({ value }) => value))].join(' | '), fact }
  })
  return { section, key, label, subject, values }
}

/**
 * Whether a side ran a command that, on one of the sides, told this fact, and told anything of
 * its section. An older lscpu says nothing of mitigations, and nobody captures all of sysfs.
 */
function askers(key: FactKey, sides: readonly Side[]): (side: Side) => boolean {
  const questions = ({ command, section }: Fact) => `${command} ${section}`
  const asked = new Set(
    sides.flatMap(({ facts }) => facts.filter(fact => fact.key === key).map(questions)),
  )
  return ({ facts }) => facts.some(fact => asked.has(questions(fact)))
}

/** What was not captured on a side differs from nothing. */
function isDifferent(values: SideValue[]): boolean {
  const said = values
    .filter(value => value.is !== 'not-captured')
    .map(value => (value.is === 'value' ? value.value : ''))
  return said.length > 1 && new Set(said).size > 1
}
