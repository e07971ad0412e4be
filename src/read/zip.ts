import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { fromBuffer, open, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import type { Remark } from '../message/message.ts'
import { Broken, watch } from './chunks.ts'
import { type Chunks, damaged, type Found, toPrintable } from './entry.ts'
import type { Member } from './guard.ts'
import type { Walk } from './walk.ts'
import { noteZip, noteZipEntry } from './wrapping.ts'

const linkType = 0o120000

/** Bytes before the data of each member, at the least: members that need more than there are share some. */
const localHeader = 30

/**
 * Visit the files of a zip by its central directory. A member whose size or checksum is not as there
 * is left out.
 *
 * @param source where it is on this machine, or its bytes
 */
export async function walkZip<T>(source: string | Uint8Array, walk: Walk<T>): Promise<Found<T>[]> {
  const found: Found<T>[] = []
  const failed: Failed[] = []
  let zip: ZipFile
  try {
    zip = await openZip(source)
  } catch (error) {
    return [damaged('the archive', error)]
  }
  if (walk.around) noteZip(zip, walk.around)
  try {
    for await (const entry of watch(listEntries(zip))) {
      if (walk.around) noteZipEntry(entry, walk.around)
      const verdict = walk.guard.judge(toMember(entry))
      if ('take' in verdict) {
        const content = watch(inflate(zip, entry))
        found.push(...(await walkMember(verdict.take, content, walk, failed)))
      } else if (verdict.remark) found.push(verdict.remark)
      if ('stop' in verdict) break
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    found.push(damaged('the archive', error))
  } finally {
    zip.close()
  }
  return [...found, ...tellFailed(failed)]
}

/** A member that is not what the directory says. */
interface Failed {
  name: string
  error: Broken
}

async function walkMember<T>(name: string, content: Chunks, walk: Walk<T>, failed: Failed[]) {
  try {
    return await walk.file(name, content, walk)
  } catch (error) {
    if (!(error instanceof Broken) || error.source !== content) throw error
    failed.push({ name, error })
    return []
  }
}

function tellFailed([first, ...others]: Failed[]): Remark[] {
  if (!first) return []
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return [damaged(`\`${toPrintable(first.name)}\`${more} in it`, first.error)]
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

function openZip(source: string | Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names come as bytes: yauzl would otherwise end at the first escaping path.
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false }
    const done = (error: Error | null, zip: ZipFile) => (error ? reject(error) : resolve(zip))
    if (typeof source === 'string') open(source, options, done)
    else fromBuffer(Buffer.from(source), options, done)
  })
}

async function* listEntries(zip: ZipFile): AsyncGenerator<ZipEntry> {
  let packed = 0
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
    packed += localHeader + entry.compressedSize
    if (packed > zip.fileSize) throw new Error('its members overlap')
    yield entry
  }
}

async function* inflate(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenReadStream)(entry)
  let found = 0
  for await (const item of stream) {
    const chunk = item as Uint8Array
    found = crc32(chunk, found)
    yield chunk
  }
  if (found === entry.crc32) return
  throw new Error(`its CRC-32 is ${toHex(found)}, and its directory says ${toHex(entry.crc32)}`)
}

function toHex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0')
}

type OpenReadStream = (
  entry: ZipEntry,
  callback: (error: Error | null, stream: NodeJS.ReadableStream) => void,
) => void
