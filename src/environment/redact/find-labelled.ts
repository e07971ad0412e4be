import { isIP } from 'node:net'
import { inlineRules } from './inline.ts'
import { isCommonUser, isInEveryKernel, isNoValue, type Kind } from './kinds.ts'
import { labelRules } from './labels.ts'
import { learnTables } from './tables.ts'

/** A private value and where it begins. */
export interface Found {
  kind: Kind
  value: string
  start: number
}

/** All values that stand where only private ones do. */
export function findLabelled(text: string): Found[] {
  return [...findLabels(text), ...findInline(text), ...learnTables(text)].filter(
    ({ kind, value }) => isPrivate(kind, value),
  )
}

function isPrivate(kind: Kind, value: string): boolean {
  if (isNoValue(value) || isInEveryKernel(value)) return false
  if (kind === 'ip') return isIP(value) > 0
  return kind !== 'user' || !isCommonUser(value)
}

/**
 * `label: value` at the start of a line or of a member. Each label is read once and then
 * looked up, so that the time grows with the text and not with the number of rules.
 */
function findLabels(text: string): Found[] {
  const found: Found[] = []
  for (const separator of text.matchAll(/[:=：]/g)) {
    const label = labelBefore(text, separator.index)
    const rules = label === undefined ? [] : rulesOf(label)
    if (rules.length === 0) continue
    const start = valueAfter(text, separator.index)
    for (const { kind, value: pattern } of rules) {
      pattern.lastIndex = start
      const value = pattern.exec(text)?.[0]
      if (value !== undefined) found.push(trim({ kind, value, start }))
    }
  }
  return found
}

const longestLabel = 130

/** From the start of the line or member; a second separator on the way makes it a value. */
function labelBefore(text: string, end: number): string | undefined {
  let start = end
  while (start > 0 && end - start <= longestLabel) {
    const before = text[start - 1] ?? ''
    if (':=：'.includes(before)) return undefined
    if ('\n\r{,|'.includes(before)) break
    start--
  }
  if (end - start > longestLabel) return undefined
  return text
    .slice(start, end)
    .replace(/^[\s>*#+`\-"'.\d]+/, '')
    .replace(/["'\s.]+$/, '')
}

/** Behind blanks and the quote that opens a string; a value is on the label's line. */
function valueAfter(text: string, separator: number): number {
  let start = separator + 1
  while (text[start] === ' ' || text[start] === '\t') start++
  if (text[start] === '"' || text[start] === "'") start++
  return start
}

/** Labels repeat in a capture; each is judged once. */
const judged = new Map<string, (typeof labelRules)[number][]>()

function rulesOf(label: string) {
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
