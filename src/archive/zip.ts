import { promisify } from 'node:util'
import { fromBuffer, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { damaged, type EntryStream } from './entry.ts'
import { createGuard, type Member } from './guard.ts'
import type { Limits } from './limits.ts'

const linkType = 0o120000

/** Read a zip by its central directory; sizes and checksums are verified while inflating. */
export async function* readZip(bytes: Uint8Array, limits: Limits): EntryStream {
  let zip: ZipFile | undefined
  const judge = createGuard(limits)
  try {
    zip = await openZip(bytes)
    for await (const entry of listEntries(zip)) {
      const verdict = judge(toMember(entry))
      if ('take' in verdict) yield { path: verdict.take, bytes: await inflate(zip, entry) }
      else if (verdict.remark) yield verdict.remark
      if ('stop' in verdict) return
    }
  } catch (error) {
    yield damaged(error)
  } finally {
    zip?.close()
  }
}

function toMember(entry: ZipEntry): Member {
  const name = Buffer.from(entry.fileName).toString('utf8')
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === linkType
  return {
    name,
    bytes: entry.uncompressedSize,
    type: name.endsWith('/') ? 'folder' : isLink ? 'symlink' : 'file',
  }
}

export function openZip(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names come as bytes: yauzl would otherwise end at the first escaping path.
    fromBuffer(Buffer.from(bytes), { lazyEntries: true, decodeStrings: false }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    )
  })
}

export async function* listEntries(zip: ZipFile): AsyncGenerator<ZipEntry> {
  while (true) {
    const entry = await new Promise<ZipEntry | undefined>((resolve, reject) => {
      zip
        .once('entry', resolve)
        .once('end', () => resolve(undefined))
        .once('error', reject)
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
