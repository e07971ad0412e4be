import { readFileSync } from 'node:fs'
import type { HashedFile } from '../model/output-file.ts'
import { sha256 } from './entry.ts'
import { MovedInput } from './moved-input.ts'
import { type FileLocation, onDisk, openAgain, toName, wentAway } from './read-again.ts'

/**
 * A file that is published as it lies on disk: it is read when somebody asks for its content, and
 * can be copied without being in memory.
 */
export function toRawFile(
  path: string,
  file: FileLocation & { sha256: string; bytes: number },
): HashedFile {
  return {
    path,
    sha256: file.sha256,
    bytes: file.bytes,
    get content() {
      const bytes = readNow(file)
      if (sha256(bytes) !== file.sha256) throw new MovedInput(toName(file), 'changed')
      return bytes
    },
    async *open() {
      const { chunks, verify } = openAgain(file)
      yield* chunks
      await verify()
    },
  }
}

function readNow(file: FileLocation): Uint8Array {
  try {
    return readFileSync(onDisk(file))
  } catch (error) {
    throw wentAway(file, error)
  }
}
