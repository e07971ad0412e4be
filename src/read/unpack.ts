import { gunzipSync } from 'node:zlib'
import {
  damaged,
  type Entry,
  type EntryStream,
  foreignCompression,
  isEntry,
  overLimit,
} from './entry.ts'
import type { Limits } from './limits.ts'
import { readTar } from './tar.ts'
import { readZip } from './zip.ts'
import { unpackZstd } from './zstd.ts'

/** An archive in an archive in an archive is as deep as anyone packs on purpose. */
const deepest = 3

type Reader = (bytes: Uint8Array, limits: Limits) => EntryStream

/** Archives by their first bytes, and tar by its mark behind the first name. */
const readers: [isKind: (bytes: Uint8Array) => boolean, reader: Reader][] = [
  [bytes => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]), readZip],
  [bytes => startsWith(bytes.subarray(257, 262), [0x75, 0x73, 0x74, 0x61, 0x72]), readTar],
]

/** What compresses a single file. Both stop at the size that is allowed. */
const decompressors: [magic: number[], decompress: (b: Uint8Array, most: number) => Uint8Array][] =
  [
    [[0x1f, 0x8b], (bytes, most) => gunzipSync(bytes, { maxOutputLength: most })],
    [[0x28, 0xb5, 0x2f, 0xfd], unpackZstd],
  ]

/** Compressions that are not opened, and by what they are known. */
const foreign: [name: string, magic: number[]][] = [
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
]

/**
 * Unpack what lies packed among the entries: single compressed files keep their name, and the
 * files of an inner archive have its name before theirs (`inner.tar.gz/fio.json`). What they
 * unpack to counts for the limits of the outermost archive, all together.
 */
export async function* unpackEntries(
  entries: EntryStream,
  limits: Limits,
  depth = 0,
  told = { isTooDeep: false },
): EntryStream {
  let left = limits.totalBytes
  for await (const item of entries) {
    const stream = isEntry(item)
      ? unpackEntry(item, { ...limits, totalBytes: left }, depth, told)
      : [item]
    for await (const inner of stream) {
      if (isEntry(inner) && inner !== item) left -= inner.bytes.length
      yield inner
    }
  }
}

/** @param told of one archive that lies too deep, for all of them */
async function* unpackEntry(
  entry: Entry,
  limits: Limits,
  depth: number,
  told: { isTooDeep: boolean },
): EntryStream {
  const opened = open(entry, limits)
  if ('rule' in opened) {
    yield opened
    return
  }
  const name = foreign.find(([, magic]) => startsWith(opened.bytes, magic))?.[0]
  const reader = readers.find(([isKind]) => isKind(opened.bytes))?.[1]
  if (name !== undefined) yield foreignCompression(entry.path, name)
  if (reader === undefined) {
    yield opened
  } else if (depth >= deepest) {
    if (told.isTooDeep) return
    told.isTooDeep = true
    yield overLimit(`archive inside ${depth} others, \`${entry.path}\``, deepest)
  } else {
    for await (const inner of unpackEntries(
      reader(opened.bytes, limits),
      limits,
      depth + 1,
      told,
    )) {
      yield isEntry(inner)
        ? { ...inner, path: `${entry.path}/${inner.path}` }
        : { ...inner, reason: `${inner.reason} (in \`${entry.path}\`)` }
    }
  }
}

/** The entry without its compression, or why that cannot be. */
function open(entry: Entry, limits: Limits): Entry | ReturnType<typeof damaged> {
  const decompress = decompressors.find(([magic]) => startsWith(entry.bytes, magic))?.[1]
  if (decompress === undefined) return entry
  const most = Math.min(limits.entryBytes, limits.totalBytes)
  if (most <= 0) return overLimit(`unpacked file \`${entry.path}\``, 0)
  try {
    return { path: entry.path, bytes: decompress(entry.bytes, most) }
  } catch (error) {
    return error instanceof RangeError
      ? overLimit(`size of the unpacked \`${entry.path}\``, most)
      : damaged(`\`${entry.path}\``, error)
  }
}

/** Whether something begins as an archive or as a compressed file does. */
export function isPacked(bytes: Uint8Array): boolean {
  return (
    isForeign(bytes) ||
    readers.some(([isKind]) => isKind(bytes)) ||
    decompressors.some(([magic]) => startsWith(bytes, magic))
  )
}

/** Whether it is compressed in a way that is not opened. */
export function isForeign(bytes: Uint8Array): boolean {
  return foreign.some(([, magic]) => startsWith(bytes, magic))
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte)
}
