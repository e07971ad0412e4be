import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Damage } from './chunks.ts'
import type { Chunks } from './entry.ts'

/** Small default pieces cost twice the CPU time of large ones. */
const chunkSize = 256 * 1024

/** Unpack gzip as it comes. Its checksum stands at its end: what is read before may prove wrong. */
export async function* gunzip(packed: Chunks): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize })
  // The same error ends the iteration.
  const running = pipeline(Readable.from(packed, { objectMode: false }), unzip).catch(() => {})
  try {
    yield* unzip
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'Z_DATA_ERROR'
      ? new Damage((error as Error).message)
      : error
  } finally {
    unzip.destroy()
    await running
  }
}
