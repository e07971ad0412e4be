import type { Root, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { Message } from '../../message/message.ts'
import { parseUnitValue } from '../../study/manifest/unit-value.ts'

/** A number with what results have behind them: shares, factors, times, counts, rates. */
const result =
  /(?<![\w.,:/–-])[+−-]?\d(?:[\d.,]*\d)?(?:[\s\u00a0\u2009\u202f]\d{3})*[\s\u00a0\u2009\u202f]?(?:%|×|times\b|percent\b|-fold\b|[nµu]s\b|ms\b|[kMG]?(?:IOPS|IO\/s)|[kKMG]i?B\/s|(?:CPU |reference |context )?(?:cycles|switches|instructions)\b)/g

/** Of intervals, and the whole; 100 is also what a score’s best has. */
const constants = /^(?:95|100)\s?(?:%|percent|times)$/

/** What holds a number by itself: a claim is held against the data, a link leads on, a quote is another’s. */
const held = ['textDirective', 'link', 'linkReference', 'blockquote']

/**
 * Numbers that were typed by hand into sentences of a page with a study, and look like results:
 * when the data change, they stay. What study.yaml declares of loads and levels may be said again.
 *
 * @returns a warning for each run of text that has some, at the line of the first
 */
export function findTypedNumbers(
  tree: Root,
  file: string,
  efficiencies: readonly Efficiency[],
): Message[] {
  if (efficiencies.length === 0) return []
  const declared = new Set(efficiencies.flatMap(declaredOf))
  const messages: Message[] = []
  visit(tree, node => {
    if (held.includes(node.type)) return SKIP
    if (node.type !== 'text') return undefined
    const found = [...node.value.matchAll(result)].filter(
      ([number]) => !constants.test(number) && !declared.has(toKey(number)),
    )
    if (found.length > 0) messages.push(toWarning(found, node, file))
    return undefined
  })
  return messages
}

function toWarning(found: RegExpExecArray[], { value, position }: Text, file: string): Message {
  const numbers = found.map(([number]) => `\`${number}\``).join(', ')
  const index = found[0]?.index ?? 0
  const before = value.slice(0, index).split('\n')
  const { line = 1, column = 1 } = position?.start ?? {}
  return {
    severity: 'warning',
    rule: 'typed-number',
    reason: `Unexpected ${numbers} typed by hand, expected numbers that come from the study, as nothing tells when these are no longer true; bind them (\`:value\`, \`:change\`, \`:claim\` …: technote help pages), or link to where they stand`,
    file,
    line: line + before.length - 1,
    ...(before.length === 1 && { column: column + index }),
  }
}

/** What study.yaml says was set, and not measured: loads, their tolerance, and what is in its words. */
function declaredOf({ study: { manifest } }: Efficiency): string[] {
  const { title, description, factors, workloads, limits } = manifest
  const words = JSON.stringify([title, description, factors, workloads, limits])
  const set = Object.values(workloads).flatMap(({ target, tolerance }) => [target, tolerance])
  return [
    ...set.flatMap(quantity => (quantity ? [`${quantity.value} ${quantity.unit}`] : [])),
    ...[...words.matchAll(result)].map(([number]) => toKey(number)),
  ]
}

/** `1 000 IOPS` and `1000 IO/s` alike. */
function toKey(number: string): string {
  const [, digits = '', unit = ''] =
    /^([^A-Za-zµ%×-]*)-?(.*)$/.exec(number.replaceAll(/\s/g, '')) ?? []
  const quantity = parseUnitValue(`${digits} ${unit}`)
  return quantity ? `${quantity.value} ${quantity.unit}` : `${digits} ${unit}`
}
