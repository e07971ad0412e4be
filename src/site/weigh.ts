import { gzipSync } from 'fflate/browser'

/**
 * What a page may weigh beyond its fonts, compressed, when it is one file: a reader opens it on a
 * phone, and a tracker takes it as an attachment. 70 kB, of which two are for what is written
 * into the file when all is chosen.
 */
export const roomOfPage = 68_000

/** Bytes of a text when it is compressed, fonts in it apart. */
export function weigh(text: string): number {
  const withoutFonts = text.replaceAll(/url\("data:font[^"]*"\)/g, '')
  return gzipSync(Buffer.from(withoutFonts), { level: 6, mtime: 0 }).length
}

/** What is left of a budget. */
export interface Room {
  isEndless: boolean
  /** What must be in is taken even where there is no room for it. */
  take(weight: number): void
  /** Take it if there is room. */
  fits(weight: number): boolean
}

export function createRoom(bytes: number): Room {
  let left = bytes
  return {
    isEndless: bytes === Number.POSITIVE_INFINITY,
    take(weight) {
      left -= weight
    },
    fits(weight) {
      if (weight > left) return false
      left -= weight
      return true
    },
  }
}
