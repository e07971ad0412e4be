import { foldMessages, hasErrors, type Message, messageToString } from '../message/message.ts'
import type { Terminal } from './command.ts'

/**
 * Print messages in their order, which puts causes before what follows from them, with a count;
 * the exit status says whether there was an error: 3 where nothing is wrong but claims that the data do not
 * support.
 */
export function report(all: Message[], terminal: Terminal): 0 | 1 | 3 {
  const messages = foldMessages(all)
  for (const line of toLines(messages, terminal)) terminal.err(`${line}\n`)
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
