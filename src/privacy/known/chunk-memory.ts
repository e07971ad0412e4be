import type { Chunk } from './tokens.ts'

/** What is remembered of a chunk, as it is spelled. */
export interface ChunkMemory {
  /** What was remembered of the chunk, and 0 where it was not seen or was forgotten. */
  get(codes: Uint16Array, chunk: Chunk): number
  set(codes: Uint16Array, chunk: Chunk, verdict: number): void
  /** Take a part out of all verdicts. */
  forget(part: number): void
}

const places = 2 ** 14
/** Longer chunks are rare, and judged each time. */
const longest = 48

/**
 * The verdicts on the latest chunks: a text repeats few words many times. Each has one place, which
 * its hash tells, and is compared letter by letter; no part of the text is copied.
 */
export function createChunkMemory(): ChunkMemory {
  const letters = new Uint16Array(places * longest)
  const lengths = new Uint8Array(places)
  const verdicts = new Uint8Array(places)
  return { get, set, forget }

  function get(codes: Uint16Array, { start, end, hash }: Chunk): number {
    const place = toPlace(hash)
    if (lengths[place] !== end - start) return 0
    let letter = place * longest
    for (let at = start; at < end; at++, letter++) if (codes[at] !== letters[letter]) return 0
    return verdicts[place] ?? 0
  }

  function set(codes: Uint16Array, { start, end, hash }: Chunk, verdict: number): void {
    if (end - start > longest) return
    const place = toPlace(hash)
    lengths[place] = end - start
    verdicts[place] = verdict
    letters.set(codes.subarray(start, end), place * longest)
  }

  function forget(part: number): void {
    for (let place = 0; place < places; place++) verdicts[place] = (verdicts[place] ?? 0) & ~part
  }
}

function toPlace(hash: number): number {
  return (hash ^ (hash >>> 14)) & (places - 1)
}
