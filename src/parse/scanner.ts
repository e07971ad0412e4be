import { decode, encodingOf } from './decode.ts'
import type { Input } from './input.ts'
import type { Parsed, Scanner } from './parser.ts'

/** Lines of what a scanner takes; a longer one is cut, and read as it begins. */
const longestLine = 1 << 20
const lineEnd = 10
const carriageReturn = 13

/** A line, and its number from 1. */
export type TakeLine = (text: string, number: number) => void

/**
 * Understands whole lines as bytes, faster than as texts.
 *
 * @param at where a line begins
 * @returns where the first line begins that it does not understand, or that is not whole, and how
 *   many it understood before
 */
export type TakeLines = (chunk: Uint8Array, at: number) => { at: number; lines: number }

/** Cuts UTF-8 into lines, which may reach over several chunks. */
export function createLines(take: TakeLine, takeLines?: TakeLines) {
  let number = 0
  let rest: Uint8Array = new Uint8Array(0)
  const tell = (line: Uint8Array) => {
    number += 1
    const length = line.at(-1) === carriageReturn ? line.length - 1 : line.length
    const text = Buffer.from(line.buffer, line.byteOffset, length).toString()
    take(number === 1 ? text.replace(/^\ufeff/, '') : text, number)
  }
  /** With what came of it before. */
  const join = (part: Uint8Array) => {
    const begin = part.subarray(0, longestLine)
    if (rest.length === 0) return begin
    return rest.length < longestLine ? Buffer.concat([rest, begin]) : rest
  }
  return {
    add(chunk: Uint8Array): void {
      let at = 0
      while (at < chunk.length) {
        if (takeLines && rest.length === 0 && number > 0) {
          const found = takeLines(chunk, at)
          at = found.at
          number += found.lines
        }
        const end = chunk.indexOf(lineEnd, at)
        const line = join(chunk.subarray(at, end === -1 ? chunk.length : end))
        // The chunk is not kept for the sake of its last line.
        rest = end === -1 ? line.slice() : new Uint8Array(0)
        if (end === -1) return
        tell(line)
        at = end + 1
      }
    },
    /** @returns how many lines there are, and whether the last of them has no end */
    finish(): { lines: number; isCut: boolean } {
      const isCut = rest.length > 0
      if (isCut) tell(rest)
      return { lines: number, isCut }
    },
  }
}

/** What a scanner makes of a file that is in memory, in whichever encoding it is. */
export function scanAll({ bytes }: Input, scanner: Scanner): Parsed {
  scanner.add(encodingOf(bytes) === 'utf-8' ? bytes : Buffer.from(decode(bytes)))
  return scanner.finish()
}
