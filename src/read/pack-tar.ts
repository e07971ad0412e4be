import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

/** Pack files as `.tar.gz`: the same files give the same bytes, on every machine and day. */
export async function packTar(entries: { path: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  const archive = pack()
  for (const { path, bytes } of entries) {
    archive.entry(
      { name: path, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0 },
      Buffer.from(bytes),
    )
  }
  archive.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of archive) chunks.push(chunk as Uint8Array)
  const packed = gzipSync(Buffer.concat(chunks), { level: 9 })
  packed[9] = 255 // gzip names the system that it ran on
  return packed
}
