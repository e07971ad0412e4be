import type { HashedFile, OutputFile } from '../model/output-file.ts'
import { archivePath, downloadPath, looseFiles } from '../model/site-paths.ts'
import { isCommonUser } from '../privacy/kinds.ts'
import { createWordSet } from '../privacy/known/word-set.ts'
import type { Redactor } from '../privacy/redactor.ts'
import type { Archive } from '../read/archive.ts'
import { collect, peek, slices, toEntry } from '../read/chunks.ts'
import { type Entry, listValues } from '../read/entry.ts'
import { createPacker } from '../read/pack-tar.ts'
import type { Wrapping } from '../read/wrapping.ts'
import type { ReadStudy } from '../study/read-studies.ts'
import type { Look, Looks } from './look.ts'
import type { FileHash, RedactedFile, RedactFile } from './redact-file.ts'

/** A file to be published; raw where it is the very bytes that were read. */
export interface Download {
  /** Its path below the study's folder, as it was read; `.` for what lies loose. */
  own: string
  /** The path that it is published under, which names nobody. */
  name: string
  file: OutputFile
  isRaw: boolean
}

/** Is told of a file of an archive that is published with other bytes than it has there. */
export type TellChanged = (archive: string, path: string, changed: FileHash) => void

/** Archives as they are where nothing in them is private, else packed again without it. */
export async function publish(
  { id, archives, published, readRaw }: ReadStudy,
  looks: Looks,
  redact: RedactFile,
  redactor: Redactor,
  tell: TellChanged,
): Promise<Download[]> {
  const downloads: Download[] = []
  for (const own of published) {
    const archive = archives.find(candidate => candidate.path === own)
    const look = looks.get(own)
    const file =
      archive?.raw && look
        ? await publishArchive(archive, archive.raw(own), look, redact, redactor, tell)
        : await publishFile(await readRaw(own), own, redact)
    const name = archive && !file.isRaw ? toPackedName(redact.path(own)) : redact.path(own)
    downloads.push({
      own,
      name,
      isRaw: file.isRaw,
      file: { ...file.file, path: archivePath(id, name) },
    })
  }
  const loose = archives.find(({ path }) => path === '.')
  const packed = loose && (await packLoose(loose, published, redact, tell))
  if (packed) {
    const file = { path: downloadPath(id, looseFiles), content: packed }
    downloads.push({ own: '.', name: '.', file, isRaw: false })
  }
  return downloads
}

/** What is packed again is a tar, whatever it was: its name says so. */
function toPackedName(name: string): string {
  return /\.(?:tar\.gz|tgz)$/i.test(name) ? name : `${name.replace(/\.tar$/i, '')}.tar.gz`
}

type Published = Pick<Download, 'file' | 'isRaw'>

async function publishFile(raw: Uint8Array, own: string, redact: RedactFile): Promise<Published> {
  const { content } = await redact.file(toEntry(own, await peek(slices(raw))))
  const bytes = await collect(content.open())
  const isRaw = Buffer.compare(bytes, raw) === 0
  return { file: { path: own, content: isRaw ? raw : bytes }, isRaw }
}

/** What lies loose and is not published by itself: files of runs, captures, and what is of no use. */
async function packLoose(
  loose: Archive,
  published: string[],
  redact: RedactFile,
  tell: TellChanged,
) {
  const redactOthers = async (entry: Entry) =>
    published.includes(entry.path) ? undefined : redact.file(entry)
  const { bytes, files } = await pack(loose, redactOthers, tell)
  return files.length > 0 ? bytes : undefined
}

/** An archive as it is where nothing is replaced; what was refused when it was read is not published either. */
async function publishArchive(
  archive: Archive,
  own: HashedFile,
  { wrapping, isWhole, findings, words }: Look,
  redact: RedactFile,
  redactor: Redactor,
  tell: TellChanged,
): Promise<Published> {
  const isBare = isPlain(wrapping, redact)
  const raw = { file: own, isRaw: true }
  if (isBare && isWhole && redactor.isUntouched(findings, createWordSet(words))) return raw
  const { bytes, files, isRefused } = await pack(archive, redact.file, tell)
  const isChanged = !isBare || isRefused || files.some(file => file.isChanged)
  return isChanged ? { file: { path: own.path, content: bytes }, isRaw: false } : raw
}

interface Packed {
  bytes: Uint8Array
  files: { isChanged: boolean }[]
  /** Whether anything of the archive is not in it. */
  isRefused: boolean
}

/**
 * Pack files of an archive as they come. Where one of them proves damaged behind the next one, all
 * is packed again without it.
 *
 * @param left paths that are left out
 */
async function pack(
  archive: Archive,
  redact: (entry: Entry) => Promise<RedactedFile | undefined>,
  tell: TellChanged,
  left: ReadonlySet<string> = new Set(),
): Promise<Packed> {
  const packer = createPacker()
  const packed = new Set<string>()
  const { found } = await archive.walk(async entry => {
    const file = left.has(entry.path) ? undefined : await redact(entry)
    if (!file) return []
    await packer.add(file)
    packed.add(entry.path)
    if (file.changed) tell(archive.path, entry.path, file.changed)
    return [{ path: entry.path, isChanged: file.changed !== undefined || file.path !== entry.path }]
  })
  const bytes = await packer.finish()
  const files = listValues(found).flat()
  for (const { path } of files) packed.delete(path)
  if (packed.size > 0) return pack(archive, redact, tell, new Set([...left, ...packed]))
  return { bytes, files, isRefused: found.some(item => 'rule' in item) }
}

/** Whether nothing around the files of an archive is anybody's. */
function isPlain({ owners, names, hasMore }: Wrapping, redact: RedactFile): boolean {
  return !hasMore && owners.every(isCommonUser) && names.every(path => redact.path(path) === path)
}
