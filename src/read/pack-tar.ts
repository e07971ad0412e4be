import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { slices } from './chunks.ts'
import type { Chunks } from './entry.ts'
import { gunzip } from './gunzip.ts'

/** Bytes of a known length, which are read when they are needed. */
export interface Content {
  size: number
  open(): Chunks
}

/** A file that is to be packed. */
export interface PackedFile {
  path: string
  content: Content
}

/** Bytes in memory. */
export function toContent(bytes: Uint8Array): Content {
  return { size: bytes.length, open: () => slices(bytes) }
}

/** Bytes that come, kept packed until they are needed. */
export async function packContent(chunks: Chunks): Promise<Content> {
  let size = 0
  async function* count() {
    for await (const chunk of chunks) {
      size += chunk.length
      yield chunk
    }
  }
  const packed = await gzip(count(), 1)
  return { size, open: () => gunzip(Readable.from(packed)) }
}

/** Packs files one after another. */
export interface Packer {
  add(file: PackedFile): Promise<void>
  finish(): Promise<Uint8Array>
}

/** Pack files as `.tar.gz`: the same files give the same bytes, on every machine and day. */
export function createPacker(): Packer {
  const tar = pack()
  const packed = gzip(tar, 9)
  return {
    async add({ path, content }) {
      const header = {
        name: path,
        size: content.size,
        mtime: new Date(0),
        mode: 0o644,
        uid: 0,
        gid: 0,
      }
      await new Promise<void>((resolve, reject) => {
        const member = tar.entry(header, error => (error ? reject(error) : resolve()))
        pipeline(content.open(), member).catch(reject)
      })
    },
    async finish() {
      tar.finalize()
      const bytes = Buffer.concat(await packed)
      bytes[9] = 255 // gzip names the system that it ran on
      return bytes
    },
  }
}

/** Pack files that are in memory. */
export async function packTar(files: { path: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  const packer = createPacker()
  for (const { path, bytes } of files) await packer.add({ path, content: toContent(bytes) })
  return packer.finish()
}

async function gzip(bytes: AsyncIterable<unknown>, level: number): Promise<Uint8Array[]> {
  const packed: Uint8Array[] = []
  await pipeline(bytes as Chunks, createGzip({ level }), async chunks => {
    for await (const chunk of chunks) packed.push(chunk as Uint8Array)
  })
  return packed
}
