import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DigestCache, Kept } from '../parse/build-effects.ts'
import type { Digest } from '../parse/digest.ts'
import { vocabularyFolder } from '../privacy/known/vocabulary.ts'

/** Digests as files. What cannot be read or written is computed again, and no harm is done. */
export function createCache(folder: string): DigestCache {
  return {
    get: async key => (await readKept(folder, key)) as Digest | undefined,
    set: (key, digest) => writeKept(folder, key, digest),
  }
}

/**
 * What a step came to, as files. A rule that changed makes another program, whose results are kept
 * beside those of the older one: nothing is published by rules that are no longer there.
 *
 * @param programs the files that the program is made of; without any, nothing is kept
 */
export function createKept(folder: string, programs: readonly string[]): Kept {
  if (programs.length === 0) return { get: async () => undefined, set: async () => undefined }
  let version: Promise<string> | undefined
  const toKey = async (key: string) => {
    version ??= hashFiles(programs)
    return `${key}-${await version}`
  }
  return {
    get: async key => readKept(folder, await toKey(key)),
    set: async (key, value) => writeKept(folder, await toKey(key), value),
  }
}

/** The files of the program, and the words that it knows; none where it runs from its sources. */
export async function listPrograms(packageRoot: string): Promise<string[]> {
  const program = fileURLToPath(import.meta.url)
  if (program.endsWith('.ts')) return []
  const list = async (folder: string) => {
    const names = await readdir(folder).catch(() => [])
    return names.sort().map(name => join(folder, name))
  }
  const files = (await list(dirname(program))).filter(path => path.endsWith('.js'))
  return [...files, ...(await list(join(packageRoot, vocabularyFolder)))]
}

/** @returns undefined where nothing is kept under this key, or nothing that can be read */
export async function readKept(folder: string, key: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, `${key}.json`), 'utf8'))
  } catch {
    return undefined
  }
}

/** Whole or not at all, and for nobody else to read: what archives hold may be private. */
export async function writeKept(folder: string, key: string, value: unknown): Promise<void> {
  const path = join(folder, `${key}.json`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.${process.pid}`, JSON.stringify(value), { mode: 0o600 })
    await rename(`${path}.${process.pid}`, path)
  } catch {
    // A folder that cannot be written to costs time only.
  }
}

async function hashFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  }
  return hash.digest('hex').slice(0, 16)
}
