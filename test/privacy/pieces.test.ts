import { expect, test } from 'vitest'
import { decode } from '../../src/parse/decode.ts'
import { readLatin1, readPieces, toPieces } from '../../src/privacy/pieces.ts'
import { peek, toEntry } from '../../src/read/chunks.ts'

/** A file whose bytes come in pieces of a size. */
async function openFile(bytes: Uint8Array, size: number) {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  return toEntry('a.txt', await peek(chunks()))
}

async function list(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

const text = Array.from({ length: 4000 }, (_, index) =>
  index % 50 === 0 ? '' : `line ${index}: µs, ${'x'.repeat(index % 90)} 漢字 🙂`,
).join('\n')

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-8 cut inside a letter', Buffer.from(text).subarray(0, -2)],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 without its mark', Buffer.from('plain letters '.repeat(9000), 'utf16le')],
  ['a code page', Buffer.from('mémoire é è à\n'.repeat(9000), 'latin1')],
  ['one line', Buffer.from('x'.repeat(200_000))],
  ['nothing', Buffer.alloc(0)],
])('a file in %s comes in the pieces of its whole text', async (_, bytes) => {
  const whole = toPieces(decode(bytes), 30_000)
  for (const size of [7001, 65_536]) {
    const pieces = await list(readPieces(await openFile(bytes, size), 30_000))
    expect(pieces).toEqual(whole)
  }
})

test('a file that is no text comes as a letter for each byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256))
  const pieces = await list(readLatin1(await openFile(bytes, 999), 20_000))
  expect(pieces.length).toBeGreaterThan(4)
  expect(pieces.join('')).toBe(bytes.toString('latin1'))
})
