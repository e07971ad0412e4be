import type { Archive } from './archive/archive.ts'
import { isEntry, sha256 } from './archive/entry.ts'
import { packTar } from './archive/pack-tar.ts'
import type { Platform } from './environment/platform.ts'
import { createRedactor, type Redactor } from './environment/redact/redactor.ts'
import { archivePath } from './pages/links.ts'
import type { OutputFile } from './pages/page.ts'
import { decode } from './parse/decode.ts'
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
    for (const { captures } of hosts) for (const { text } of captures) redactor.learn(text)
  }
  const downloads: OutputFile[] = []
  const redacted: ReadStudy[] = []
  for (const read of studies) {
    const published = await publish(read, redactor)
    downloads.push(...published)
    redacted.push({ ...read, study: read.study && redactStudy(read.study, published, redactor) })
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
    if (isEntry(item) && !isBinary(item.bytes)) redactor.learn(decode(item.bytes))
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
  return files
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

function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !isUtf16 && bytes.subarray(0, 8192).includes(0)
}

function redactStudy(study: Study, published: OutputFile[], redactor: Redactor): Study {
  return {
    ...study,
    captures: study.captures.map(capture => ({ ...capture, text: redactor.redact(capture.text) })),
    ingest: study.ingest.map(entry => ({ ...entry, detail: redactor.redact(entry.detail) })),
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
}

function redactPlatform(platform: Platform, redactor: Redactor): Platform {
  return {
    ...platform,
    hosts: platform.hosts.map(host => ({
      ...host,
      captures: host.captures.map(capture => ({ ...capture, text: redactor.redact(capture.text) })),
    })),
  }
}
