import { createReadStream } from 'node:fs'
import type { Chunks, Entry } from './entry.ts'
import { MovedInput } from './moved-input.ts'

/** Enough to tell what a file is, and in which encoding. */
const headBytes = 1 << 16
const pieceBytes = 1 << 18

/** The bytes of a source end too early, or are not what was packed. */
export class Broken extends Error {
  /** Which bytes these are: whoever unpacked them says what is wrong. */
  readonly source: object

  constructor(cause: unknown, source: object) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.source = source
  }

  /** Whether what was read before is not to be trusted either. */
  get isDamage(): boolean {
    return this.cause instanceof Damage
  }

  /** Whether it is sound, and only too much. */
  get isTooLarge(): boolean {
    return this.cause instanceof RangeError
  }
}

/** A checksum is wrong, or nothing can be unpacked: which bytes before are wrong nobody knows. */
export class Damage extends Error {}

/** The same bytes, or members, whose errors tell that they are theirs; those of what they are made from pass. */
export function watch<T>(bytes: AsyncIterable<T>): AsyncIterable<T> {
  const watched: AsyncIterable<T> = {
    async *[Symbol.asyncIterator]() {
      try {
        yield* bytes
      } catch (error) {
        if (error instanceof Broken || error instanceof MovedInput) throw error
        throw new Broken(error, watched)
      }
    },
  }
  return watched
}

/** The first bytes of a source, and all of them. */
export interface Peeked {
  head: Uint8Array
  chunks: Chunks
}

/** Look at the first bytes of a source, which is not to be read otherwise from then on. */
export async function peek(source: Chunks): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let size = 0
  let isAtEnd = false
  while (size < headBytes && !isAtEnd) {
    const { value, done } = await iterator.next()
    isAtEnd = done === true
    if (value === undefined) continue
    first.push(value)
    size += value.length
  }
  const head = toOne(first).subarray(0, headBytes)
  return { head, chunks: resume(first, isAtEnd ? undefined : iterator) }
}

/** All bytes of a source where they are few, else as they come; it is not to be read otherwise from then on. */
export async function gather(
  source: Chunks,
  most: number,
): Promise<{ bytes: Uint8Array } | { chunks: Chunks }> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  for (let size = 0; size <= most; ) {
    const { value, done } = await iterator.next()
    if (done) return { bytes: toOne(first) }
    first.push(value)
    size += value.length
  }
  return { chunks: resume(first, iterator) }
}

/** What was read of a source, and the rest of it. */
async function* resume(first: Uint8Array[], rest: AsyncIterator<Uint8Array> | undefined) {
  for (let chunk = first.shift(); chunk; chunk = first.shift()) yield chunk
  if (rest) yield* { [Symbol.asyncIterator]: () => rest }
}

function toOne(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks
  return only && chunks.length === 1 ? only : Buffer.concat(chunks)
}

/** The same bytes for several who read on, each where the one before stopped: none of them ends it. */
export function keepOpen(source: Chunks): Chunks {
  const iterator = source[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) }
}

/** Whoever stops reading an entry leaves the rest of it to be read, so that its end is seen. */
export function toEntry(path: string, { head, chunks }: Peeked): Entry {
  const open = keepOpen(chunks)
  return { path, head, open: () => open }
}

/** All bytes of a source as one. */
export async function collect(source: Chunks): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return toOne(chunks)
}

/** Bytes that are in memory, as a source. */
export async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes)
  }
}

/** The bytes of a file. */
export function readChunks(path: string): Chunks {
  return createReadStream(path, { highWaterMark: pieceBytes })
}
