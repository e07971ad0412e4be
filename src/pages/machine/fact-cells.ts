import type { Host } from '../../environment/environment.ts'
import { plainLabel, plainValue } from '../../environment/machine/plain-value.ts'
import { catalogue, type FactKey, sections } from '../../parse/host/facts/catalogue.ts'
import { shorten, toAnchor } from '../evidence/environment-captures.ts'
import type { View } from '../templates/templates.ts'

/** So many values of one fact stand in a cell: a host has a scheduler for each of its disks. */
const most = 2

/**
 * A row for each fact with a cell for each host; each value leads to its line.
 *
 * @param page where the captures are, from the page that the rows are for; empty for the same
 */
export function toFactRows(hosts: readonly Host[], keys: readonly FactKey[], page: string): View[] {
  return keys.map(key => ({
    label: `${sections[catalogue[key].section]}: ${plainLabel(catalogue[key].label)}`,
    values: hosts.map(host => toCell(host, key, page)),
  }))
}

function toCell(host: Host, key: FactKey, page: string): View {
  const facts = host.facts.filter(fact => fact.key === key)
  const values = facts.filter(
    (fact, at) => facts.findIndex(({ value }) => value === fact.value) === at,
  )
  return {
    values: values.slice(0, most).map(fact => ({
      text: shorten(plainValue(fact)),
      href: `${page}${toAnchor(host, fact) ?? ''}`,
    })),
    more: values.length > most ? String(values.length - most) : '',
  }
}
