import {
  firstSeed,
  foldCode,
  secondSeed,
  stepFirst,
  stepSecond,
  type WordHash,
} from './word-hash.ts'

/** Letters, digits and `_` make words; `-`, `.`, `@`, `:` and `+` between two of them make compounds. */
const letter = 1
const digit = 2
const underscore = 3
const joiner = 4

/** The class of each code of a character; 0 is none of a word or compound. */
const classes = Uint8Array.from({ length: 65_536 }, (_, code) => classOf(code))

function classOf(code: number): number {
  if (code >= 128) return classOfOther(code)
  const char = String.fromCharCode(code)
  if (/[A-Za-z]/.test(char)) return letter
  if (/[0-9]/.test(char)) return digit
  if (char === '_') return underscore
  return '-.@:+'.includes(char) ? joiner : 0
}

/** Beyond ASCII: marks, arrows, boxes and wide punctuation are no letters. */
function classOfOther(code: number): number {
  if (code < 0xc0 || code === 0xd7 || code === 0xf7 || code === 0xff1a || code === 0xfffd) return 0
  if ((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)) return 0
  return code >= 0xfe00 && code <= 0xff0f ? 0 : letter
}

/** What is told of a chunk: a word, or words joined, from `start` to before `end`. */
export interface Chunk extends WordHash {
  start: number
  end: number
  /** How many joined parts there are, and how many of these have a letter. */
  parts: number
  lettered: number
  digits: number
  /** The character before its first is the `n` of an escaped `\n`, and may be one of the chunk. */
  isEscaped: boolean
  /** Before it stands what names of machines and accounts follow: `//`, `:/`, `~`, a backslash. */
  isMarked: boolean
}

/**
 * Find all chunks of a text from left to right. One object is used for all of them: copy what is
 * to be kept. Codes of colours, percent signs with two hexadecimal digits and escaped ends of lines
 * are no letters of a word.
 *
 * @param visit whether to go on; it is given the codes of all characters too
 * @returns whether the end was reached
 */
export function scanChunks(
  text: string,
  visit: (chunk: Chunk, codes: Uint16Array) => boolean,
): boolean {
  const chunk: Chunk = {
    start: 0,
    end: 0,
    parts: 0,
    lettered: 0,
    digits: 0,
    isEscaped: false,
    isMarked: false,
    first: 0,
    second: 0,
  }
  const codes = toCodes(text)
  const { length } = codes
  let at = 0
  while (at < length) {
    const code = codes[at] ?? 0
    const kind = classes[code]
    if (kind === 0 || kind === joiner) {
      const isSpecial = code === 0x5c || code === 0x25 || code === 0x1b
      const next = isSpecial ? skipEscape(text, at) : at + 1
      chunk.isEscaped = next === at + 2
      chunk.isMarked = (code === 0x7e || code === 0x5c || code === 0x2f) && isMark(text, at)
      at = next
      continue
    }
    at = readChunk(codes, at, chunk)
    if (!visit(chunk, codes)) return false
    chunk.isEscaped = false
    chunk.isMarked = false
  }
  return true
}

function isMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === 0x7e || code === 0x5c) return true
  const before = code === 0x2f ? text.charCodeAt(at - 1) : 0
  return before === 0x2f || before === 0x3a
}

/** The codes of a text in a row, which are read faster than a string is asked for each. */
function toCodes(text: string): Uint16Array {
  const { buffer, byteOffset } = Buffer.from(text, 'utf16le')
  return new Uint16Array(buffer, byteOffset, text.length)
}

function readChunk(codes: Uint16Array, start: number, chunk: Chunk): number {
  let at = start
  let parts = 1
  let lettered = 0
  let digits = 0
  let hasLetter = 0
  let first = firstSeed
  let second = secondSeed
  const { length } = codes
  while (at < length) {
    const code = codes[at] ?? 0
    const kind = classes[code]
    if (kind === letter) hasLetter = 1
    else if (kind === digit) digits++
    else if (kind === joiner && isWordAt(codes, at + 1)) {
      parts++
      lettered += hasLetter
      hasLetter = 0
    } else if (kind !== underscore) break
    const char = foldCode(code)
    first = stepFirst(first, char)
    second = stepSecond(second, char)
    at++
  }
  chunk.start = start
  chunk.end = at
  chunk.parts = parts
  chunk.lettered = lettered + hasLetter
  chunk.digits = digits
  chunk.first = first
  chunk.second = second
  return at
}

/** The place behind one character that is in no word, or behind more that only encode one. */
function skipEscape(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === 0x5c && /[nrt]/.test(text.charAt(at + 1))) return at + 2
  if (code === 0x25 && /[2-7]/.test(text.charAt(at + 1)) && /[0-9A-F]/.test(text.charAt(at + 2)))
    return at + 3
  if (code === 0x1b && text.charAt(at + 1) === '[') {
    let end = at + 2
    while (end < at + 16 && /[\d;]/.test(text.charAt(end))) end++
    return end + 1
  }
  return at + 1
}

function isWordAt(codes: Uint16Array, at: number): boolean {
  const kind = at < codes.length ? classes[codes[at] ?? 0] : 0
  return kind !== 0 && kind !== joiner
}
