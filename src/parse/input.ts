/** One file, as every parser sees it. */
export interface Input {
  /** Path inside its archive. Only a hint: what a file is, its content decides. */
  path: string
  bytes: Uint8Array
  /** The bytes as text, without a byte order mark, line ends as they were. */
  text: string
}

export function toInput(path: string, bytes: Uint8Array): Input {
  let text: string | undefined
  return {
    path,
    bytes,
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

/** The start of a text, enough to tell what it is. */
export function head(text: string): string {
  return text.slice(0, 16_384)
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
