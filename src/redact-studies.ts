import type { Archive } from './archive/archive.ts'
import { isEntry, sha256 } from './archive/entry.ts'
import { packTar } from './archive/pack-tar.ts'
import type { Platform } from './environment/platform.ts'
import { createRedactor, type Redactor } from './environment/redact/redactor.ts'
import type { FileRef } from './model/place.ts'
import { archivePath, looseFiles } from './pages/links.ts'
import type { OutputFile } from './pages/page.ts'
import { decode, isBinary } from './parse/decode.ts'
import type { ReadStudy } from './read-studies.ts'
import type { Study } from './study/study.ts'

/** Studies and platforms without what is private, and what they publish. */
export interface Redacted {
  studies: ReadStudy[]
  platforms: Platform[]
  downloads: OutputFile[]
  redactor: Redactor
}

/**
 * Take everything private out before anything else sees it. All texts are learnt before the
 * first is changed: a name that one capture gives away is replaced in all of them.
 */
export async function redactStudies(
  studies: ReadStudy[],
  platforms: Platform[],
  allow: readonly string[],
): Promise<Redacted> {
  const redactor = createRedactor(allow)
  for (const { archives } of studies) {
    for (const archive of archives) await learnArchive(archive, redactor)
  }
  for (const { hosts } of platforms) {
    for (const { captures } of hosts) {
      for (const { text, file } of captures) {
        redactor.learn(file.entry)
        redactor.learn(text)
      }
    }
  }
  const downloads: OutputFile[] = []
  const redacted: ReadStudy[] = []
  for (const read of studies) {
    const published = await publish(read, redactor)
    downloads.push(...published)
    redacted.push({
      ...read,
      study: read.study && redactStudy(read.study, published, redactor),
      messages: read.messages.map(message => ({
        ...message,
        reason: redactor.redact(message.reason),
        file: redactor.redact(message.file),
      })),
    })
  }
  return {
    studies: redacted,
    platforms: platforms.map(platform => redactPlatform(platform, redactor)),
    downloads,
    redactor,
  }
}

async function learnArchive(archive: Archive, redactor: Redactor): Promise<void> {
  for await (const item of archive.read()) {
    if (!isEntry(item)) continue
    redactor.learn(item.path)
    if (!isBinary(item.bytes)) redactor.learn(decode(item.bytes))
  }
}

/** Archives as they are where nothing in them is private, else packed again without it. */
async function publish(
  { id, archives, published, readRaw }: ReadStudy,
  redactor: Redactor,
): Promise<OutputFile[]> {
  const files: OutputFile[] = []
  for (const path of published) {
    const raw = await readRaw(path)
    const archive = archives.find(candidate => candidate.path === path)
    const content = archive
      ? await redactArchive(archive, raw, redactor)
      : redactBytes(raw, redactor)
    files.push({ path: archivePath(id, path), content })
  }
  const loose = archives.find(({ path }) => path === '.')
  const entries = loose ? await redactLoose(loose, published, redactor) : []
  if (entries.length > 0) {
    files.push({ path: archivePath(id, looseFiles), content: await packTar(entries) })
  }
  return files
}

/** What lies loose and is not published by itself: files of runs, captures, and what is of no use. */
async function redactLoose(loose: Archive, published: string[], redactor: Redactor) {
  const entries: { path: string; bytes: Uint8Array }[] = []
  for await (const item of loose.read()) {
    if (!isEntry(item) || published.includes(item.path)) continue
    entries.push({ path: redactor.redact(item.path), bytes: redactBytes(item.bytes, redactor) })
  }
  return entries
}

async function redactArchive(
  archive: Archive,
  raw: Uint8Array,
  redactor: Redactor,
): Promise<Uint8Array> {
  const entries: { path: string; bytes: Uint8Array }[] = []
  let isChanged = false
  for await (const item of archive.read()) {
    if (!isEntry(item)) continue
    const bytes = redactBytes(item.bytes, redactor)
    const path = redactor.redact(item.path)
    isChanged ||= bytes !== item.bytes || path !== item.path
    entries.push({ path, bytes })
  }
  // Other kinds of archives are packed as tar; their name then says what they were.
  return isChanged ? packTar(entries) : raw
}

/** The same bytes where nothing was private. A binary that holds a learnt value is emptied. */
function redactBytes(bytes: Uint8Array, redactor: Redactor): Uint8Array {
  if (isBinary(bytes)) {
    const text = Buffer.from(bytes).toString('latin1')
    return redactor.leaks(text).some(leak => leak.isLearnt) ? new Uint8Array(0) : bytes
  }
  const text = decode(bytes)
  const redacted = redactor.redact(text)
  return redacted === text ? bytes : Buffer.from(redacted)
}

function redactStudy(study: Study, published: OutputFile[], redactor: Redactor): Study {
  const loose = published.find(({ path }) => path === archivePath(study.id, looseFiles))
  const redacted = {
    ...study,
    ...(loose && {
      looseFiles: { bytes: Buffer.byteLength(loose.content), sha256: sha256(loose.content) },
    }),
    captures: study.captures.map(capture => ({ ...capture, text: redactor.redact(capture.text) })),
    ingest: study.ingest.map(entry => ({
      ...entry,
      path: redactor.redact(entry.path),
      detail: redactor.redact(entry.detail),
    })),
    messages: study.messages.map(message => ({
      ...message,
      reason: redactor.redact(message.reason),
    })),
    archives: study.archives.map(archive => {
      const file = published.find(({ path }) => path === archivePath(study.id, archive.path))
      const hash = file && sha256(file.content)
      return hash === undefined || hash === archive.sha256
        ? archive
        : { ...archive, publishedSha256: hash }
    }),
  }
  const isPlain = study.ingest.every(({ path }, index) => path === redacted.ingest[index]?.path)
  return isPlain ? redacted : renameEntries(redacted, path => redactor.redact(path))
}

function redactPlatform(platform: Platform, redactor: Redactor): Platform {
  const redacted = {
    ...platform,
    hosts: platform.hosts.map(host => ({
      ...host,
      captures: host.captures.map(capture => ({ ...capture, text: redactor.redact(capture.text) })),
    })),
  }
  return renameEntries(redacted, path => redactor.redact(path))
}

/** A copy in which each reference to a file has the name that the file is published under. */
function renameEntries<T>(value: T, rename: (entry: string) => string): T {
  if (Array.isArray(value)) return value.map(item => renameEntries(item, rename)) as T
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
  const copy = Object.entries(value).map(([key, item]) => [key, renameEntries(item, rename)])
  const result = Object.fromEntries(copy)
  if (isFileRef(value)) result.entry = rename(value.entry)
  return result
}

function isFileRef(value: object): value is FileRef {
  return 'archive' in value && 'sha256' in value && 'entry' in value
}
