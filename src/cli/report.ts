import { foldMessages, hasErrors, type Message, messageToString } from '../message/message.ts'
import { type Call, CallError, type Command, type Terminal } from './command.ts'

/**
 * Print messages in their order, which puts causes before what follows from them, with a count;
 * the exit status says whether there was an error: 3 where nothing is wrong but claims that the data do not
 * support.
 */
export function report(all: Message[], terminal: Terminal, form?: MessageForm): 0 | 1 | 3 {
  const messages = foldMessages(all)
  const isForGitHub = form === 'github'
  const lines = isForGitHub ? messages.map(toAnnotation) : toLines(messages, terminal)
  for (const line of lines) terminal.err(`${line}\n`)
  if (messages.length > 0) {
    const count = (severity: Message['severity'], word: string) => {
      const number = messages.filter(message => message.severity === severity).length
      return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]
    }
    const counts = [
      ...count('error', 'error'),
      ...count('warning', 'warning'),
      ...count('info', 'note'),
    ]
    terminal.err(`${counts.join(', ')}\n`)
  }
  if (!hasErrors(messages)) return 0
  const errors = messages.filter(({ severity }) => severity === 'error')
  return errors.every(({ rule }) => rule === 'claim-not-supported') ? 3 : 1
}

/** How messages are printed: as lines, or as annotations of a pull request. */
export type MessageForm = 'text' | 'github'

/** Of commands that report what is wrong with a project. */
export const formOption: Command['options'] = {
  format: {
    type: 'string',
    value: 'FORM',
    help: 'text (the default), or github: messages as annotations of a pull request',
  },
}

/** @throws CallError where `--format` is none */
export function readForm({ format = 'text' }: Call['options']): MessageForm {
  if (format === 'text' || format === 'github') return format
  throw new CallError(`Unexpected format ${format}, expected text or github`)
}

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const

/** A command of GitHub's log: `::error file=site/index.md,line=7,title=broken-link::Unexpected …`. */
function toAnnotation({ severity, file, line, column, rule, reason }: Message): string {
  // Of a file in an archive, the archive is what the repository has.
  const [path = ''] = file.split(' › ')
  const fields = { file: path, line, col: column, title: rule }
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${toEscaped(String(value), /[%\r\n:,]/g)}`,
  )
  const inside = path === file ? '' : `${file}: `
  return `::${levels[severity]} ${parts.join(',')}::${toEscaped(inside + reason, /[%\r\n]/g)}`
}

function toEscaped(text: string, special: RegExp): string {
  return text.replaceAll(special, encodeURIComponent)
}

/** Messages as they are told, each once for all its places. */
export function toLines(messages: readonly Message[], terminal: Pick<Terminal, 'isLog'>): string[] {
  return foldMessages(messages).map(
    message => `${messageToString(message)}${reveal(message, terminal)}`,
  )
}

/** The private value that a message is about, to the person who has it anyway. */
function reveal(message: Message, { isLog }: Pick<Terminal, 'isLog'>): string {
  const values = message.reveal?.() ?? []
  if (values.length === 0) return ''
  return isLog
    ? '\n    (its value is not shown in a log: run technote check where CI is not set)'
    : `\n    it is ${values.map(value => `\`${value}\``).join(', ')}`
}
