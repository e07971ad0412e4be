import { isIP } from 'node:net'
import { inlineRules } from './inline.ts'
import { isCommonUser, isNoValue, type Kind } from './kinds.ts'
import { labelRules } from './labels.ts'
import { learnTables } from './tables.ts'

/** A private value and where it begins. */
export interface Found {
  kind: Kind
  value: string
  start: number
}

/**
 * `label: value` at the start of a line or of a member. The label is read once and then
 * looked up, so that the time grows with the text and not with the number of rules.
 */
const labelled =
  /(?:^|[{,|])[ \t>*#+`\-"'.\d]{0,60}([^\n\r:=："'{},|]{1,70}?)["']?[ \t.]{0,60}[:=：][ \t]{0,60}["']?(?=\S)/gmu

/** All values that stand where only private ones do. */
export function findLabelled(text: string): Found[] {
  return [...findLabels(text), ...findInline(text), ...learnTables(text)].filter(
    ({ kind, value }) => isPrivate(kind, value),
  )
}

function isPrivate(kind: Kind, value: string): boolean {
  if (isNoValue(value)) return false
  if (kind === 'ip') return isIP(value) > 0
  return kind !== 'user' || !isCommonUser(value)
}

function findLabels(text: string): Found[] {
  const found: Found[] = []
  for (const match of text.matchAll(labelled)) {
    const label = (match[1] ?? '').trim()
    for (const kind of kindsOf(label)) {
      const { value: pattern } = kind
      pattern.lastIndex = match.index + match[0].length
      const value = pattern.exec(text)?.[0]
      if (value !== undefined)
        found.push(trim({ kind: kind.kind, value, start: match.index + match[0].length }))
    }
  }
  return found
}

/** Labels repeat in a capture; each is judged once. */
const judged = new Map<string, (typeof labelRules)[number][]>()

function kindsOf(label: string) {
  let rules = judged.get(label)
  if (!rules) {
    rules = labelRules.filter(rule => rule.label.test(label))
    if (judged.size > 20_000) judged.clear()
    judged.set(label, rules)
  }
  return rules
}

function findInline(text: string): Found[] {
  const found: Found[] = []
  const lower = text.toLowerCase()
  for (const { kind, needs, pattern } of inlineRules) {
    if (!needs.some(need => lower.includes(need))) continue
    for (const match of text.matchAll(pattern)) {
      const [start] = match.indices?.groups?.value ?? []
      const value = match.groups?.value
      if (start !== undefined && value !== undefined) found.push(trim({ kind, value, start }))
    }
  }
  return found
}

/** Windows writes servers as `\\NAME`; the backslashes are not the name. */
function trim({ kind, value, start }: Found): Found {
  const bare = value.replace(/^[\\\s]+/, '')
  // PCIe's Device Serial Number is most often the MAC address with two bytes put in.
  const isEui64 = /^(?:[0-9a-f]{2}[-:]){3}ff[-:]f[ef](?:[-:][0-9a-f]{2}){3}$/i.test(bare.trim())
  return {
    kind: isEui64 ? 'mac' : kind,
    value: bare.trimEnd(),
    start: start + value.length - bare.length,
  }
}
