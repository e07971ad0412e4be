import { createDecoder, type DecodeNext, decode, decodeAs } from '../parse/decode.ts'
import { gather } from '../read/chunks.ts'
import type { Chunks, Entry } from '../read/entry.ts'

/** Letters that are looked at together; captures are far smaller, and attacks are not. */
const longest = 16_000_000

/**
 * A text in pieces whose sum it is, so that hundreds of megabytes take no more memory than one
 * piece does. Cut at the end of a line where there is one, else between two words.
 */
export function toPieces(text: string, most = longest): string[] {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > most) {
    const end = endBefore(text, start + most, start)
    pieces.push(text.slice(start, end))
    start = end
  }
  pieces.push(text.slice(start))
  return pieces
}

/**
 * The pieces of a file that is text, as it comes: the same as those of its whole text. One in a code
 * page that is too long to tell in which has marks in place of its letters.
 */
export async function* readPieces({ head, open }: Entry, most = longest): AsyncGenerator<string> {
  const decoder = createDecoder(head)
  const whole = decoder ? { chunks: open() } : await gather(open(), longest)
  if ('bytes' in whole) yield* toPieces(decode(whole.bytes), most)
  else yield* decodePieces(whole.chunks, decoder ?? decodeAs('utf-8'), most)
}

/** The pieces of a file that is no text: each of its bytes as a letter. */
export function readLatin1({ open }: Entry, most = longest): AsyncGenerator<string> {
  return decodePieces(open(), (chunk = new Uint8Array(0)) => latin1(chunk), most)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

async function* decodePieces(chunks: Chunks, decode: DecodeNext, most: number) {
  let rest = ''
  for await (const chunk of chunks) {
    rest += decode(chunk)
    while (rest.length > most) {
      const end = endBefore(rest, most, 0)
      yield rest.slice(0, end)
      rest = rest.slice(end)
    }
  }
  yield rest + decode()
}

/** Not far back: a line without an end has none to be found. */
function endBefore(text: string, most: number, start: number): number {
  const tail = text.slice(Math.max(start, most - 100_000), most)
  const at = ['\n\n', '\n', ' ', ','].map(end => tail.lastIndexOf(end)).find(index => index > 0)
  return at === undefined ? most : most - tail.length + at + 1
}
