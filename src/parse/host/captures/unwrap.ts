import type { Line } from './capture.ts'
import type { CommandId } from './command-rules.ts'

/** How a line of a command begins; one that begins otherwise may go on with the line before. */
const beginnings: { readonly [command in CommandId]?: RegExp } = {
  dmesg: /^(?:\w+ *:\w+ *: )?(?:<\d+>)?\[/,
  lscpu: /^\s|^[^:：]{1,60}[:：]/,
  lspci: /^\s|^(?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}\.|^[\w -]{1,40}: /,
}

/** Mail programs break lines where the next word would reach beyond one of these columns. */
const narrowest = 64
const widest = 80

/** Put lines together that a mail program has broken; each keeps the number of its first part. */
export function unwrap(lines: readonly Line[], command: CommandId | undefined): Line[] {
  const beginning = command && beginnings[command]
  const whole: Line[] = []
  if (!beginning || !lines.some(({ text }) => beginning.test(text))) return [...lines]
  let room: Line | undefined
  for (const line of lines) {
    const last = whole.at(-1)
    const isRest = last && room && !beginning.test(line.text) && isBroken(room.text, line.text)
    if (isRest) last.text += ` ${line.text}`
    else whole.push({ ...line })
    room = isRest || beginning.test(line.text) ? line : undefined
  }
  return whole
}

function isBroken(before: string, rest: string): boolean {
  const word = /^\S{1,80}/.exec(rest)?.[0]
  if (word === undefined || before.length > widest) return false
  return before.length + 1 + word.length > narrowest
}
