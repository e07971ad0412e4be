/**
 * The runs of letters and digits of texts, by their hashes, as they are looked up by what was
 * learnt: where none of an archive is one that a private value has, no value stands in it.
 */
export interface WordSet {
  /** Note the runs of a part of a text, and the letters right before it, of an escape, with the first. */
  add(codes: Uint16Array, start: number, end: number): void
  /** Whether a run of small letters and digits may be among them; sometimes one is not that seems to be. */
  has(word: string): boolean
  /** As plain text, to be kept. */
  print(): string
}

/** @param printed what `print` gave */
export function createWordSet(printed = ''): WordSet {
  const bytes = Buffer.from(printed, 'base64')
  const hashes = createHashes(bytes.length / 4)
  for (let at = 0; at < bytes.length; at += 4) hashes.add(bytes.readInt32LE(at))
  return { add, has, print }

  function add(codes: Uint16Array, start: number, end: number): void {
    let at = start
    while (at > 0 && folded(codes[at - 1]) !== 0) at--
    while (at < end) {
      let hash = seed
      const begin = at
      for (let char = folded(codes[at]); char !== 0; char = folded(codes[at])) {
        hash = step(hash, char)
        at++
      }
      if (at > begin) addRun(codes, begin, at, hash)
      at++
    }
  }

  function addRun(codes: Uint16Array, begin: number, end: number, hash: number): void {
    hashes.add(hash)
    // A serial number in hex may be padded with blanks, which are `20`.
    for (let last = end; endsWithBlank(codes, begin, last); ) {
      last -= 2
      hashes.add(hashOf(codes, begin, last))
    }
  }

  function has(word: string): boolean {
    const isEscape = word.length < 3 || /^\d+m?$/.test(word)
    const codes = Uint16Array.from(word, letter => letter.charCodeAt(0))
    return isEscape || hashes.has(hashOf(codes, 0, codes.length))
  }

  function print(): string {
    const sorted = hashes.list().sort()
    const bytes = Buffer.alloc(sorted.length * 4)
    for (const [index, hash] of sorted.entries()) bytes.writeInt32LE(hash, index * 4)
    return bytes.toString('base64')
  }
}

/** Whole numbers in one row, each at the first free place from where its bits say. */
function createHashes(expected: number) {
  let mask = 2 ** Math.max(10, Math.ceil(Math.log2(2 * expected + 1))) - 1
  let row = new Int32Array(mask + 1)
  let size = 0
  /** 0 marks a free place. */
  let hasZero = false
  return { add, has, list }

  function find(hash: number): number {
    let place = (hash ^ (hash >>> 15)) & mask
    while (row[place] !== 0 && row[place] !== hash) place = (place + 1) & mask
    return place
  }

  function add(hash: number): void {
    if (hash === 0) hasZero = true
    else {
      const place = find(hash)
      if (row[place] === hash) return
      row[place] = hash
      size++
      if (2 * size > mask) grow()
    }
  }

  function grow(): void {
    const before = row
    mask = 2 * mask + 1
    row = new Int32Array(mask + 1)
    for (const hash of before) if (hash !== 0) row[find(hash)] = hash
  }

  function has(hash: number): boolean {
    return hash === 0 ? hasZero : row[find(hash)] === hash
  }

  function list(): Int32Array {
    const all = row.filter(hash => hash !== 0)
    return hasZero ? Int32Array.of(0, ...all) : all
  }
}

const seed = 0x811c9dc5 | 0

function step(hash: number, char: number): number {
  return Math.imul(hash ^ char, 0x01000193)
}

function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = seed
  for (let at = start; at < end; at++) hash = step(hash, folded(codes[at]))
  return hash
}

function endsWithBlank(codes: Uint16Array, begin: number, end: number): boolean {
  return end - begin >= 3 && codes[end - 1] === 0x30 && codes[end - 2] === 0x32
}

/** Small letters and digits; all else is 0. */
const small = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  return /[a-z0-9]/i.test(char) ? char.toLowerCase().charCodeAt(0) : 0
})

function folded(code = 0): number {
  return code < 128 ? (small[code] ?? 0) : 0
}

/** Whether a letter or digit of a run stands at a place. */
export function isInRun(codes: Uint16Array, at: number): boolean {
  return at >= 0 && folded(codes[at]) !== 0
}
