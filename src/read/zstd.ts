import { Decompress } from 'fzstd'
import { Damage, gather } from './chunks.ts'
import type { Chunks } from './entry.ts'
import { createXxh64 } from './xxh64.ts'

/** Bytes of a frame that are unpacked at once: of repeated ones each four become 128 KiB. */
const step = 1 << 10

/**
 * Unpack zstd (RFC 8878), of a single file or of a whole archive, and verify the checksum of each
 * frame that has one: fzstd reads over them. A checksum stands at its end: what is read before may
 * prove wrong.
 *
 * @param most bytes of it that are taken while it is packed
 * @throws RangeError beyond them, Damage where it is damaged, cut short or no zstd
 */
export async function* unpackZstd(packed: Chunks, most: number): AsyncGenerator<Uint8Array> {
  const whole = await gather(packed, most)
  if (!('bytes' in whole)) throw new RangeError('too large')
  const { bytes } = whole
  for (const { start, end, checksum } of listFrames(bytes)) {
    const hash = checksum === undefined ? undefined : createXxh64()
    for (const chunk of unpackFrame(bytes.subarray(start, end))) {
      hash?.add(chunk)
      yield chunk
    }
    if (hash && Number(hash.finish() & 0xffffffffn) !== checksum) {
      throw new Damage(`the checksum of the frame at byte ${start} does not match its content`)
    }
  }
}

interface Frame {
  start: number
  end: number
  /** The low half of XXH64 of what it unpacks to, where it was written with one. */
  checksum?: number
}

/** The frames of RFC 8878, 3.1; those that a reader is to skip are left out. */
function* listFrames(bytes: Uint8Array): Generator<Frame> {
  for (let start = 0; start < bytes.length; ) {
    const magic = readNumber(bytes, start, 4)
    if (magic === 0xfd2fb528) {
      const frame = toFrame(bytes, start)
      yield frame
      start = frame.end
    } else if (magic >>> 4 === 0x184d2a5) {
      start += 8 + readNumber(bytes, start + 4, 4)
    } else {
      throw new Damage(`no frame begins at byte ${start}`)
    }
  }
}

function toFrame(bytes: Uint8Array, start: number): Frame {
  const descriptor = readNumber(bytes, start + 4, 1)
  const isSingleSegment = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  let end = start + 5 + (isSingleSegment ? 0 : 1) + dictionary + contentSize
  for (let isLast = false; !isLast; ) {
    const header = readNumber(bytes, end, 3)
    const isRepeatedByte = ((header >> 1) & 3) === 1
    isLast = (header & 1) === 1
    end += 3 + (isRepeatedByte ? 1 : header >> 3)
  }
  const hasChecksum = (descriptor & 4) !== 0
  return hasChecksum ? { start, end: end + 4, checksum: readNumber(bytes, end, 4) } : { start, end }
}

/** A number of so many bytes, the lowest first. */
function readNumber(bytes: Uint8Array, at: number, size: number): number {
  if (at + size > bytes.length) throw new Damage('the last frame is cut short')
  let value = 0
  for (let index = size - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0)
  return value
}

function* unpackFrame(frame: Uint8Array): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  // fzstd uses its window again: what it gives is good until the next piece.
  const stream = new Decompress(chunk => void ready.push(chunk.slice()))
  for (let at = 0; at < frame.length; at += step) {
    try {
      stream.push(frame.subarray(at, at + step), at + step >= frame.length)
    } catch (error) {
      // It throws errors of every kind.
      throw new Damage((error as Error).message)
    }
    yield* ready.splice(0)
  }
}
