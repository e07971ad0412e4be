import type { Platform } from '../environment/platform.ts'
import type { OutputFile } from '../model/output-file.ts'
import type { FileRef } from '../model/place.ts'
import { archivePath, downloadPath, looseFiles } from '../model/site-paths.ts'
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
  const findDownload = (path: string) => published.find(({ file }) => file.path === path)
  const find = (path: string) => findDownload(path)?.file
  const publishedAs = (name: string) => find(archivePath(study.id, name))
  const loose = find(downloadPath(study.id, looseFiles))
  const isLooseChanged = [...changed.keys()].some(key => key.startsWith(toFileKey('.', '')))
  const changedLoose = isLooseChanged ? loose : undefined
  // Where nothing is taken out of an archive, nothing is out of what is read of it.
  const isRaw = (archive: string) => findDownload(archivePath(study.id, archive))?.isRaw === true
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
      path: redactor.redact(entry.path),
      detail: redactor.redact(entry.detail),
    })),
    messages: study.messages.map(message => ({
      ...message,
      reason: redactor.redact(message.reason),
    })),
    archives: study.archives.map(archive => {
      const file = describe(archive.path === '.' ? changedLoose : publishedAs(archive.path))
      return file === undefined || file.sha256 === archive.sha256
        ? archive
        : { ...archive, ...file, isRedacted: true as const }
    }),
  }
  const isSame = study.ingest.every(({ path }, index) => path === redacted.ingest[index]?.path)
  return isSame ? redacted : renameEntries(redacted, path => redactor.redact(path))
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
