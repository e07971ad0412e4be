import type { TakeLines } from '../scanner.ts'

const [lineFeed, carriageReturn, blank, comma, zero] = [10, 13, 32, 44, 48] as const

/** More digits than a number keeps exactly are left to `Number`. */
const mostDigits = 15
const mostFields = 8

/** Whole numbers of a line, of which so many are set; it tells whether it understands them. */
type TakeFields = (fields: Float64Array, count: number) => boolean

/**
 * Read lines of whole numbers in decimals, with a comma and a blank between: `0, 62606, 0, 4096`.
 * Of logs with millions of lines nearly all are such; any other line is left to be read as a text.
 */
export function createFieldReader(take: TakeFields): TakeLines {
  const fields = new Float64Array(mostFields)
  let count = 0

  return (chunk, begin) => {
    let start = begin
    let lines = 0
    for (let end = readLine(chunk, start); end !== -1; end = readLine(chunk, start)) {
      if (!take(fields, count)) break
      lines += 1
      start = end
    }
    return { at: start, lines }
  }

  /** @returns where the next line begins; -1 where this one is not understood, or not whole */
  function readLine(chunk: Uint8Array, begin: number): number {
    count = 0
    let at = begin
    while (true) {
      const end = readNumber(chunk, at, count)
      count += 1
      if (end === at || end - at > mostDigits || count > mostFields) return -1
      if (chunk[end] !== comma) return toNextLine(chunk, end)
      at = chunk[end + 1] === blank ? end + 2 : end + 1
    }
  }

  /** @returns the end of its digits */
  function readNumber(chunk: Uint8Array, begin: number, field: number): number {
    let value = 0
    let at = begin
    for (; at < chunk.length; at++) {
      const digit = (chunk[at] as number) - zero
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    fields[field] = value
    return at
  }
}

function toNextLine(chunk: Uint8Array, end: number): number {
  if (chunk[end] === lineFeed) return end + 1
  return chunk[end] === carriageReturn && chunk[end + 1] === lineFeed ? end + 2 : -1
}
