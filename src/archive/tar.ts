import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { damaged, type EntryStream } from './entry.ts'
import { createGuard } from './guard.ts'
import type { Limits } from './limits.ts'

/** Read a tar, or a tar in gzip, as its first bytes say. */
export async function* readTar(bytes: Uint8Array, limits: Limits): EntryStream {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const unpack = extract()
  const source = Readable.from(slices(bytes), { objectMode: false })
  // Small default chunks cost twice the CPU time of large ones.
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const done = (isGzip ? pipeline(source, gunzip, unpack) : pipeline(source, unpack)).catch(
    () => {}, // the same error ends the loop below
  )
  const judge = createGuard(limits)
  try {
    for await (const entry of unpack) {
      const { name, type, size = 0 } = entry.header
      const verdict = judge({ name, bytes: size, type: toType(type) })
      if ('take' in verdict) yield { path: verdict.take, bytes: await collect(entry, size) }
      else if (verdict.remark) yield verdict.remark
      if ('stop' in verdict) return
      entry.resume()
    }
  } catch (error) {
    yield damaged(error)
  } finally {
    unpack.destroy()
    await done
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
