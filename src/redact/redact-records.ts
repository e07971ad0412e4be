import type { Platform } from '../environment/platform.ts'
import type { OutputFile } from '../model/output-file.ts'
import type { FileRef } from '../model/place.ts'
import type { Redactor } from '../privacy/redactor.ts'
import { withHash } from '../read/with-hash.ts'
import type { Study } from '../study/study.ts'
import type { Download } from './publish.ts'
import type { FileHash } from './redact-file.ts'

/** Files of archives that are published with other bytes, by their keys, as they are published. */
export type ChangedFiles = Map<string, FileHash>

/** What a file of an archive is found by. */
export function toFileKey(archive: string, path: string): string {
  return `${archive}\n${path}`
}

/** The hash of a file from which something was taken would say what that was: it gets that of its published form. */
export function redactStudy(
  study: Study,
  published: Download[],
  changed: ChangedFiles,
  redactor: Redactor,
): Study {
  const findDownload = (path: string) => published.find(({ own }) => own === path)
  const publishedAs = (path: string) => findDownload(path)?.file
  const nameOf = (archive: string) => findDownload(archive)?.name ?? redactor.redact(archive)
  const loose = publishedAs('.')
  const isLooseChanged = [...changed.keys()].some(key => key.startsWith(toFileKey('.', '')))
  const changedLoose = isLooseChanged ? loose : undefined
  // Where nothing is taken out of an archive, nothing is out of what is read of it.
  const isRaw = (archive: string) => findDownload(archive)?.isRaw === true
  const redacted = {
    ...study,
    ...(loose && { looseFiles: describe(loose) }),
    captures: study.captures.map(capture =>
      isRaw(capture.file.archive) ? capture : { ...capture, text: redactor.redact(capture.text) },
    ),
    ingest: study.ingest.map(entry => ({
      ...entry,
      ...(entry.use === 'method' && entry.archive === '.' && describe(publishedAs(entry.path))),
      ...changed.get(toFileKey(entry.archive, entry.path)),
      archive: nameOf(entry.archive),
      path: redactor.redact(entry.path),
      detail: redactor.redact(entry.detail),
    })),
    messages: study.messages.map(message => ({
      ...message,
      reason: redactor.redact(message.reason),
    })),
    archives: study.archives.map(archive => {
      const file = describe(archive.path === '.' ? changedLoose : publishedAs(archive.path))
      const named = { ...archive, path: nameOf(archive.path) }
      return file === undefined || file.sha256 === archive.sha256
        ? named
        : { ...named, ...file, isRedacted: true as const }
    }),
  }
  const isSame = study.ingest.every(({ archive, path }, index) => {
    const entry = redacted.ingest[index]
    return path === entry?.path && archive === entry.archive
  })
  return isSame ? redacted : renameFiles(redacted, nameOf, path => redactor.redact(path))
}

/** Of a file as it is published, not as it was read. */
function describe(file: OutputFile | undefined) {
  if (!file) return undefined
  const { bytes, sha256 } = withHash(file)
  return { bytes, sha256 }
}

export function redactPlatform(platform: Platform, redactor: Redactor): Platform {
  const redacted = {
    ...platform,
    hosts: platform.hosts.map(host => ({
      ...host,
      captures: host.captures.map(capture => ({
        ...capture,
        text: redactor.redact(capture.text, `data/${platform.id}/${capture.file.entry}`),
      })),
    })),
  }
  const rename = (path: string) => redactor.redact(path)
  return renameFiles(redacted, rename, rename)
}

type Rename = (path: string) => string

/** A copy in which each reference to a file has the names that it and its archive are published under. */
function renameFiles<T>(value: T, nameArchive: Rename, nameEntry: Rename): T {
  const rename = <U>(item: U) => renameFiles(item, nameArchive, nameEntry)
  if (Array.isArray(value)) return value.map(rename) as T
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item)]))
  if (isFileRef(value)) {
    copy.archive = nameArchive(value.archive)
    copy.entry = nameEntry(value.entry)
  }
  return copy as T
}

function isFileRef(value: object): value is FileRef {
  return 'archive' in value && 'sha256' in value && 'entry' in value
}
