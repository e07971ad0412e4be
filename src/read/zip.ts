import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { fromBuffer, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { damaged, type EntryStream, toPrintable } from './entry.ts'
import { createGuard, type Member } from './guard.ts'
import type { Limits } from './limits.ts'

const linkType = 0o120000

/** Bytes before the data of each member, at the least: members that need more than there are share some. */
const localHeader = 30

/** Read a zip by its central directory. A member whose size or checksum is not as there is left out. */
export async function* readZip(bytes: Uint8Array, limits: Limits): EntryStream {
  let zip: ZipFile | undefined
  const failed: { name: string; error: Error }[] = []
  const judge = createGuard(limits)
  try {
    zip = await openZip(bytes)
    let packed = 0
    for await (const entry of listEntries(zip)) {
      packed += localHeader + entry.compressedSize
      if (packed > bytes.length) throw new Error('its members overlap')
      const verdict = judge(toMember(entry))
      if ('take' in verdict) {
        const bytes = await inflate(zip, entry).catch((error: Error) => error)
        if (bytes instanceof Error) failed.push({ name: verdict.take, error: bytes })
        else yield { path: verdict.take, bytes }
      } else if (verdict.remark) yield verdict.remark
      if ('stop' in verdict) break
    }
  } catch (error) {
    yield damaged('the archive', error)
  } finally {
    zip?.close()
  }
  const [first, ...others] = failed
  if (!first) return
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  yield damaged(`\`${toPrintable(first.name)}\`${more} in it`, first.error)
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
  const bytes = Buffer.concat(chunks)
  const found = crc32(bytes)
  if (found === entry.crc32) return bytes
  throw new Error(`its CRC-32 is ${toHex(found)}, and its directory says ${toHex(entry.crc32)}`)
}

function toHex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0')
}

type OpenReadStream = (
  entry: ZipEntry,
  callback: (error: Error | null, stream: NodeJS.ReadableStream) => void,
) => void
