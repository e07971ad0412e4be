import type { ElementContent } from 'hast'
import type { LeafDirective } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import { type SourceInput, toEnvironment } from '../../environment/environment.ts'
import { suggest } from '../../message/suggest.ts'
import { relativeLink } from '../../model/site-paths.ts'
import { catalogue, type FactKey } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import { BindError, refuseOthers } from '../bind/bind.ts'
import { toFactRows } from '../machine/fact-cells.ts'
import type { View } from '../templates/templates.ts'
import { finished, type PageState } from './page-state.ts'

/**
 * `::machines{of="study platform" facts="cpu-model kernel-release" page=tables-machines}`: some facts
 * of several hosts, a column for each host; each value leads to the line of a capture on the page
 * that has them all.
 */
export function writeMachines(page: PageState, _: State, node: LeafDirective): ElementContent[] {
  const { of = '', facts = '', page: evidence, ...others } = node.attributes ?? {}
  refuseOthers(others, [])
  if (!evidence) {
    throw new BindError(
      'missing-attribute',
      'Unexpected absence of `page` of `::machines`, expected the page that has the captures of these hosts: `page=tables-machines`',
    )
  }
  const known = page.machines.map(({ id }) => id)
  const inputs = listOf(of, known, 'environment').map(id => find(page.machines, id))
  const keys = listOf(facts, Object.keys(catalogue), 'fact') as FactKey[]
  const isAsked = ({ key }: Fact) => keys.includes(key)
  const hosts = toEnvironment(inputs).hosts.filter(host => host.facts.some(isAsked))
  const link = relativeLink(page.path, `${evidence}.html`)
  const view: View = {
    hosts: hosts.map(({ label }) => label),
    rows: toFactRows(hosts, keys, link),
  }
  return finished(page.templates('machines', view))
}

function listOf(text: string | null, known: readonly string[], what: string): string[] {
  const names = (text ?? '').split(/[\s,]+/).filter(name => name !== '')
  if (names.length === 0) {
    throw new BindError(
      'missing-attribute',
      `Unexpected absence of a list of ${what}s of \`::machines\`, expected some of ${known.slice(0, 6).join(', ')}`,
    )
  }
  for (const name of names.filter(name => !known.includes(name))) {
    throw new BindError(
      `unknown-${what}`,
      `Unexpected ${what} \`${name}\`${suggest(name, [...known])}`,
    )
  }
  return names
}

function find(machines: readonly SourceInput[], id: string): SourceInput {
  const machine = machines.find(one => one.id === id)
  if (!machine) throw new Error(id)
  return machine
}
