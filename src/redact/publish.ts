import type { OutputFile } from '../model/output-file.ts'
import { archivePath, downloadPath, looseFiles } from '../model/site-paths.ts'
import { isCommonUser } from '../privacy/kinds.ts'
import { createWordSet } from '../privacy/known/word-set.ts'
import type { Redactor } from '../privacy/redactor.ts'
import type { Archive } from '../read/archive.ts'
import { collect } from '../read/chunks.ts'
import { type Entry, listValues } from '../read/entry.ts'
import { packTar } from '../read/pack-tar.ts'
import type { Wrapping } from '../read/wrapping.ts'
import type { ReadStudy } from '../study/read-studies.ts'
import type { Look, Looks } from './look.ts'
import type { RedactFile, WholeFile } from './redact-file.ts'

/** A file to be published; raw where it is the very bytes that were read. */
export type Download = OutputFile & { isRaw: boolean }

/** Is told of a file of an archive that is published with other bytes than it has there. */
export type TellChanged = (archive: string, path: string, bytes: Uint8Array) => void

/** Archives as they are where nothing in them is private, else packed again without it. */
export async function publish(
  { id, archives, published, readRaw }: ReadStudy,
  looks: Looks,
  redact: RedactFile,
  redactor: Redactor,
  tell: TellChanged,
): Promise<Download[]> {
  const redactIn = (archive: string) => (file: WholeFile) => {
    const result = redact(file)
    if (result.bytes !== file.bytes) tell(archive, file.path, result.bytes)
    return result
  }
  const files: Download[] = []
  for (const path of published) {
    const raw = await readRaw(path)
    const archive = archives.find(candidate => candidate.path === path)
    const content = archive
      ? await redactArchive(archive, raw, looks.get(path), redactIn(path), redactor)
      : redact({ path, bytes: raw }).bytes
    files.push({ path: archivePath(id, path), content, isRaw: content === raw })
  }
  const loose = archives.find(({ path }) => path === '.')
  const entries = loose ? await redactLoose(loose, published, redactIn(loose.path)) : []
  if (entries.length > 0) {
    files.push({
      path: downloadPath(id, looseFiles),
      content: await packTar(entries),
      isRaw: false,
    })
  }
  return files
}

/** What lies loose and is not published by itself: files of runs, captures, and what is of no use. */
async function redactLoose(loose: Archive, published: string[], redact: RedactFile) {
  const { found } = await loose.walk(async entry =>
    published.includes(entry.path) ? [] : [redact(await toWhole(entry))],
  )
  return listValues(found).flat()
}

async function toWhole({ path, open }: Entry): Promise<WholeFile> {
  return { path, bytes: await collect(open()) }
}

/** An archive as it is where nothing is replaced; what was refused when it was read is not published either. */
async function redactArchive(
  archive: Archive,
  raw: Uint8Array,
  look: Look | undefined,
  redact: RedactFile,
  redactor: Redactor,
): Promise<Uint8Array> {
  const isBare = look !== undefined && isPlain(look.wrapping, redact)
  if (isBare && look.isWhole && redactor.isUntouched(look.findings, createWordSet(look.words)))
    return raw
  let isChanged = !isBare
  const { found } = await archive.walk(async entry => {
    const file = await toWhole(entry)
    const { path, bytes } = redact(file)
    isChanged ||= bytes !== file.bytes || path !== file.path
    return { path, bytes }
  })
  const files = listValues(found)
  // Other kinds of archives are packed as tar; their name then says what they were.
  return isChanged || files.length < found.length ? packTar(files) : raw
}

/** Whether nothing around the files of an archive is anybody's. */
function isPlain({ owners, names, hasMore }: Wrapping, redact: RedactFile): boolean {
  const nothing = new Uint8Array(0)
  return (
    !hasMore &&
    owners.every(isCommonUser) &&
    names.every(path => redact({ path, bytes: nothing }).path === path)
  )
}
