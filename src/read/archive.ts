import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from '../message/message.ts'
import {
  cutShort,
  damaged,
  type Entry,
  type EntryStream,
  isEntry,
  overLimit,
  sha256,
  unreadable,
} from './entry.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type Listed, listFiles, type Skip, whyNoFile } from './list-files.ts'
import { readAgain } from './read-again.ts'
import { readTar } from './tar.ts'
import { unpackEntries } from './unpack.ts'
import { readZip } from './zip.ts'
import { unpackZstd } from './zstd.ts'

/** One archive of a study: a packed file, or the loose files of the study's folder together. */
export interface Archive {
  /** Path below the study's folder; `.` for the loose files. */
  path: string
  bytes: number
  sha256: string
  /** The files in it, each once, and what was refused. Read on demand. */
  read(): AsyncGenerator<Entry | Message>
}

const packed: [suffix: RegExp, reader: typeof readTar][] = [
  [/\.(tar|tar\.gz|tgz)$/i, readTar],
  [/\.(tar\.zst|tzst)$/i, readZstdTar],
  [/\.zip$/i, readZip],
]

export interface Folder {
  /** Where the folder is on this machine. Never leaves this module's messages. */
  path: string
  /** How it is named to the reader, such as `data/linux-io-engines`. */
  name: string
  /** Another folder, whose files count as if they lay in this one, and before any of its own. */
  beside?: string
}

/**
 * List the archives of a folder in code point order, the loose files as the last.
 * Links are never followed; what the system does not let be read is left out and told.
 */
export async function listArchives(
  folder: Folder,
  limits: Limits = defaultLimits,
): Promise<{ archives: Archive[]; messages: Message[] }> {
  const archives: Archive[] = []
  const messages: Message[] = []
  const loose: EntryLocation[] = []
  const skip = (path: string, { code }: NodeJS.ErrnoException) =>
    messages.push({ ...unreadable(code), file: `${folder.name}/${path}` })
  for (const { listed, ...place } of await listBoth(folder, skip)) {
    const refusal = whyNoFile(listed, folder.name)
    if (refusal) {
      messages.push(refusal)
      continue
    }
    const { path } = listed
    const onDisk = join(place.folder.path, path)
    const reader = packed.find(([suffix]) => suffix.test(path))?.[1]
    if (reader === undefined) {
      loose.push(place)
      continue
    }
    const file = `${folder.name}/${path}`
    const size = await stat(onDisk).then(
      found => found.size,
      error => void skip(path, error),
    )
    if (size === undefined) continue
    if (size > limits.archiveBytes) {
      messages.push({ ...overLimit(`${size} bytes`, limits.archiveBytes), file })
      continue
    }
    const sha256 = await hashFile(onDisk).catch(error => void skip(path, error))
    if (sha256 === undefined) continue
    archives.push({
      path,
      bytes: size,
      sha256,
      read: () => readOnce(readPacked({ ...place, sha256 }, reader, limits), file),
    })
  }
  const rest = await toLooseArchive(folder, loose, limits, skip)
  return { archives: rest ? [...archives, rest] : archives, messages }
}

/** A file, and the folder from which its path counts. */
interface EntryLocation {
  folder: Folder
  path: string
}

/** What is below a folder and the one beside it, each path once, in code point order. */
async function listBoth(
  { path, name, beside }: Folder,
  skip: Skip,
): Promise<(EntryLocation & { listed: Listed })[]> {
  const found = new Map<string, EntryLocation & { listed: Listed }>()
  for (const root of beside === undefined ? [path] : [beside, path]) {
    for (const listed of await listFiles(root, skip)) {
      const place = { folder: { path: root, name }, path: listed.path, listed }
      if (!found.has(listed.path)) found.set(listed.path, place)
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

async function* readPacked(
  file: Parameters<typeof readAgain>[0],
  reader: typeof readTar,
  limits: Limits,
): EntryStream {
  const bytes = await readAgain(file)
  if (bytes.length === 0) yield cutShort('an empty file')
  else yield* unpackEntries(reader(bytes, limits), limits)
}

async function* readZstdTar(bytes: Uint8Array, limits: Limits): EntryStream {
  let tar: Uint8Array
  try {
    tar = unpackZstd(bytes, limits.totalBytes)
  } catch (error) {
    yield error instanceof RangeError
      ? overLimit('size of the unpacked archive', limits.totalBytes)
      : damaged('the archive', error)
    return
  }
  yield* readTar(tar, limits)
}

/** Each path once, with the file's name on each remark; of paths that stand twice one remark for all. */
async function* readOnce(stream: EntryStream, file: string): AsyncGenerator<Entry | Message> {
  const seen = new Set<string>()
  const again: string[] = []
  let isEmpty = true
  for await (const item of stream) {
    isEmpty = false
    if (!isEntry(item)) yield { ...item, file }
    else if (seen.has(item.path)) again.push(item.path)
    else {
      seen.add(item.path)
      yield item
    }
  }
  if (isEmpty) {
    const reason = 'Unexpected archive without a file, expected those of a run; pack it again'
    yield { severity: 'warning', rule: 'empty-archive', reason, file }
  }
  const [first, ...others] = again
  if (first === undefined) return
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  yield {
    severity: 'error',
    rule: 'repeated-path',
    reason: `Unexpected second file \`${first}\`${more}, expected each path once; the first is used, pack the archive again`,
    file,
  }
}

/**
 * The loose files as one archive; its hash is that of the lines `sha256sum` would print for them.
 * Nothing where none of them can be read.
 */
async function toLooseArchive(
  folder: Folder,
  all: EntryLocation[],
  limits: Limits,
  skip: Skip,
): Promise<Archive | undefined> {
  const files: (EntryLocation & { sha256: string })[] = []
  let total = 0
  for (const place of all) {
    const onDisk = join(place.folder.path, place.path)
    const bytes = await readFile(onDisk).catch(error => void skip(place.path, error))
    if (bytes === undefined) continue
    total += bytes.length
    files.push({ ...place, sha256: sha256(bytes) })
  }
  if (files.length === 0) return undefined
  async function* readLoose(): EntryStream {
    for (const file of files) {
      const { path } = file
      const bytes = await readAgain(file)
      if (bytes.length <= limits.entryBytes) yield { path, bytes }
      else yield overLimit(`${bytes.length} bytes of \`${path}\``, limits.entryBytes)
    }
  }
  const read = () => readOnce(unpackEntries(readLoose(), limits), folder.name)
  const lines = files.map(file => `${file.sha256}  ${file.path}\n`)
  return { path: '.', bytes: total, sha256: sha256(lines.join('')), read }
}
