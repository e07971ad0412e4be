import { decode as decodeCodePage } from './decode.ts'
/** One file, as every parser sees it. */
export interface Input {
  /** Path inside its archive. Only a hint: what a file is, its content decides. */
  path: string
  bytes: Uint8Array
  /** The bytes as text, without a byte order mark, line ends as they were. */
  text: string
  /** The start of the text, enough to tell what most files are without decoding all of it. */
  head: string
}

export function toInput(path: string, bytes: Uint8Array): Input {
  let text: string | undefined
  let start: string | undefined
  return {
    path,
    bytes,
    get head() {
      start ??= head(decode(bytes.subarray(0, 4 * headLength)))
      return start
    },
    get text() {
      text ??= decode(bytes)
      return text
    },
  }
}

/** Lines without their ends; `lines[i]` is line i + 1. */
export function toLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/)
}

export interface Line {
  text: string
  /** From 1. */
  number: number
}

/** Lines without the marks of a mail that quotes them: `> `, `> > `. */
export function toMailLines(text: string): Line[] {
  return toLines(text).map((line, index) => ({
    text: line.replace(/^(> ?)+/, ''),
    number: index + 1,
  }))
}

const headLength = 16_384

/** The start of a text, enough to tell what it is. */
export function head(text: string): string {
  return text.slice(0, headLength)
}

/** Lines one after another, decoding a piece at a time: a log may be longer than a string can. */
export function* scanLines(input: Input): Generator<string> {
  if (encodingOf(input.bytes) !== 'utf-8') {
    yield* toLines(input.text)
    return
  }
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for (let at = 0; at < input.bytes.length; at += pieceBytes) {
    const piece = input.bytes.subarray(at, at + pieceBytes)
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

const pieceBytes = 1 << 20

function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  // Of code pages there are more than these two: which one it was, the letters tell.
  const isCodePage = encoding === 'ibm866' || encoding === 'gb18030'
  return isCodePage ? decodeCodePage(bytes) : new TextDecoder(encoding).decode(bytes)
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'ibm866'

/**
 * UTF-16 by its mark, or by the NUL in every other byte of Latin text; else UTF-8, and where
 * that is not possible, the code page that a console of Windows wrote in: the digits and the
 * words of the tools are the same in all of them.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 512)
  const zeros = (parity: number) =>
    start.filter((byte, index) => byte === 0 && index % 2 === parity).length
  const half = start.length / 2
  if (half >= 4 && zeros(1) > half * 0.7 && zeros(0) === 0) return 'utf-16le'
  if (half >= 4 && zeros(0) > half * 0.7 && zeros(1) === 0) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  return isGbk(bytes) ? 'gb18030' : 'ibm866'
}

/** Whether the start decodes; the last bytes of it may be half a character. */
function isUtf8(bytes: Uint8Array): boolean {
  return decodes('utf-8', bytes)
}

/** GBK has its high bytes in pairs; cp850 and cp866 have not, or they would not decode. */
function isGbk(bytes: Uint8Array): boolean {
  return decodes('gb18030', bytes)
}

function decodes(encoding: Encoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, 65_536), { stream: true })
    return true
  } catch {
    return false
  }
}
