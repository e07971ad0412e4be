import type { LineMemory } from './line-memory.ts'

/** Letters, digits and `_` make words; `-`, `.`, `@`, `:` and `+` between two of them make compounds. */
const [letter, digit, underscore, joiner] = [1, 2, 4, 8]
const inWord = letter | digit | underscore
/** What begins an escape, or marks what follows it. */
const special = 16
const lineEnd = 0x0a

/** The class of each code of a character; 0 is none of a word or compound. */
const classes = Uint8Array.from({ length: 65_536 }, (_, code) => classOf(code))

function classOf(code: number): number {
  if (code >= 128) return classOfOther(code)
  const char = String.fromCharCode(code)
  if (/[A-Za-z]/.test(char)) return letter
  if (/[0-9]/.test(char)) return digit
  if (char === '_') return underscore
  if ('\\%\u001b~/'.includes(char)) return special
  return '-.@:+'.includes(char) ? joiner : 0
}

/** Beyond ASCII: marks, arrows, boxes and wide punctuation are no letters. */
function classOfOther(code: number): number {
  if (code < 0xc0 || code === 0xd7 || code === 0xf7 || code === 0xff1a || code === 0xfffd) return 0
  if ((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)) return 0
  return code >= 0xfe00 && code <= 0xff0f ? 0 : letter
}

/** What is told of a chunk: a word, or words joined, from `start` to before `end`. */
export interface Chunk {
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
  /** Made of its letters as they are. */
  hash: number
}

/**
 * Find all chunks of a text from left to right. One object is used for all of them: copy what is
 * to be kept. Codes of colours, percent signs with two hexadecimal digits and escaped ends of lines
 * are no letters of a word.
 *
 * @param visit whether to go on; it is given the codes of all characters too
 * @param lines which of them are passed over
 * @returns whether the end was reached
 */
export function scanChunks(
  text: string,
  visit: (chunk: Chunk, codes: Uint16Array) => boolean,
  lines: Pick<LineMemory, 'begin'> = everyLine,
): boolean {
  return withCodes(text, codes => scanCodes(text, codes, visit, lines))
}

const everyLine = { begin: (_: Uint16Array, at: number) => at }

function scanCodes(
  text: string,
  codes: Uint16Array,
  visit: (chunk: Chunk, codes: Uint16Array) => boolean,
  lines: Pick<LineMemory, 'begin'>,
): boolean {
  const chunk: Chunk = {
    start: 0,
    end: 0,
    parts: 0,
    lettered: 0,
    digits: 0,
    isEscaped: false,
    isMarked: false,
    hash: 0,
  }
  const { length } = codes
  let at = lines.begin(codes, 0)
  while (at < length) {
    const code = codes[at] ?? 0
    const kind = classes[code] ?? 0
    if ((kind & inWord) !== 0) {
      at = readChunk(codes, at, chunk)
      if (!visit(chunk, codes)) return false
      chunk.isEscaped = false
      chunk.isMarked = false
    } else if (kind === special) {
      const next = skipEscape(text, at)
      chunk.isEscaped = next === at + 2
      chunk.isMarked = isMark(text, at)
      at = next
    } else {
      chunk.isEscaped = false
      chunk.isMarked = false
      at++
      if (code === lineEnd) at = lines.begin(codes, at)
    }
  }
  return true
}

function isMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === 0x7e || code === 0x5c) return true
  const before = code === 0x2f ? text.charCodeAt(at - 1) : 0
  return before === 0x2f || before === 0x3a
}

/** Room for the codes of a text, used again and again: new room for each would keep the collector busy. */
let room = Buffer.alloc(2 ** 16)
let isInUse = false

/** Hand on the codes of a text in a row, which are read faster than a string is asked for each. */
function withCodes<T>(text: string, use: (codes: Uint16Array) => T): T {
  const size = text.length * 2
  // A text that is looked at while another is has room of its own.
  if (isInUse || size > mostRoom) return use(writeCodes(text, Buffer.alloc(size)))
  if (size > room.length) room = Buffer.alloc(2 * size)
  isInUse = true
  try {
    return use(writeCodes(text, room))
  } finally {
    isInUse = false
  }
}

const mostRoom = 2 ** 25

function writeCodes(text: string, to: Buffer): Uint16Array {
  to.write(text, 'utf16le')
  return new Uint16Array(to.buffer, to.byteOffset, text.length)
}

function readChunk(codes: Uint16Array, start: number, chunk: Chunk): number {
  const { length } = codes
  let at = start
  let parts = 1
  let lettered = 0
  let digits = 0
  let seen = 0
  let hash = 0
  while (at < length) {
    const code = codes[at] ?? 0
    const kind = classes[code] ?? 0
    if ((kind & inWord) === 0) {
      if (kind !== joiner || !isWordAt(codes, at + 1)) break
      parts++
      lettered += seen & letter
      seen = 0
    }
    seen |= kind
    digits += (kind & digit) >> 1
    hash = (Math.imul(hash, 31) + code) | 0
    at++
  }
  chunk.start = start
  chunk.end = at
  chunk.parts = parts
  chunk.lettered = lettered + (seen & letter)
  chunk.digits = digits
  chunk.hash = hash
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
  return at < codes.length && ((classes[codes[at] ?? 0] ?? 0) & inWord) !== 0
}
