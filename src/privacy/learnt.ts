import type { Found } from './found.ts'
import type { Kind } from './kinds.ts'
import type { WordSet } from './known/word-set.ts'

/** The values that were learnt, in all their spellings. */
export interface Learnt {
  get(spelling: string): { kind: Kind; value: string } | undefined
  add(spelling: string, kind: Kind, value: string): void
  /** Each learnt value in a text that stands as a word of its own, the longest of several. */
  find(text: string): Found[]
  /** Whether a learnt value may stand in texts that have these words. */
  mayBeIn(words: WordSet): boolean
}

/** Where a value would begin and end, as seen from the word that it is looked up by. */
interface Extent {
  /** How far in that word begins. */
  offset: number
  length: number
  /** The characters around the word inside of the value; 0 where the value begins or ends. */
  before: number
  after: number
}

/** No number or name is longer; what is, is hidden where it stands. */
const longest = 200

/**
 * Values are found by their longest word: each word of a text is hashed while it is read, and only
 * one that some value is looked up by costs more. One pattern of all values would compare each
 * place of a text with thousands.
 */
export function createLearnt(): Learnt {
  const known = new Map<string, { kind: Kind; value: string }>()
  const byWord = new Map<string, Extent[]>()
  const hashes = new Uint8Array(hashCount)
  return {
    get: spelling => known.get(spelling.toLowerCase()),
    add,
    find: text => (known.size === 0 ? [] : find(text)),
    mayBeIn: words => [...byWord.keys()].some(words.has),
  }

  function add(spelling: string, kind: Kind, value: string): void {
    const text = spelling.toLowerCase()
    const words = [...text.matchAll(/[a-z0-9]+/g)]
    const [first] = words.sort((a, b) => b[0].length - a[0].length || a.index - b.index)
    if (!first || text.length > longest || known.has(text)) return
    known.set(text, { kind, value })
    const [word] = first
    const [offset, { length }] = [first.index, text]
    const [before, after] = [codeAt(text, offset - 1), codeAt(text, offset + word.length)]
    const extents = byWord.get(word) ?? []
    const extent = { offset, length, before, after }
    if (extents.some(other => isSame(other, extent))) return
    hashes[hashOf(word)] = 1
    byWord.set(
      word,
      [...extents, extent].sort((a, b) => b.length - a.length),
    )
  }

  function find(text: string): Found[] {
    const found: Found[] = []
    eachWord(text, (start, end, hash) => {
      const isPadded = end - start >= 12 && text.charCodeAt(end - 1) === zero
      if (hashes[hash] === 0 && !isPadded) return
      const here = findAt(text, start, text.slice(start, end).toLowerCase())
      if (here) found.push(here)
    })
    return found
  }

  function findAt(text: string, index: number, word: string): Found | undefined {
    const bare = word.length < 12 ? word : word.replace(/(?:20)+$/, '')
    const here = findExtents(text, index, word)
    return here ?? (bare === word ? undefined : findExtents(text, index, bare))
  }

  function findExtents(text: string, index: number, word: string): Found | undefined {
    for (const extent of byWord.get(word) ?? []) {
      const found = findExtent(text, index, word, extent)
      if (found) return found
    }
    return undefined
  }

  function findExtent(text: string, index: number, word: string, extent: Extent) {
    const start = index - extent.offset
    if (start < 0) return undefined
    if (extent.before !== 0 && lowerCode(text, index - 1) !== extent.before) return undefined
    if (extent.after !== 0 && lowerCode(text, index + word.length) !== extent.after)
      return undefined
    const value = text.slice(start, start + extent.length)
    const kind = known.get(value.toLowerCase())?.kind
    if (kind === undefined || !standsAlone(text, start, start + extent.length)) return undefined
    const end = start + extent.length + padding(text, start + extent.length)
    return toFullName({ kind, value: text.slice(start, end), start }, text)
  }
}

const zero = 0x30

/** Each run of letters and digits, with its hash. */
function eachWord(text: string, tell: (start: number, end: number, hash: number) => void): void {
  const { length } = text
  for (let at = 0; at < length; at++) {
    let code = fold(text.charCodeAt(at))
    if (code === 0) continue
    const start = at
    let hash = seed
    while (code !== 0) {
      hash = step(hash, code)
      at++
      code = at < length ? fold(text.charCodeAt(at)) : 0
    }
    tell(start, at, slot(hash))
  }
}

function isSame(a: Extent, b: Extent): boolean {
  return (
    a.offset === b.offset && a.length === b.length && a.before === b.before && a.after === b.after
  )
}

const hashCount = 2 ** 18
const seed = 0x811c9dc5 | 0

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

function slot(hash: number): number {
  return (hash ^ (hash >>> 15)) & (hashCount - 1)
}

function hashOf(word: string): number {
  let hash = seed
  for (let index = 0; index < word.length; index++) hash = step(hash, word.charCodeAt(index))
  return slot(hash)
}

/** Small letters and digits; all else is 0. */
const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9]/i.test(String.fromCharCode(code))
    ? String.fromCharCode(code).toLowerCase().charCodeAt(0)
    : 0,
)

function fold(code: number): number {
  return code < 128 ? (folded[code] ?? 0) : 0
}

function codeAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? text.charCodeAt(at) : 0
}

function lowerCode(text: string, at: number): number {
  return text.charAt(at).toLowerCase().charCodeAt(0)
}

/** How a full name ends; what else follows a short one may be the end of a file's name. */
const topLevel =
  '(?:com|org|net|edu|gov|mil|int|io|dev|cloud|ai|app|tech|info|biz|eu|de|fr|uk|nl|be|ch|at|it|es|pt|se|no|fi|dk|cz|hu|ro|gr|ru|ua|tr|jp|kr|cn|tw|hk|sg|au|nz|ca|us|mx|br|ar|cl|za|il|internal|local|lan|corp|intra|intranet|localdomain|home|example|invalid)'
const domainAfter = new RegExp(String.raw`(?:\.[a-z0-9-]{1,63}){0,5}\.${topLevel}(?![\w-])`, 'iy')

/** A machine with the domain behind its name, a domain with the machine before it. */
function toFullName(found: Found, text: string): Found {
  const { kind, value, start } = found
  if (kind === 'host') {
    domainAfter.lastIndex = start + value.length
    return { ...found, value: value + (domainAfter.exec(text)?.[0] ?? '') }
  }
  if (kind !== 'domain' || !value.includes('.')) return found
  const machine = /(?:[a-z0-9-]{1,63}\.){1,5}$/i.exec(
    text.slice(Math.max(0, start - 200), start),
  )?.[0]
  if (machine === undefined) return found
  return { kind: 'host', value: machine + value, start: start - machine.length }
}

function standsAlone(text: string, start: number, end: number): boolean {
  return !isWord(text[start - 1]) && !isWord(text[end + padding(text, end)])
}

/** A serial number in hex is padded with blanks, which are `20`. */
function padding(text: string, at: number): number {
  let length = 0
  while (text.startsWith('20', at + length)) length += 2
  return isWord(text[at + length]) ? 0 : length
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /[a-z0-9]/i.test(letter)
}
