import type { Remark } from '../message/message.ts'
import { Broken, gather, type Peeked, peek, slices, toEntry, watch } from './chunks.ts'
import {
  type Chunks,
  cutShort,
  damaged,
  type Found,
  foreignCompression,
  overLimit,
  type Visit,
} from './entry.ts'
import { createGuard } from './guard.ts'
import { gunzip } from './gunzip.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { walkTar } from './tar.ts'
import type { Walk } from './walk.ts'
import { type Around, noteGzip } from './wrapping.ts'
import { walkZip } from './zip.ts'
import { unpackZstd } from './zstd.ts'

/** An archive in an archive in an archive is as deep as anyone packs on purpose. */
const deepest = 3

export function createWalk<T>(visit: Visit<T>, limits: Limits, around?: Around): Walk<T> {
  return {
    limits,
    guard: createGuard(limits),
    visit,
    file: walkFile,
    prefix: '',
    depth: 0,
    seen: new Set(),
    again: [],
    told: { isTooDeep: false },
    around,
  }
}

/** Visit what a file in memory is made of. */
export async function walkBytes<T>(
  path: string,
  bytes: Uint8Array,
  visit: Visit<T>,
  limits = defaultLimits,
): Promise<Found<T>[]> {
  return walkFile(path, slices(bytes), createWalk(visit, limits))
}

/** Visit the files of a tar on disk, however it is compressed. */
export async function walkPackedTar<T>(chunks: Chunks, walk: Walk<T>): Promise<Found<T>[]> {
  const packed = await peek(chunks)
  if (packed.head.length === 0) return [cutShort('an empty file')]
  const decompress = findDecompressor(packed.head)
  if (!decompress) return walkTar(packed.chunks, walk)
  if (walk.around) noteGzip(packed.head, walk.around)
  const source = watch(boundTar(decompress(packed.chunks, walk.limits), walk.limits))
  try {
    return await walkTar(source, walk)
  } catch (error) {
    if (!(error instanceof Broken) || error.source !== source) throw error
    return [damaged('the archive', error)]
  }
}

/** The blocks of a member's headers, and an end of zeros that has none. */
const aroundMember = 2048

/** What is no member counts too: zeros without an end, of which gzip makes next to nothing. */
async function* boundTar(chunks: Chunks, { totalBytes, entries }: Limits) {
  let left = totalBytes + aroundMember * (entries + 10)
  for await (const chunk of chunks) {
    left -= chunk.length
    if (left < 0) throw new RangeError('too large')
    yield chunk
  }
}

/**
 * Visit one file, or the files that it is made of: single compressed files keep their name, and the
 * files of an inner archive have its name before theirs (`inner.tar.gz/fio.json`). What was made of
 * a file before it proves damaged is dropped.
 */
async function walkFile<T>(name: string, chunks: Chunks, walk: Walk<T>): Promise<Found<T>[]> {
  const packed = await peek(chunks)
  if (walk.around) noteInside(packed.head, walk.around)
  const decompress = findDecompressor(packed.head)
  if (!decompress) return walkOpened(name, packed, walk)
  const source = watch(walk.guard.bound(decompress(packed.chunks, walk.limits)))
  try {
    const opened = await peek(source)
    if (walk.around && isPacked(opened.head)) walk.around.hasMore = true
    return await walkOpened(name, opened, walk)
  } catch (error) {
    if (!(error instanceof Broken) || error.source !== source) throw error
    return [
      error.isTooLarge
        ? overLimit(`size of the unpacked \`${name}\``, walk.limits.totalBytes)
        : damaged(`\`${name}\``, error),
    ]
  }
}

async function walkOpened<T>(name: string, opened: Peeked, walk: Walk<T>): Promise<Found<T>[]> {
  const path = `${walk.prefix}${name}`
  const foreignName = foreign.find(([, magic]) => startsWith(opened.head, magic))?.[0]
  const said: Remark[] = foreignName === undefined ? [] : [foreignCompression(name, foreignName)]
  const reader = readers.find(([isKind]) => isKind(opened.head))?.[1]
  if (reader === undefined) return [...said, ...(await visitOnce(path, opened, walk))]
  if (walk.depth >= deepest) {
    if (walk.told.isTooDeep) return said
    walk.told.isTooDeep = true
    return [...said, overLimit(`archive inside ${walk.depth} others, \`${name}\``, deepest)]
  }
  const inside = { ...walk, prefix: `${path}/`, depth: walk.depth + 1, around: undefined }
  const found = await reader(opened.chunks, inside)
  return found.map(item =>
    'value' in item ? item : { ...item, reason: `${item.reason} (in \`${name}\`)` },
  )
}

/** To its end, however much of it the visit needs: what is wrong may stand there. */
async function visitOnce<T>(path: string, opened: Peeked, walk: Walk<T>): Promise<Found<T>[]> {
  const entry = toEntry(path, opened)
  const isAgain = walk.seen.has(path)
  if (isAgain) walk.again.push(path)
  walk.seen.add(path)
  const made = isAgain ? [] : [{ value: await walk.visit(entry) }]
  for await (const _ of entry.open());
  return made
}

type Reader = <T>(chunks: Chunks, walk: Walk<T>) => Promise<Found<T>[]>

/** Archives by their first bytes, and tar by its mark behind the first name. */
const readers: [isKind: (head: Uint8Array) => boolean, reader: Reader][] = [
  [head => startsWith(head, [0x50, 0x4b, 0x03, 0x04]), walkInnerZip],
  [head => startsWith(head.subarray(257, 262), [0x75, 0x73, 0x74, 0x61, 0x72]), walkTar],
]

/** The directory of a zip stands at its end. */
async function walkInnerZip<T>(chunks: Chunks, walk: Walk<T>): Promise<Found<T>[]> {
  const whole = await gather(chunks, walk.limits.packedBytes)
  return 'bytes' in whole
    ? walkZip(whole.bytes, walk)
    : [overLimit('size of a zip inside an archive', walk.limits.packedBytes)]
}

/** A single file in gzip has no owners, what else is packed may have. */
function noteInside(head: Uint8Array, around: Around): void {
  noteGzip(head, around)
  around.hasMore ||= isPacked(head) && !startsWith(head, gzip)
}

const gzip = [0x1f, 0x8b]

type Decompress = (chunks: Chunks, limits: Limits) => Chunks

/** What compresses a single file. */
const decompressors: [magic: number[], decompress: Decompress][] = [
  [gzip, gunzip],
  [[0x28, 0xb5, 0x2f, 0xfd], (chunks, { packedBytes }) => unpackZstd(chunks, packedBytes)],
]

function findDecompressor(head: Uint8Array): Decompress | undefined {
  return decompressors.find(([magic]) => startsWith(head, magic))?.[1]
}

/** Compressions that are not opened, and by what they are known. */
const foreign: [name: string, magic: number[]][] = [
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
]

/** Whether something begins as an archive or as a compressed file does. */
export function isPacked(head: Uint8Array): boolean {
  return (
    isForeign(head) ||
    readers.some(([isKind]) => isKind(head)) ||
    findDecompressor(head) !== undefined
  )
}

/** Whether it is compressed in a way that is not opened. */
export function isForeign(head: Uint8Array): boolean {
  return foreign.some(([, magic]) => startsWith(head, magic))
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte)
}
