import type { FileRef } from '../../../model/place.ts'
import { isDivider, oneLiners, toBeginning, toTyped, vague } from './boundaries.ts'
import type { Capture, Line } from './capture.ts'
import type { CommandId } from './command-rules.ts'
import { recogniseCommand, recogniseFile, recogniseName } from './commands.ts'
import { toOutcome } from './outcome.ts'
import { toSubject } from './subject.ts'
import { unwrap } from './unwrap.ts'

/** Nothing that a host says of itself needs longer lines; one without an end is an attack. */
const longestLine = 100_000

/** Escape sequences of terminals, and control characters that a page must not carry. */
const controls = new RegExp(
  [
    String.raw`\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])`,
    String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f]`,
  ].join('|'),
  'g',
)

/** A piece of a file, with the command that was typed or that its first line belongs to. */
interface Part {
  typed?: string
  begun?: CommandId
  /** Columns that a prompt is indented by, as in a block of code; what is less is outside. */
  indent: number
  lines: Line[]
}

/** Take a capture file apart: one part for each command that is seen in it. */
export function splitCaptures(file: FileRef, text: string): Capture[] {
  const parts: Part[] = [{ indent: 0, lines: [] }]
  const named = recogniseName(file.entry)
  for (const line of toCleanLines(text)) {
    const last = parts.at(-1) ?? { indent: 0, lines: [] }
    const next = toNext(line.text, last, named)
    if (next) parts.push(next)
    if (next?.typed === undefined && !isFence(line.text)) {
      const part = parts.at(-1) ?? last
      part.lines.push({ ...line, text: dedent(line.text, part.indent) })
    }
  }
  const isOne = parts.filter(({ lines }) => hasText(lines)).length === 1
  return parts
    .filter(({ typed, lines }) => hasText(lines) || (typed && recogniseCommand(typed)))
    .map(part => toCapture(file, part, isOne))
}

/** The part that a line opens, if it opens one. */
function toNext(line: string, last: Part, named: CommandId | undefined): Part | undefined {
  const typed = toTyped(line)
  if (typed) return { typed: typed.command, indent: typed.indent, lines: [] }
  const own = last.begun ?? (last.typed === undefined ? named : recogniseCommand(last.typed))
  const begins = toBeginning(line)
  if (begins && mayBegin(begins, own, last)) {
    return hasText(last.lines) || last.begun || last.typed === undefined
      ? { begun: begins.command, indent: 0, lines: [] }
      : undefined
  }
  const isOver =
    (isFence(line) && hasText(last.lines)) ||
    isDivider(line, last.lines.at(-1)?.text) ||
    (last.begun && oneLiners.has(last.begun)) ||
    (/^\s*\S/.test(line) && indentOf(line) < last.indent)
  return isOver && hasText(last.lines) ? { indent: 0, lines: [] } : undefined
}

/** Inside the answer of a command that is known, only a further answer of its own kind begins. */
function mayBegin(
  { command, repeats }: { command: CommandId; repeats: boolean },
  own: CommandId | undefined,
  { begun, typed, lines }: Part,
): boolean {
  if (own === undefined) return true
  if (command === own) return repeats && hasText(lines)
  const isSure = !vague.has(command) || isRelative(command, own)
  return isSure || begun !== undefined || /[;&]/.test(typed ?? '')
}

/** `ethtool`, by whatever letter: their answers are told apart by their first lines. */
function isRelative(one: CommandId, other: CommandId): boolean {
  return one.startsWith('ethtool') && other.startsWith('ethtool')
}

function hasText(lines: Line[]): boolean {
  return lines.some(({ text }) => text.trim() !== '')
}

/** A line that opens or closes a block of code in Markdown. */
function isFence(line: string): boolean {
  return /^\s*(?:```|~~~)[\w-]*$/.test(line)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function dedent(line: string, indent: number): string {
  return line.slice(Math.min(indent, indentOf(line)))
}

/** Without escape sequences and paste marks; line ends of any system. */
function toCleanLines(text: string): Line[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({
    number: index + 1,
    text: withoutComment(
      line
        .slice(0, longestLine)
        .replaceAll(controls, '')
        .replace(/^(?:> )+|^>(?!>)/, '')
        .replaceAll('\u00a0', ' '),
    ).trimEnd(),
  }))
}

/** What an author wrote behind a value, as in `CPU(s): 32   // two sockets`; no command does. */
function withoutComment(line: string): string {
  const at = line.search(/[ \t]\/\/[ \t]/)
  return at > 0 && /\S/.test(line.slice(0, at)) ? line.slice(0, at) : line
}

function toCapture(file: FileRef, { typed, begun, lines }: Part, isOne: boolean): Capture {
  const text = lines.map(line => line.text).join('\n')
  const asked = typed === undefined ? begun : recogniseCommand(typed)
  // A piece of a bundle is known by what it says: the file's name tells of the whole.
  const entry = isOne || (typed === undefined && recogniseName(file.entry)) ? file.entry : ''
  const command = asked ?? recogniseFile(entry, text)
  return {
    file,
    command,
    subject: toSubject(typed, lines, file.entry),
    lines: unwrap(lines, command),
    outcome: toOutcome(lines),
  }
}
