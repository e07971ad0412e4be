/**
 * Two hashes of a word, which are made while its letters are read: small letters and capitals, and
 * all digits, count as the same. `vocabulary.ts` looks words up by them.
 */

export interface WordHash {
  first: number
  second: number
}

/** Where both hashes begin. */
export const firstSeed = 0x811c9dc5 | 0
export const secondSeed = 0x9e3779b9 | 0

/** The first hash with one more folded character. */
export function stepFirst(hash: number, char: number): number {
  return Math.imul(hash ^ char, 0x01000193)
}

/** The second hash with one more folded character. */
export function stepSecond(hash: number, char: number): number {
  return Math.imul((hash << 5) ^ (hash >>> 27) ^ char, 0x5bd1e995)
}

/** The form in which words are compared: small letters, and any digit for any other. */
export function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[0-9]/g, '0')
}

/** Codes of ASCII characters, folded. */
const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  fold(String.fromCharCode(code)).charCodeAt(0),
)

/** The code of a character in the folded form of its word. */
export function foldCode(code: number): number {
  return code < 128 ? (folded[code] ?? 0) : String.fromCharCode(code).toLowerCase().charCodeAt(0)
}

/** The hashes of the part of a text from `start` to before `end`. */
export function hashWord(text: string, start = 0, end = text.length): WordHash {
  let first = firstSeed
  let second = secondSeed
  for (let index = start; index < end; index++) {
    const char = foldCode(text.charCodeAt(index))
    first = stepFirst(first, char)
    second = stepSecond(second, char)
  }
  return { first, second }
}
