import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fold, hashWord, type WordHash } from './word-hash.ts'

/**
 * The words that nobody in particular owns, as a set of hashes: which words they are cannot be
 * read from it, only whether one is among them. `test/tools/vocabulary.ts` makes it.
 */
export interface Vocabulary {
  /** Whether the part of a text from `start` to before `end`, which has these hashes, is one of the words. */
  has(text: string, start: number, end: number, hash: WordHash): boolean
  /** How many words there are. */
  size: number
}

/** The folder of the package in which the set lies, with its origins and licences. */
export const vocabularyFolder = 'src/privacy/known-words'

/** The sets that were read, by folder: a process that builds again and again reads each once. */
const kept = new Map<string, Promise<Vocabulary>>()

/** Read the words that come with the package: those of public lists, and those of captures. */
export function readVocabulary(packageRoot: string): Promise<Vocabulary> {
  const folder = join(packageRoot, vocabularyFolder)
  const known = kept.get(folder) ?? readFolder(folder)
  kept.set(folder, known)
  known.catch(() => kept.delete(folder))
  return known
}

async function readFolder(folder: string): Promise<Vocabulary> {
  const read = async (name: string) => openVocabulary(await readFile(join(folder, name)))
  const [listed, captured] = [await read('words.bin'), await read('captures.bin')]
  return {
    size: listed.size + captured.size,
    has: (text, start, end, hash) =>
      listed.has(text, start, end, hash) || captured.has(text, start, end, hash),
  }
}

/** Bits kept of each hash besides its bucket: one word in 2^20 passes though it is not known. */
const remainderBits = 20

/**
 * Open a packed set (Elias-Fano): a count, then for each of as many buckets a 1 for each of its
 * words and a 0, then the remainders of all hashes, sorted. There is about one word in a bucket.
 */
export function openVocabulary(bytes: Uint8Array): Vocabulary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = view.getUint32(0)
  const firsts = new Uint32Array(size + 1)
  const read = createBitReader(bytes.subarray(4))
  let words = 0
  for (let bucket = 0; bucket < size; bucket++) {
    while (read(1) === 1) words++
    firsts[bucket + 1] = words
  }
  const remainders = new Uint32Array(size)
  for (let index = 0; index < size; index++) remainders[index] = read(remainderBits)
  return {
    size,
    has: (_text, _start, _end, hash) => {
      const { bucket, remainder } = toPlace(hash, size)
      const last = firsts[bucket + 1] ?? 0
      for (let index = firsts[bucket] ?? 0; index < last; index++) {
        if (remainders[index] === remainder) return true
      }
      return false
    },
  }
}

/** Pack words into a set; the same words in any order give the same bytes. */
export function packVocabulary(words: Iterable<string>): Uint8Array {
  const distinct = [...new Set([...words].map(fold))]
  const places = distinct
    .map(word => ({ ...toPlace(hashWord(word), distinct.length) }))
    .sort((a, b) => a.bucket - b.bucket || a.remainder - b.remainder)
  const bits = distinct.length * (2 + remainderBits)
  const bytes = new Uint8Array(4 + Math.ceil(bits / 8))
  new DataView(bytes.buffer).setUint32(0, distinct.length)
  const write = createBitWriter(bytes.subarray(4))
  let next = 0
  for (let bucket = 0; bucket < distinct.length; bucket++) {
    for (; places[next]?.bucket === bucket; next++) write(1, 1)
    write(0, 1)
  }
  for (const { remainder } of places) write(remainder, remainderBits)
  return bytes
}

/** One object for all calls: a text has millions of words. */
const place = { bucket: 0, remainder: 0 }

function toPlace({ first, second }: WordHash, buckets: number) {
  place.bucket = Math.floor((mix(first) / 2 ** 32) * buckets)
  place.remainder = mix(second) >>> (32 - remainderBits)
  return place
}

/** The last step of MurmurHash3: each bit of the result depends on all bits. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function createBitReader(bytes: Uint8Array): (count: number) => number {
  let at = 0
  return count => {
    let value = 0
    for (let left = count; left > 0; ) {
      // As many as are left of this byte.
      const taken = Math.min(8 - (at & 7), left)
      const bits = (bytes[at >> 3] ?? 0) >> (8 - (at & 7) - taken)
      value = (value << taken) | (bits & ((1 << taken) - 1))
      at += taken
      left -= taken
    }
    return value
  }
}

function createBitWriter(bytes: Uint8Array): (value: number, count: number) => void {
  let at = 0
  return (value, count) => {
    for (let left = count - 1; left >= 0; left--, at++) {
      const index = at >> 3
      bytes[index] = (bytes[index] ?? 0) | (((value >> left) & 1) << (7 - (at & 7)))
    }
  }
}
