import type { HashedFile, OutputFile } from '../model/output-file.ts'
import { sha256 } from './entry.ts'

/** A file with its hash, which is computed once: some are large. */
export function withHash(file: OutputFile | HashedFile): HashedFile {
  return 'sha256' in file ? file : { ...file, sha256: sha256(file.content) }
}
