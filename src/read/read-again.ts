import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readChunks } from './chunks.ts'
import type { Chunks } from './entry.ts'
import { MovedInput } from './moved-input.ts'

/** A file below a folder, by the names that the reader is told. */
export interface FileLocation {
  folder: { path: string; name: string }
  path: string
}

/**
 * Read a file that was read before, whole.
 *
 * @throws MovedInput where it is not there any more
 */
export async function readAgain(file: FileLocation): Promise<Uint8Array> {
  return readFile(onDisk(file)).catch(error => {
    throw wentAway(file, error)
  })
}

/** A file that was listed with its hash, as it is read again. */
export interface Again {
  chunks: Chunks
  /** @throws MovedInput where it is not what it was; asked once all is read that is needed */
  verify(): Promise<void>
}

/** Read a file that was read before, as it comes. */
export function openAgain(file: FileLocation & { sha256: string }): Again {
  let found: string | undefined
  async function* readAndHash() {
    const hash = createHash('sha256')
    try {
      for await (const chunk of readChunks(onDisk(file))) {
        hash.update(chunk)
        yield chunk
      }
    } catch (error) {
      throw wentAway(file, error)
    }
    found = hash.digest('hex')
  }
  const chunks = readAndHash()
  return {
    chunks,
    verify: async () => {
      await chunks.return()
      found ??= await hashFile(onDisk(file)).then(
        ({ sha256 }) => sha256,
        error => {
          throw wentAway(file, error)
        },
      )
      if (found !== file.sha256) throw new MovedInput(toName(file), 'changed')
    },
  }
}

/** SHA-256 of a file, and how long it is. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of readChunks(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** Where a file is on this machine. */
export function onDisk({ folder, path }: FileLocation): string {
  return join(folder.path, path)
}

/** How it is named to the reader. */
export function toName({ folder, path }: FileLocation): string {
  return `${folder.name}/${path}`
}

/** @param error of the system, such as `ENOENT` */
export function wentAway(file: FileLocation, error: unknown): MovedInput {
  return new MovedInput(toName(file), `went away (${(error as NodeJS.ErrnoException).code})`)
}
