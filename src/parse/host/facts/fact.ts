import type { FileRef } from '../../../model/place.ts'
import type { Line } from '../captures/capture.ts'
import type { CommandId } from '../captures/command-rules.ts'
import { catalogue, type FactKey, type Section } from './catalogue.ts'

/** One thing that a host said of itself, and the line that says so. */
export interface Fact {
  key: FactKey
  section: Section
  /** How the page names it: `Model`, `MaxReadReq`. */
  label: string
  /** Which of several: `node0`, `ens1f0np0`, `01:00.0`. */
  subject?: string
  /** As the tool said it, with its unit. */
  value: string
  source: { file: FileRef; line: number }
  /** The command that said it. */
  command: CommandId
}

/** What a parser gives: it knows lines, not files. */
export interface Found {
  key: FactKey
  value: string
  line: number
  subject?: string
}

/** @param subject what the command was asked about, where that is known */
export type FactParser = (lines: Line[], subject?: string) => Found[]

export function toFact(found: Found, file: FileRef, command: CommandId): Fact {
  const { section, label } = catalogue[found.key]
  const { key, value, subject, line } = found
  return { key, section, label, subject, value, source: { file, line }, command }
}

/** A `label: value` line, its label in lower case and without the blanks around it. */
export interface Pair {
  label: string
  value: string
  line: number
  indent: number
}

const pair = /^(?<indent>\s*)(?<label>[^\s:：=][^:：=]{0,79}?)\s*(?:[:：]|\s=)\s*(?<value>.*)$/

export function toPair({ text, number }: Line): Pair | undefined {
  const { indent = '', label = '', value = '' } = pair.exec(text)?.groups ?? {}
  if (label === '') return undefined
  const width = indent.replaceAll('\t', '        ').length
  return { label: label.trim().toLowerCase(), value: value.trim(), line: number, indent: width }
}

export function toPairs(lines: Line[]): Pair[] {
  return lines.flatMap(line => toPair(line) ?? [])
}

/** Words for "not known"; they stand in the capture and make no fact. */
export function isUnknown(value: string): boolean {
  return /^(?:|n\/a|-+|unknown!?(?: \(\d+\))?|not specified|not available|none specified|to be filled.*|default string|no module installed|<[\w -]*>|\.\.\.|o\.e\.m\.|<out of spec>|0123456789|system (?:product name|manufacturer|version))$/i.test(
    value,
  )
}

/** Labels of a tool to facts. */
export type LabelTable = { readonly [label: string]: FactKey }

/** The facts that a table of labels finds in pairs; the first of a label counts. */
export function pick(pairs: Pair[], table: LabelTable, subject?: string): Found[] {
  const seen = new Set<FactKey>()
  return pairs.flatMap(({ label, value, line }) => {
    const key = table[label]
    if (key === undefined || isUnknown(value) || seen.has(key)) return []
    seen.add(key)
    return { key, value, line, subject }
  })
}
