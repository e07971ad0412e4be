/**
 * Tells most texts without a learnt value from those that may hold one, at the cost of one look
 * at each character. A value is known by its longest word, or as a whole where that is a short number.
 */
export interface WordFilter {
  add(value: string): void
  mayHold(text: string): boolean
}

const size = 2 ** 20

export function createWordFilter(): WordFilter {
  const words = new Uint8Array(size)
  const chains = new Uint8Array(size)
  return {
    add: value => {
      const found = value.match(/[a-z0-9]+/gi) ?? []
      const longest = found.reduce((best, word) => (word.length > best.length ? word : best), '')
      if (/^\d{0,5}$/.test(longest)) chains[hashOf(value)] = 1
      else words[hashOf(longest)] = 1
    },
    mayHold,
  }

  function mayHold(text: string): boolean {
    let chain = start
    for (let at = 0; at < text.length; at++) {
      const end = toWordEnd(text, at)
      if (end > at) {
        chain = hashPart(text, at, end, chain)
        if (isHeld(hashPart(text, at, end, start), chain, text, at, end)) return true
        at = end
      }
      const code = foldCode(text.charCodeAt(at))
      chain = code === 0 ? start : step(chain, code)
    }
    return false
  }

  /** Whether a word, or all since the last blank, is one of a value; or may be one with padding. */
  function isHeld(word: number, chain: number, text: string, first: number, end: number): boolean {
    if (words[word & (size - 1)] === 1 || chains[chain & (size - 1)] === 1) return true
    return isPadded(text, first, end)
  }
}

/** Serial numbers in hexadecimal are padded with blanks: what stands before these is not looked for. */
function isPadded(text: string, first: number, end: number): boolean {
  if (end - first < 12 || !text.startsWith('20', end - 2)) return false
  return /[a-f]/i.test(text.slice(first, end))
}

const start = 0x811c9dc5 | 0
const colon = 0x3a
const point = 0x2e

function step(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x01000193)
  return mixed ^ (mixed >>> 15)
}

function hashOf(value: string): number {
  return hashPart(value, 0, value.length, start) & (size - 1)
}

function hashPart(text: string, from: number, end: number, before: number): number {
  let hash = before
  for (let index = from; index < end; index++) hash = step(hash, foldCode(text.charCodeAt(index)))
  return hash
}

/** Where the letters and digits end that begin at a place. */
function toWordEnd(text: string, at: number): number {
  let end = at
  while (end < text.length) {
    const code = foldCode(text.charCodeAt(end))
    if (code <= point || code === colon) return end
    end++
  }
  return end
}

/** Small letters, digits, points and colons; all else is 0. */
function foldCode(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code
  if (code >= 0x30 && code <= 0x3a) return code
  if (code >= 0x41 && code <= 0x5a) return code | 0x20
  return code === 0x2e ? code : 0
}
