import { decode } from './decode.ts'

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

/** Lines without the marks of a mail that quotes them: `> `, `> > `, and without a terminal's `^C`. */
export function toMailLines(text: string): Line[] {
  return toLines(text).map((line, index) => ({
    text: withoutEcho(line.replace(/^(> ?)+/, '')),
    number: index + 1,
  }))
}

/** A terminal shows the key that ended a tool as `^C`, in front of what the tool writes then. */
function withoutEcho(line: string): string {
  return line.replace(/^(\^C)+/, '')
}

const headLength = 16_384

/** The start of a text, enough to tell what it is. */
export function head(text: string): string {
  return text.slice(0, headLength)
}
