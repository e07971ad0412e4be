import type { FileRef } from '../../../model/place.ts'
import type { Capture, Line } from './capture.ts'
import { bareCommand, recogniseCommand, recogniseFile } from './commands.ts'
import { toOutcome } from './outcome.ts'
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

const prompts: readonly RegExp[] = [
  /^[>* ]*\[?[a-z_][\w.-]*@[\w.-]+[: ][^#$\n]*?\]?\s?[#$>] ?(?<command>\S.*)$/,
  /^(?:\[I\] )?[a-z_][\w.-]*@[\w.-]+ [^ ]+(?: \[\d+\])?[#>$] ?(?<command>\S.*)$/,
  /^PS [A-Z]:\\[^>]*> ?(?<command>\S.*)$/,
  /^[A-Z]:\\[^>]*> ?(?<command>\S.*)$/,
  /^(?:\$|#|##|=+|-{2,}|>>>) ?(?<command>[a-zA-Z/][^=]*?)\s*(?:=+|-{2,})?:?$/,
  /^(?<command>sudo \S.*)$/,
]

/** Take a capture file apart: one part for each command that is seen in it. */
export function splitCaptures(file: FileRef, text: string): Capture[] {
  const lines = toCleanLines(text)
  const parts: { typed?: string; lines: Line[] }[] = [{ lines: [] }]
  for (const line of lines) {
    const typed = toTyped(line.text)
    if (typed !== undefined) parts.push({ typed, lines: [] })
    else parts.at(-1)?.lines.push(line)
  }
  return parts
    .filter(part => part.typed !== undefined || part.lines.some(line => line.text.trim() !== ''))
    .map(part => toCapture(file, part.typed, part.lines))
}

/** Without escape sequences and paste marks; line ends of any system. */
function toCleanLines(text: string): Line[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({
    number: index + 1,
    text: withoutComment(
      line
        .slice(0, longestLine)
        .replaceAll(controls, '')
        .replace(/^> ?/, '')
        .replaceAll('\u00a0', ' '),
    ).trimEnd(),
  }))
}

/** What an author wrote behind a value, as in `CPU(s): 32   // two sockets`; no command does. */
function withoutComment(line: string): string {
  const at = line.search(/[ \t]\/\/[ \t]/)
  return at > 0 && /\S/.test(line.slice(0, at)) ? line.slice(0, at) : line
}

/** The command on a line of its own, where it is one that a parser knows. */
function toTyped(line: string): string | undefined {
  // dmidecode begins with its own version, which is no command.
  if (line.length > 400 || /^# dmidecode \d/.test(line)) return undefined
  for (const prompt of prompts) {
    const command = prompt.exec(line)?.groups?.command
    if (command !== undefined && recogniseCommand(command) !== undefined) return command
  }
  return undefined
}

function toCapture(file: FileRef, typed: string | undefined, lines: Line[]): Capture {
  const text = lines.map(line => line.text).join('\n')
  const command =
    (typed === undefined ? undefined : recogniseCommand(typed)) ?? recogniseFile(file.entry, text)
  return {
    file,
    command,
    subject: toSubject(typed, lines, file.entry),
    lines: unwrap(lines, command),
    outcome: toOutcome(lines),
  }
}

/** The device that is asked about: from the command, the heading, or the file's name. */
function toSubject(typed: string | undefined, lines: Line[], path: string): string | undefined {
  const asked = typed && /^ethtool(?: -\S+)* ([\w.@-]+)$/.exec(bareCommand(typed))?.[1]
  if (asked) return asked
  for (const { text } of lines) {
    const heading =
      /^(?:Settings|Features|\w+ parameters|NIC statistics|RX flow hash \w+ \w+) for ([\w.@-]+)/.exec(
        text,
      )
    if (heading?.[1]) return heading[1]
  }
  return /(?:^|\/)ethtool[-_.](?:(?:[ikcglaS]|fec)(?=[-_.])[-_.])?(?!(?:[ikcglaS]|fec)\.)([\w@.-]+?)\.(?:txt|out|log)$/.exec(
    path,
  )?.[1]
}
