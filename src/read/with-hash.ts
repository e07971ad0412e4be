import type { HashedFile, OutputFile } from '../model/output-file.ts'
import { sha256 } from './entry.ts'

/** A file with its hash, which is computed once: some are large. */
export function withHash(file: OutputFile | HashedFile): HashedFile {
  if ('sha256' in file) return file
  const { path, content } = file
  return { path, content, sha256: sha256(content), bytes: Buffer.byteLength(content) }
}

/** A text as it is kept in memory: as it is written, since few read it. */
export interface PackedText {
  path: string
  utf8: Uint8Array
  sha256: string
}

export function packText({ path, content }: OutputFile): PackedText {
  const utf8 = Buffer.from(content)
  return { path, utf8, sha256: sha256(utf8) }
}

/** A file that is decoded when somebody reads it. */
export function openText({ path, utf8, sha256 }: PackedText): HashedFile {
  let text: string | undefined
  return {
    path,
    get content() {
      text ??= Buffer.from(utf8).toString()
      return text
    },
    sha256,
    bytes: utf8.length,
    utf8,
  }
}
