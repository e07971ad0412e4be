import type { Found } from './find-labelled.ts'
import type { Kind } from './kinds.ts'

/** The values that were learnt, in all their spellings. */
export interface Learnt {
  has(spelling: string): boolean
  get(spelling: string): { kind: Kind; value: string } | undefined
  add(spelling: string, kind: Kind, value: string): void
  /** Each learnt value in a text that stands as a word of its own, the longest of several. */
  find(text: string): Found[]
}

interface Spelling {
  text: string
  /** How far in its first word begins. */
  offset: number
}

/**
 * Values are found by their first word, so that each word of a text is looked up once: one
 * pattern of all values would compare each place of a text with thousands.
 */
export function createLearnt(): Learnt {
  const known = new Map<string, { kind: Kind; value: string }>()
  const byWord = new Map<string, Spelling[]>()
  return {
    has: spelling => known.has(spelling.toLowerCase()),
    get: spelling => known.get(spelling.toLowerCase()),
    add: (spelling, kind, value) => {
      const text = spelling.toLowerCase()
      const word = /[a-z0-9]+/.exec(text)
      if (!word || known.has(text)) return
      known.set(text, { kind, value })
      const others = byWord.get(word[0]) ?? []
      others.push({ text, offset: word.index })
      byWord.set(
        word[0],
        others.sort((a, b) => b.text.length - a.text.length),
      )
    },
    find: text => {
      const found: Found[] = []
      if (known.size === 0) return found
      const lower = text.toLowerCase()
      for (const match of lower.matchAll(/[a-z0-9]+/g)) {
        const spelling = toCandidates(match[0]).find(candidate =>
          standsAt(lower, match.index - candidate.offset, candidate.text),
        )
        if (!spelling) continue
        const start = match.index - spelling.offset
        const end = start + spelling.text.length + padding(lower, start + spelling.text.length)
        const kind = known.get(spelling.text)?.kind
        if (kind) found.push({ kind, value: text.slice(start, end), start })
      }
      return found
    },
  }

  function toCandidates(word: string): Spelling[] {
    const bare = word.replace(/(?:20)+$/, '')
    return [...(byWord.get(word) ?? []), ...(bare === word ? [] : (byWord.get(bare) ?? []))]
  }
}

function standsAt(text: string, start: number, value: string): boolean {
  if (start < 0 || !text.startsWith(value, start)) return false
  const end = start + value.length
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
