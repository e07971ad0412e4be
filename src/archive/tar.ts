import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { damaged, type EntryStream, escapingPath, notAFile, overLimit, toSafePath } from './entry.ts'
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
  let count = 0
  let total = 0
  try {
    for await (const entry of unpack) {
      const { name, type, size = 0 } = entry.header
      count += 1
      total += size
      if (count > limits.entries) return yield overLimit(`file number ${count}`, limits.entries)
      if (total > limits.totalBytes) return yield overLimit(`${total} bytes`, limits.totalBytes)
      const path = toSafePath(name)
      if (type === 'directory') {
        entry.resume()
      } else if (type !== 'file' && type !== 'contiguous-file') {
        yield notAFile(name, type ?? 'entry')
        entry.resume()
      } else if (path === undefined) {
        yield escapingPath(name)
        entry.resume()
      } else if (size > limits.entryBytes) {
        return yield overLimit(`${size} bytes in \`${path}\``, limits.entryBytes)
      } else {
        yield { path, bytes: await collect(entry, size) }
      }
    }
  } catch (error) {
    yield damaged(error)
  } finally {
    unpack.destroy()
    await done
  }
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
