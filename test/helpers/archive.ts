import type { Archive } from '../../src/read/archive.ts'
import { collect, slices } from '../../src/read/chunks.ts'
import { type Entry, type Found, listValues } from '../../src/read/entry.ts'
import { defaultLimits, type Limits } from '../../src/read/limits.ts'
import { createWalk, walkPackedTar } from '../../src/read/unpack.ts'
import { withHash } from '../../src/read/with-hash.ts'
import { createAround, toWrapping } from '../../src/read/wrapping.ts'
import { walkZip } from '../../src/read/zip.ts'

/** A file of an archive, whole. */
export interface TestFile {
  path: string
  bytes: Uint8Array
}

/** An archive that is in memory: a zip, or a tar however it is compressed. */
export function openArchive(
  bytes: Uint8Array,
  path = 'r1.tar',
  limits: Limits = defaultLimits,
): Archive {
  const isZip = Buffer.from(bytes.subarray(0, 2)).toString() === 'PK'
  return {
    path,
    bytes: bytes.length,
    sha256: '',
    raw: published => withHash({ path: published, content: bytes }),
    walk: async visit => {
      const around = createAround()
      const walk = createWalk(visit, limits, around)
      const found = await (isZip ? walkZip(bytes, walk) : walkPackedTar(slices(bytes), walk))
      const named = found.map(item => ('value' in item ? item : { ...item, file: path }))
      const isRead = found.every(item => 'value' in item)
      return { found: named, wrapping: toWrapping(around, isRead) }
    },
  }
}

export async function readEntry({ path, open }: Entry): Promise<TestFile> {
  return { path, bytes: await collect(open()) }
}

/** The files of a tar that is in memory. */
export async function unpackTar(bytes: Uint8Array): Promise<TestFile[]> {
  const { found } = await openArchive(bytes).walk(readEntry)
  return listValues(found)
}

/** Texts by path, and what is said. */
export function toTexts<R extends Exclude<Found<never>, { value: never }>>(
  found: readonly Found<TestFile, R>[],
): { files: { [path: string]: string }; said: R[] } {
  const files = listValues(found).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])
  const said = found.flatMap(item => ('value' in item ? [] : [item]))
  return { files: Object.fromEntries(files), said }
}
