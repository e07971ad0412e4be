import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DigestCache } from '../parse/build-effects.ts'
import type { Digest } from '../parse/digest.ts'

/** Digests as files. What cannot be read or written is computed again, and no harm is done. */
export function createCache(folder: string): DigestCache {
  return {
    get: async key => {
      try {
        return JSON.parse(await readFile(join(folder, `${key}.json`), 'utf8')) as Digest
      } catch {
        return undefined
      }
    },
    set: async (key, digest) => {
      const path = join(folder, `${key}.json`)
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(`${path}.${process.pid}`, JSON.stringify(digest))
        await rename(`${path}.${process.pid}`, path)
      } catch {
        // A folder that cannot be written to costs time only.
      }
    },
  }
}
