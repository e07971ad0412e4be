import { promisify } from 'node:util'
import { type Entry as ZipEntry, fromBuffer, type ZipFile } from 'yauzl'
import { damaged, type EntryStream, escapingPath, notAFile, overLimit, toSafePath } from './entry.ts'
import type { Limits } from './limits.ts'

const linkType = 0o120000

/** Read a zip by its central directory; sizes and checksums are verified while inflating. */
export async function* readZip(bytes: Uint8Array, limits: Limits): EntryStream {
  let zip: ZipFile | undefined
  let count = 0
  let total = 0
  try {
    zip = await open(bytes)
    for await (const entry of listEntries(zip)) {
      const name = Buffer.from(entry.fileName).toString('utf8')
      const path = toSafePath(name)
      count += 1
      total += entry.uncompressedSize
      if (count > limits.entries) return yield overLimit(`file number ${count}`, limits.entries)
      if (total > limits.totalBytes) return yield overLimit(`${total} bytes`, limits.totalBytes)
      if (name.endsWith('/')) continue
      if (((entry.externalFileAttributes >>> 16) & 0o170000) === linkType) {
        yield notAFile(name, 'link')
      } else if (path === undefined) {
        yield escapingPath(name)
      } else if (entry.uncompressedSize > limits.entryBytes) {
        return yield overLimit(`${entry.uncompressedSize} bytes in \`${path}\``, limits.entryBytes)
      } else {
        yield { path, bytes: await inflate(zip, entry) }
      }
    }
  } catch (error) {
    yield damaged(error)
  } finally {
    zip?.close()
  }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names come as bytes: yauzl would otherwise end at the first escaping path.
    fromBuffer(Buffer.from(bytes), { lazyEntries: true, decodeStrings: false }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    )
  })
}

async function* listEntries(zip: ZipFile): AsyncGenerator<ZipEntry> {
  while (true) {
    const entry = await new Promise<ZipEntry | undefined>((resolve, reject) => {
      zip.once('entry', resolve).once('end', () => resolve(undefined)).once('error', reject)
      zip.readEntry()
    })
    zip.removeAllListeners()
    if (entry === undefined) return
    yield entry
  }
}

async function inflate(zip: ZipFile, entry: ZipEntry): Promise<Uint8Array> {
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenReadStream)(entry)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

type OpenReadStream = (
  entry: ZipEntry,
  callback: (error: Error | null, stream: NodeJS.ReadableStream) => void,
) => void
