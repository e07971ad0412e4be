import type { Difference, SideValue } from '../../environment/differences.ts'
import type { Host } from '../../environment/environment.ts'
import { kernelOptions } from '../../environment/findings/kernel-options.ts'
import type { HostComparison } from '../../environment/host-comparisons.ts'
import { plainLabel, plainValue } from '../../environment/machine/plain-value.ts'
import { brief, decisive, type FactKey, sections } from '../../parse/host/facts/catalogue.ts'
import { shorten, toAnchor } from '../evidence/environment-captures.ts'
import type { View } from '../templates/templates.ts'
import { toFactRows } from './fact-cells.ts'

/** More hosts than this are told by a brief table first, and what differs is folded. */
const few = 2

/**
 * What differs between hosts: what decides numbers first, in sight where two hosts are compared; what
 * is of single devices, such as addresses and queues, is folded.
 */
export function toComparisonView(
  { title, sides, differences }: HostComparison,
  index: number,
): View {
  const hosts = sides.map(({ label }) => label)
  const isBrief = sides.length > few
  const [first, rest] = split(differences)
  const toRows = (own: readonly Difference[]) => own.map(each => toDifferenceRow(each, sides))
  return {
    id: index === 0 ? 'environment-differences' : `environment-differences-${index + 1}`,
    title,
    hosts,
    any: differences.length > 0,
    brief: isBrief
      ? toFactRows(
          sides.map(({ host }) => host),
          brief,
          '',
        )
      : [],
    rows: isBrief ? [] : toRows(first),
    folded: [
      ...toFold('in what decides numbers', isBrief ? toRows(first) : [], hosts),
      ...toFold('in single devices and other settings', toRows(rest), hosts),
    ],
  }
}

function split(differences: readonly Difference[]): [first: Difference[], rest: Difference[]] {
  const isFirst = ({ key, subject = '' }: Difference) =>
    decisive.has(key) && (key !== 'kernel-option' || kernelOptions[subject] !== undefined)
  return [differences.filter(isFirst), differences.filter(each => !isFirst(each))]
}

/** Nothing where nothing differs. */
function toFold(what: string, rows: View[], hosts: string[]): View[] {
  if (rows.length === 0) return []
  const count = `${rows.length} ${rows.length === 1 ? 'difference' : 'differences'}`
  const summary = `${count} ${what}`
  return [{ summary, title: summary, hosts, rows }]
}

function toDifferenceRow(
  { key, section, label, subject, values }: Difference,
  sides: HostComparison['sides'],
): View {
  const name = plainLabel(label)
  return {
    section: sections[section],
    label: subject ? `${name} (${subject})` : name,
    values: values.map((value, index) => toSideView(value, sides[index]?.host, key)),
  }
}

/** What a side says, or why it says nothing. */
export function toSideView(value: SideValue, host: Host | undefined, key: FactKey): View {
  if (value.is === 'value') {
    const text = value.value
      .split(' | ')
      .map(one => plainValue({ key, value: one }))
      .join(' | ')
    return { text: shorten(text), href: host && toAnchor(host, value.fact) }
  }
  if (value.is === 'missing') return { note: 'not there' }
  const { is, command } = value
  return { note: is === 'silent' ? `${command} does not say` : `not captured (${command})` }
}
