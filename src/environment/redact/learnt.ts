import type { Found } from './find-labelled.ts'
import type { Kind } from './kinds.ts'

/** The values that were learnt, in all their spellings. */
export interface Learnt {
  get(spelling: string): { kind: Kind; value: string } | undefined
  add(spelling: string, kind: Kind, value: string): void
  /** Each learnt value in a text that stands as a word of its own, the longest of several. */
  find(text: string): Found[]
}

/** Where a value would begin and end, as seen from its first word. */
interface Extent {
  /** How far in its first word begins. */
  offset: number
  length: number
}

/** No number or name is longer; what is, is hidden where it stands. */
const longest = 200

/**
 * Values are found by their first word and their lengths, so that each word of a text is looked
 * up once for each length that a value with it has: one pattern of all values would compare each
 * place of a text with thousands, and so would all values that begin with `nqn`.
 */
export function createLearnt(): Learnt {
  const known = new Map<string, { kind: Kind; value: string }>()
  const byWord = new Map<string, Extent[]>()
  return {
    get: spelling => known.get(spelling.toLowerCase()),
    add: (spelling, kind, value) => {
      const text = spelling.toLowerCase()
      const word = /[a-z0-9]+/.exec(text)
      if (!word || text.length > longest || known.has(text)) return
      known.set(text, { kind, value })
      const extents = byWord.get(word[0]) ?? []
      const { length } = text
      if (extents.some(other => other.offset === word.index && other.length === length)) return
      byWord.set(
        word[0],
        [...extents, { offset: word.index, length }].sort((a, b) => b.length - a.length),
      )
    },
    find: text => {
      if (known.size === 0) return []
      const lower = text.toLowerCase()
      return [...lower.matchAll(/[a-z0-9]+/g)].flatMap(
        ({ 0: word, index }) => findAt(text, lower, word, index) ?? [],
      )
    },
  }

  function findAt(text: string, lower: string, word: string, index: number): Found | undefined {
    for (const { offset, length } of toExtents(word)) {
      const start = index - offset
      const kind = start < 0 ? undefined : known.get(lower.slice(start, start + length))?.kind
      if (kind === undefined || !standsAlone(lower, start, start + length)) continue
      const end = start + length + padding(lower, start + length)
      return toFullName({ kind, value: text.slice(start, end), start }, text)
    }
    return undefined
  }

  function toExtents(word: string): Extent[] {
    const bare = word.replace(/(?:20)+$/, '')
    return [...(byWord.get(word) ?? []), ...(bare === word ? [] : (byWord.get(bare) ?? []))]
  }
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
  return letter !== undefined && /[a-z0-9]/.test(letter)
}
