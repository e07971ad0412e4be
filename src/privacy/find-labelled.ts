import { isIP } from 'node:net'
import type { Found } from './found.ts'
import { findInline } from './inline/find-inline.ts'
import { isCommonUser, isInEveryKernel, isNoValue, type Kind } from './kinds.ts'
import { findLabelRules } from './labels.ts'
import { learnDrawnTables } from './tables/drawn-tables.ts'
import { learnHostsFile } from './tables/hosts-file.ts'
import { learnNameTables } from './tables/name-tables.ts'
import { learnTables } from './tables/tables.ts'

/** All values that stand where only private ones do. */
export function findLabelled(text: string): Found[] {
  return [
    ...findLabels(text),
    ...findInline(text).map(trim),
    ...learnTables(text),
    ...learnNameTables(text),
    ...learnDrawnTables(text),
    ...findPairs(text),
    ...learnHostsFile(text),
  ].filter(({ kind, value }) => isPrivate(kind, value))
}

function isPrivate(kind: Kind, value: string): boolean {
  if (isNoValue(value) || isInEveryKernel(value) || isNoSerial(value)) return false
  if (kind === 'ip') return isIP(value) > 0
  return kind !== 'user' || !isCommonUser(value)
}

/** USB's root hubs have the PCI address of their controller; a serial port has a chip, the 8250. */
function isNoSerial(value: string): boolean {
  return /^(?:[0-9a-f]{4,5}:[0-9a-f]{2}:[0-9a-f]{2}\.\d|8250\b.*)$/i.test(value)
}

/**
 * `label: value` at the start of a line or of a member. Each label is read once and then
 * looked up, so that the time grows with the text and not with the number of rules.
 */
function findLabels(text: string): Found[] {
  const found: Found[] = []
  for (const separator of text.matchAll(/[:=：]/g)) {
    const label = labelBefore(text, separator.index)
    const rules = label === undefined ? [] : findLabelRules(label)
    if (rules.length === 0) continue
    const start = valueAfter(text, separator.index)
    for (const { kind, value: pattern } of rules) {
      pattern.lastIndex = start
      const value = pattern.exec(text)?.[0]
      if (value === undefined) continue
      const isOption = text[separator.index] === '=' && start === separator.index + 1
      found.push(trim({ kind, value: isOption ? toFirstWord(value) : beforeLabel(value), start }))
    }
  }
  return found
}

/**
 * A label and its value on a line of these two alone, and in one element of XML or an object of
 * JSON: `ServerName castle`, `<SERVER_NAME value="castle"/>`, `"Key": "Name", "Value": "castle"`.
 */
const pairs: readonly RegExp[] = [
  /^[ \t]{0,20}(?<label>[a-z]{1,20}[A-Z]\w{2,30}|[A-Z][a-z]+[A-Z]\w{2,30}|[A-Z_]{8,30}|[a-z_]{2,20}(?:name|host))[ \t]{1,40}["']?(?<value>[^\s"'=:]{3,80})["']?[ \t]*\r?$/dgm,
  /<(?<label>[\w.-]{2,60}) value=["'](?<value>[^"'\r\n]{2,80})["']/dgi,
]

function findPairs(text: string): Found[] {
  return pairs.flatMap(pattern =>
    [...text.matchAll(pattern)].flatMap(({ groups, indices }) => {
      const start = indices?.groups?.value?.[0]
      const label = groups?.label?.replaceAll('_', ' ') ?? ''
      if (start === undefined) return []
      return findLabelRules(label).flatMap(({ kind, value: pattern }) => {
        pattern.lastIndex = start
        const value = pattern.exec(text)?.[0]
        return value === undefined ? [] : trim({ kind, value, start })
      })
    }),
  )
}

/** `serial=X,drive=d0 -m 4096`: an option ends where the next one begins. */
function toFirstWord(value: string): string {
  return /^[^\s,;&]*/.exec(value)?.[0] ?? value
}

/** `S45NNC0R fw-rev: 904Q`, as inxi sets labels in a row: the value ends before the next. */
function beforeLabel(value: string): string {
  const end = value.search(/ [a-z][a-z-]{1,20}: /)
  return end > 0 ? value.slice(0, end) : value
}

const longestLabel = 130

/** From the start of the line or member; behind a second separator on the way, the last word alone. */
function labelBefore(text: string, end: number): string | undefined {
  let start = end
  while (start > 0 && end - start <= longestLabel) {
    const before = text[start - 1] ?? ''
    if (':=：'.includes(before))
      return text.startsWith(': ', end) ? lastWord(text, start, end) : undefined
    if ('\n\r{,|'.includes(before)) break
    start--
  }
  if (end - start > longestLabel) return undefined
  return text
    .slice(start, end)
    .replace(/^[\s>*#+`\-"'.\d]+/, '')
    .replace(/["'\s.#]+$/, '')
}

/** `Instance: castle Host: harvest`: what a second label on a line may be. */
function lastWord(text: string, start: number, end: number): string | undefined {
  return /\s([A-Z][\w-]{2,30})$/.exec(text.slice(start, end))?.[1]
}

/** Behind blanks and the quote that opens a string; a value is on the label's line. */
function valueAfter(text: string, separator: number): number {
  let start = separator + 1
  while (text[start] === ' ' || text[start] === '\t') start++
  if (text[start] === '"' || text[start] === "'") start++
  return start
}

/** Windows writes servers as `\\NAME`; the backslashes are not the name. */
function trim({ kind, value, start }: Found): Found {
  const bare = value.replace(/^[\\\s]+/, '')
  return {
    kind: toKind(kind, bare.trim()),
    value: bare.trimEnd(),
    start: start + value.length - bare.length,
  }
}

/** What a value is whatever its label says: lshw calls the address of a port its serial number. */
function toKind(kind: Kind, value: string): Kind {
  // PCIe's Device Serial Number is most often the MAC address with two bytes put in.
  if (
    /^(?:[0-9a-f]{2}[-:]){3}(?:ff[-:]f[ef][-:])?(?:[0-9a-f]{2}[-:]){2}[0-9a-f]{2}$/i.test(value)
  ) {
    return 'mac'
  }
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return 'uuid'
  return isIP(value) > 0 ? 'ip' : kind
}
