import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { cutShort, damaged, type EntryStream, noEnd, overLimit } from './entry.ts'
import { createGuard } from './guard.ts'
import type { Limits } from './limits.ts'

/** Read a tar, or a tar in gzip, as its first bytes say. */
export async function* readTar(bytes: Uint8Array, limits: Limits): EntryStream {
  const damage = isGzip(bytes) ? await findDamage(bytes, limits) : undefined
  if (damage) {
    yield damaged('the archive', damage)
    return
  }
  const { unpack, close, isEnded } = openTar(bytes, limits)
  const judge = createGuard(limits)
  try {
    for await (const entry of unpack) {
      const { size = 0 } = entry.header
      const verdict = judge(toMember(entry.header))
      if ('take' in verdict) yield { path: verdict.take, bytes: await collect(entry, size) }
      else if (verdict.remark) yield verdict.remark
      if ('stop' in verdict) return
      entry.resume()
    }
    if (!isEnded()) yield noEnd()
  } catch (error) {
    yield error instanceof RangeError
      ? overLimit('size of the unpacked archive', limits.totalBytes)
      : cutShort(error)
  } finally {
    await close()
  }
}

/** The members of a tar, to be iterated, and what is to be called afterwards however that ended. */
export function openTar(bytes: Uint8Array, limits: Limits) {
  const unpack = extract()
  const source = toSource(bytes)
  let last: Uint8Array = new Uint8Array()
  async function* watchEnd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      last = Buffer.concat([last, chunk.subarray(-block)]).subarray(-block)
      yield chunk
    }
  }
  const running = isGzip(bytes)
    ? pipeline(source, toGunzip(), toBound(limits), watchEnd, unpack)
    : pipeline(source, watchEnd, unpack)
  const done = running.catch(() => {}) // the same error ends the iteration
  return {
    unpack,
    /** Whether it ended with the zeros that every tar ends with; where all of it was read. */
    isEnded: () => last.every(byte => byte === 0),
    close: () => {
      unpack.destroy()
      return done
    },
  }
}

/**
 * What is wrong with the content of a gzip, whose checksum stands at its end: too late for who has
 * used its files by then. One that is cut short is right as far as it goes.
 */
async function findDamage(bytes: Uint8Array, limits: Limits): Promise<Error | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  try {
    await pipeline(toSource(bytes), toGunzip(), toBound(limits), nowhere)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'Z_DATA_ERROR' ? (error as Error) : undefined
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function toSource(bytes: Uint8Array): Readable {
  return Readable.from(slices(bytes), { objectMode: false })
}

/** Small default chunks cost twice the CPU time of large ones. */
function toGunzip() {
  return createGunzip({ chunkSize: 256 * 1024 })
}

/** Bytes of the blocks of which a tar consists. */
const block = 512

/** The blocks of a member's headers, and an end of zeros that has none. */
const aroundMember = 2048

/** What is no member counts too: zeros without an end, of which gzip makes next to nothing. */
function toBound({ totalBytes, entries }: Limits) {
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let left = totalBytes + aroundMember * (entries + 10)
    for await (const chunk of chunks) {
      left -= chunk.length
      if (left < 0) throw new RangeError('too large')
      yield chunk
    }
  }
}

/** GNU tar writes a map of the holes of a sparse file before its content, under a name of its own. */
function toMember({ name, type, size = 0, pax }: Header) {
  const extra = new Map<string, unknown>(Object.entries(pax ?? {}))
  const isSparse = [...extra.keys()].some(key => key.startsWith('GNU.sparse.'))
  return {
    name: String(extra.get('GNU.sparse.name') ?? name),
    bytes: size,
    type: isSparse ? 'sparse file' : toType(type),
  }
}

function toType(type: string | null | undefined): string {
  if (type === 'directory') return 'folder'
  return type === 'contiguous-file' ? 'file' : (type ?? 'unknown')
}

async function collect(chunks: AsyncIterable<unknown>, size: number): Promise<Uint8Array> {
  const result = new Uint8Array(size)
  let offset = 0
  for await (const item of chunks) {
    const chunk = item as Uint8Array
    result.set(chunk, offset)
    offset += chunk.length
  }
  if (offset !== size) throw new Error('the last file is cut short')
  return result
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1 << 20) {
    yield bytes.subarray(start, start + (1 << 20))
  }
}
