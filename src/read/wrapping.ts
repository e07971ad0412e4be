import { constants, gunzipSync } from 'node:zlib'
import type { Header } from 'tar-stream'
import { createGuard } from './guard.ts'
import type { Limits } from './limits.ts'
import { openTar } from './tar.ts'
import { isPacked } from './unpack.ts'
import { listEntries, openZip } from './zip.ts'
import { unpackZstd } from './zstd.ts'

/** What a packed file carries besides the files that reading it gives. */
export interface Wrapping {
  /** Accounts that own its files, by name, as tar writes them. */
  owners: string[]
  /** Names of all its members, of those too that are left out, and what gzip was given. */
  names: string[]
  /** Whether there is anything else: a comment, a link, a group, a further header, an archive inside. */
  hasMore: boolean
}

/** Read what is written around the files of an archive. What cannot be read counts as more. */
export async function readWrapping(bytes: Uint8Array, limits: Limits): Promise<Wrapping> {
  const found = { owners: new Set<string>(), names: new Set<string>(), hasMore: false }
  try {
    if (startsWith(bytes, 'PK')) await readZipWrapping(bytes, limits, found)
    else await readTarWrapping(bytes, limits, found)
  } catch {
    found.hasMore = true
  }
  return { owners: [...found.owners], names: [...found.names], hasMore: found.hasMore }
}

interface Collected {
  owners: Set<string>
  names: Set<string>
  hasMore: boolean
}

const gzip = '\x1f\x8b'
const zstd = '\x28\xb5\x2f\xfd'

const plainTypes = ['file', 'directory', 'contiguous-file']
const commonGroups = ['', 'root', 'wheel', 'staff', 'users']

/** Headers of POSIX.1-2001 that hold a name, which is looked at, or a number. */
const plainHeaders = ['path', 'size', 'mtime', 'atime', 'ctime', 'uid', 'gid']

async function readTarWrapping(bytes: Uint8Array, limits: Limits, found: Collected): Promise<void> {
  if (startsWith(bytes, gzip)) readGzipHeader(bytes, found)
  const tar = startsWith(bytes, zstd) ? unpackZstd(bytes, limits.totalBytes) : bytes
  const { unpack, close } = openTar(tar, limits)
  const judge = createGuard(limits)
  try {
    for await (const entry of unpack) {
      const { name, size = 0 } = entry.header
      if ('stop' in judge({ name, bytes: size, type: 'file' })) throw new RangeError('too large')
      readTarHeader(entry.header, found)
      let isFirst = true
      for await (const chunk of entry) {
        if (isFirst) lookInside(chunk as Uint8Array, found)
        isFirst = false
      }
    }
  } finally {
    await close()
  }
}

function readTarHeader({ name, type, uname = '', gname = '', pax }: Header, found: Collected) {
  if (uname !== '') found.owners.add(uname)
  found.names.add(name)
  const isPlain =
    plainTypes.includes(String(type)) &&
    [...commonGroups, uname].includes(gname) &&
    Object.keys(pax ?? {}).every(key => plainHeaders.includes(key))
  found.hasMore ||= !isPlain
}

/** @param start of a member; a single file in gzip has no owners, what else is packed may have */
function lookInside(start: Uint8Array, found: Collected): void {
  if (!isPacked(start)) return
  if (!startsWith(start, gzip)) {
    found.hasMore = true
    return
  }
  readGzipHeader(start, found)
  const inside = gunzipSync(start.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH })
  found.hasMore ||= isPacked(inside)
}

/** RFC 1952, 2.3: a name and a comment end with a zero; further fields are nobody's. */
function readGzipHeader(bytes: Uint8Array, found: Collected): void {
  const [extra, name, comment] = [4, 8, 16].map(flag => ((bytes[3] ?? 0) & flag) !== 0)
  found.hasMore ||= extra === true || comment === true
  if (name && !extra)
    found.names.add(Buffer.from(bytes.subarray(10, bytes.indexOf(0, 10))).toString())
}

/** APPNOTE.TXT, 4.5: sizes over 4 GiB, times of NTFS and Unix, numbers of owners. */
const plainFields = [0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875]

async function readZipWrapping(
  bytes: Uint8Array,
  { entries }: Limits,
  found: Collected,
): Promise<void> {
  const zip = await openZip(bytes)
  if (zip.entryCount > entries) throw new RangeError('too many')
  found.hasMore ||= zip.comment.length > 0
  for await (const entry of listEntries(zip)) {
    found.names.add(Buffer.from(entry.fileName).toString('utf8'))
    found.hasMore ||=
      entry.fileCommentLength > 0 || entry.extraFields.some(({ id }) => !plainFields.includes(id))
  }
  zip.close()
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic
}
