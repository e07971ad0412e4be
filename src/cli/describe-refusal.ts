import { MovedInput } from '../read/moved-input.ts'
import { CallError } from './command.ts'

/** What the call or the system does not allow; anything else is a mistake of ours, and thrown on. */
export function describeRefusal(error: unknown): string {
  if (error instanceof CallError || error instanceof MovedInput) return error.message
  if (!(error instanceof Error && 'syscall' in error)) throw error
  const isFull = 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))
  // `ENOENT: no such file or directory, open '/a/b'`: the words first, as the path may be long.
  const [, code, words, rest] = /^(\w+): (.*?), (.*)$/s.exec(error.message) ?? []
  return `Unexpected ${words ?? error.message}${code ? ` (${code}, ${rest})` : ''}; ${isFull ? 'make room there, or write elsewhere' : 'correct the path, or who may read and write it'}`
}
