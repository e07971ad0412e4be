import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from '../message/message.ts'
import { damaged, type Entry, type EntryStream, isEntry, overLimit, sha256 } from './entry.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { readTar } from './tar.ts'
import { unpackEntries, unpackZstd } from './unpack.ts'
import { readZip } from './zip.ts'

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
}

/**
 * List the archives of a folder in code point order, the loose files as the last.
 * Links are never followed.
 */
export async function listArchives(
  folder: Folder,
  limits: Limits = defaultLimits,
): Promise<{ archives: Archive[]; messages: Message[] }> {
  const archives: Archive[] = []
  const messages: Message[] = []
  const loose: string[] = []
  for (const { path, isFile } of await listFiles(folder.path)) {
    if (!isFile) {
      messages.push({
        severity: 'error',
        rule: 'not-a-file',
        reason: `Unexpected link or special file, expected a file; it was left out, put the file itself there`,
        file: `${folder.name}/${path}`,
      })
      continue
    }
    const reader = packed.find(([suffix]) => suffix.test(path))?.[1]
    if (reader === undefined) {
      loose.push(path)
      continue
    }
    const file = `${folder.name}/${path}`
    const { size } = await stat(join(folder.path, path))
    if (size > limits.archiveBytes) {
      messages.push({ ...overLimit(`${size} bytes`, limits.archiveBytes), file })
      continue
    }
    archives.push({
      path,
      bytes: size,
      sha256: await hashFile(join(folder.path, path)),
      read: () => readOnce(readPacked(join(folder.path, path), reader, limits), file),
    })
  }
  if (loose.length > 0) archives.push(await toLooseArchive(folder, loose, limits))
  return { archives, messages }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

async function* readPacked(path: string, reader: typeof readTar, limits: Limits): EntryStream {
  const bytes = await readFile(path)
  if (bytes.length === 0) yield damaged('an empty file')
  else yield* unpackEntries(reader(bytes, limits), limits)
}

async function* readZstdTar(bytes: Uint8Array, limits: Limits): EntryStream {
  let tar: Uint8Array
  try {
    tar = unpackZstd(bytes, limits.totalBytes)
  } catch (error) {
    yield error instanceof RangeError
      ? overLimit('size of the archive, unpacked,', limits.totalBytes)
      : damaged(error)
    return
  }
  yield* readTar(tar, limits)
}

/** Each path once, with the file's name on each remark. */
async function* readOnce(stream: EntryStream, file: string): AsyncGenerator<Entry | Message> {
  const seen = new Set<string>()
  for await (const item of stream) {
    if (!isEntry(item)) yield { ...item, file }
    else if (!seen.has(item.path)) {
      seen.add(item.path)
      yield item
    } else {
      yield {
        severity: 'error',
        rule: 'repeated-path',
        reason: `Unexpected second file \`${item.path}\`, expected each path once; the first is used, pack the archive again`,
        file,
      }
    }
  }
}

/** The loose files as one archive; its hash is that of the lines `sha256sum` would print for them. */
async function toLooseArchive(folder: Folder, paths: string[], limits: Limits): Promise<Archive> {
  const lines: string[] = []
  let total = 0
  for (const path of paths) {
    const bytes = await readFile(join(folder.path, path))
    total += bytes.length
    lines.push(`${sha256(bytes)}  ${path}\n`)
  }
  async function* readLoose(): EntryStream {
    for (const path of paths) {
      const bytes = await readFile(join(folder.path, path))
      if (bytes.length <= limits.entryBytes) yield { path, bytes }
      else yield overLimit(`${bytes.length} bytes of \`${path}\``, limits.entryBytes)
    }
  }
  const read = () => readOnce(unpackEntries(readLoose(), limits), folder.name)
  return { path: '.', bytes: total, sha256: sha256(lines.join('')), read }
}

async function listFiles(root: string): Promise<{ path: string; isFile: boolean }[]> {
  const items = await readdir(root, { recursive: true, withFileTypes: true })
  return items
    .filter(item => !item.isDirectory())
    .map(item => ({
      path: join(item.parentPath, item.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
      isFile: item.isFile(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
