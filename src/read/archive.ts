import { stat } from 'node:fs/promises'
import type { Message } from '../message/message.ts'
import type { HashedFile } from '../model/output-file.ts'
import { type Chunks, type Found, overLimit, sha256, unreadable, type Visit } from './entry.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type Listed, listFiles, type Skip, whyNoFile } from './list-files.ts'
import { toRawFile } from './raw-file.ts'
import { type FileLocation, hashFile, onDisk, openAgain } from './read-again.ts'
import { createWalk, walkPackedTar } from './unpack.ts'
import type { Walk } from './walk.ts'
import { createAround, toWrapping, type Wrapping } from './wrapping.ts'
import { walkZip } from './zip.ts'

/** One archive of a study: a packed file, or the loose files of the study's folder together. */
export interface Archive {
  /** Path below the study's folder; `.` for the loose files. */
  path: string
  bytes: number
  sha256: string
  /** As it lies on disk, under the path that it is published at; loose files are no such file. */
  raw?(path: string): HashedFile
  /** Visit the files in it, each path once; what was made of a file that proves damaged is dropped. */
  walk<T>(visit: Visit<T>): Promise<Walked<T>>
}

/** What visiting the files of an archive came to. */
export interface Walked<T> {
  /** In the order of the archive, with what was refused. */
  found: Found<T, Message>[]
  /** What is around its files. */
  wrapping: Wrapping
}

/** Archives by their names, as they lie on disk. */
const readers: [suffix: RegExp, reader: Reader][] = [
  [/\.(tar|tar\.gz|tgz|tar\.zst|tzst)$/i, (_, chunks, walk) => walkPackedTar(chunks, walk)],
  [/\.zip$/i, (path, _, walk) => walkZip(path, walk)],
]

type Reader = <T>(path: string, chunks: Chunks, walk: Walk<T>) => Promise<Found<T>[]>

export interface Folder {
  /** Where the folder is on this machine. Never leaves this module's messages. */
  path: string
  /** How it is named to the reader, such as `data/linux-io-engines`. */
  name: string
  /** Another folder, whose files count as if they lay in this one, and before any of its own. */
  beside?: string
  /** The only file of it that counts, by its name, where it is not all. */
  only?: string
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
  const loose: FileLocation[] = []
  const skip = (path: string, { code }: NodeJS.ErrnoException) =>
    messages.push({ ...unreadable(code), file: `${folder.name}/${path}` })
  for (const { listed, ...place } of await listBoth(folder, skip)) {
    const refusal = whyNoFile(listed, folder.name)
    if (refusal) {
      messages.push(refusal)
      continue
    }
    const { path } = listed
    const reader = readers.find(([suffix]) => suffix.test(path))?.[1]
    if (reader === undefined) {
      loose.push(place)
      continue
    }
    const file = `${folder.name}/${path}`
    const size = await stat(onDisk(place)).then(
      found => found.size,
      error => void skip(path, error),
    )
    if (size === undefined) continue
    if (size > limits.archiveBytes) {
      messages.push({ ...overLimit(`${size} bytes`, limits.archiveBytes), file })
      continue
    }
    const hashed = await hashFile(onDisk(place)).catch(error => void skip(path, error))
    if (hashed === undefined) continue
    const known = { ...place, ...hashed }
    archives.push({
      path,
      ...hashed,
      raw: published => toRawFile(published, known),
      walk: visit => walkPacked(known, reader, visit, limits, file),
    })
  }
  const rest = await toLooseArchive(folder, loose, limits, skip)
  return { archives: rest ? [...archives, rest] : archives, messages }
}

/** What is below a folder and the one beside it, each path once, in code point order. */
async function listBoth(
  { path, name, beside, only }: Folder,
  skip: Skip,
): Promise<(FileLocation & { listed: Listed })[]> {
  const found = new Map<string, FileLocation & { listed: Listed }>()
  for (const root of beside === undefined ? [path] : [beside, path]) {
    const all = only === undefined ? await listFiles(root, skip) : [oneFile(only)]
    for (const listed of all) {
      const place = { folder: { path: root, name }, path: listed.path, listed }
      if (!found.has(listed.path)) found.set(listed.path, place)
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** A file that a caller named, and found there. */
function oneFile(path: string): Listed {
  return { path, isFile: true, isNamable: true }
}

async function walkPacked<T>(
  place: FileLocation & { sha256: string },
  reader: Reader,
  visit: Visit<T>,
  limits: Limits,
  file: string,
): Promise<Walked<T>> {
  const again = openAgain(place)
  const around = createAround()
  const walk = createWalk(visit, limits, around)
  const found = await reader(onDisk(place), again.chunks, walk)
  await again.verify()
  const isRead = found.every(item => 'value' in item)
  return { found: toMessages(found, walk, file), wrapping: toWrapping(around, isRead) }
}

/** With the file's name on each remark; of paths that stand twice one remark for all. */
function toMessages<T>(found: Found<T>[], { again }: Walk<T>, file: string): Found<T, Message>[] {
  const named = found.map(item => ('value' in item ? item : { ...item, file }))
  const [first, ...others] = again
  if (found.length === 0 && first === undefined) {
    const reason = 'Unexpected archive without a file, expected those of a run; pack it again'
    return [{ severity: 'warning', rule: 'empty-archive', reason, file }]
  }
  if (first === undefined) return named
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  const reason = `Unexpected second file \`${first}\`${more}, expected each path once; the first is used, pack the archive again`
  return [...named, { severity: 'error', rule: 'repeated-path', reason, file }]
}

/**
 * The loose files as one archive; its hash is that of the lines `sha256sum` would print for them.
 * Nothing where none of them can be read.
 */
async function toLooseArchive(
  folder: Folder,
  all: FileLocation[],
  limits: Limits,
  skip: Skip,
): Promise<Archive | undefined> {
  const files: LooseFile[] = []
  let total = 0
  for (const place of all) {
    const hashed = await hashFile(onDisk(place)).catch(error => void skip(place.path, error))
    if (hashed === undefined) continue
    total += hashed.bytes
    files.push({ ...place, ...hashed })
  }
  if (files.length === 0) return undefined
  const lines = files.map(file => `${file.sha256}  ${file.path}\n`)
  const walk = <T>(visit: Visit<T>) => walkLoose(files, visit, limits, folder.name)
  return { path: '.', bytes: total, sha256: sha256(lines.join('')), walk }
}

interface LooseFile extends FileLocation {
  sha256: string
  bytes: number
}

async function walkLoose<T>(
  files: readonly LooseFile[],
  visit: Visit<T>,
  limits: Limits,
  folder: string,
): Promise<Walked<T>> {
  const found: Found<T>[] = []
  const walk = createWalk(visit, limits)
  for (const file of files) {
    const again = openAgain(file)
    found.push(...(await walk.file(file.path, again.chunks, walk)))
    await again.verify()
  }
  return { found: toMessages(found, walk, folder), wrapping: toWrapping(createAround()) }
}
