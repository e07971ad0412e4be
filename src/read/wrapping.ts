import type { Header } from 'tar-stream'
import type { Entry as ZipEntry, ZipFile } from 'yauzl'

/** What a packed file carries besides the files that reading it gives. */
export interface Wrapping {
  /** Accounts that own its files, by name, as tar writes them. */
  owners: string[]
  /** Names of all its members, of those too that are left out, and what gzip was given. */
  names: string[]
  /** Whether there is anything else: a comment, a link, a group, a further header, an archive inside. */
  hasMore: boolean
}

/** The same, as it is collected. */
export interface Around {
  owners: Set<string>
  names: Set<string>
  hasMore: boolean
}

export function createAround(): Around {
  return { owners: new Set(), names: new Set(), hasMore: false }
}

/** @param isRead whether nothing of the archive was refused */
export function toWrapping({ owners, names, hasMore }: Around, isRead = true): Wrapping {
  return { owners: [...owners], names: [...names], hasMore: hasMore || !isRead }
}

const plainTypes = ['file', 'directory', 'contiguous-file']
const commonGroups = ['', 'root', 'wheel', 'staff', 'users']

/** Headers of POSIX.1-2001 that hold a name, which is looked at, or a number. */
const plainHeaders = ['path', 'size', 'mtime', 'atime', 'ctime', 'uid', 'gid']

/** What stands in the header of a member of a tar. */
export function noteTarHeader(header: Header, around: Around): void {
  const { name, type, uname = '', gname = '', pax } = header
  if (uname !== '') around.owners.add(uname)
  around.names.add(name)
  const isPlain =
    plainTypes.includes(String(type)) &&
    [...commonGroups, uname].includes(gname) &&
    Object.keys(pax ?? {}).every(key => plainHeaders.includes(key))
  around.hasMore ||= !isPlain
}

/**
 * What gzip was given: RFC 1952, 2.3. A name and a comment end with a zero; further fields are
 * nobody's. Bytes that are no gzip say nothing.
 */
export function noteGzip(head: Uint8Array, around: Around): void {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return
  const [extra, name, comment] = [4, 8, 16].map(flag => ((head[3] ?? 0) & flag) !== 0)
  around.hasMore ||= extra === true || comment === true
  if (name && !extra)
    around.names.add(Buffer.from(head.subarray(10, head.indexOf(0, 10))).toString())
}

/** APPNOTE.TXT, 4.5: sizes over 4 GiB, times of NTFS and Unix, numbers of owners. */
const plainFields = [0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875]

/** What stands around all members of a zip. */
export function noteZip({ comment }: ZipFile, around: Around): void {
  around.hasMore ||= comment.length > 0
}

/** What stands in the directory of a zip of one member. */
export function noteZipEntry(entry: ZipEntry, around: Around): void {
  around.names.add(Buffer.from(entry.fileName).toString('utf8'))
  around.hasMore ||=
    entry.fileCommentLength > 0 || entry.extraFields.some(({ id }) => !plainFields.includes(id))
}
