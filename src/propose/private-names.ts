import type { Judge } from '../privacy/known/judge.ts'
import type { Redactor } from '../privacy/redactor.ts'
import type { IsPrivate } from './neutral.ts'
import { levelWords, repeatWords } from './words.ts'

/**
 * Tells names of folders and files that may be somebody's: what captures gave away, words that no
 * list has, and known words that are joined with a number as machines are named (`apollo-db7`). A
 * level such as `libaio-poll`, of known words alone, is not taken for one.
 */
export function createPrivateNames(
  { isKnown }: Pick<Judge, 'isKnown'>,
  { redact }: Pick<Redactor, 'redact'>,
): IsPrivate {
  return name => redact(name) !== name || toWords(name).some(isUnknown) || isLikeMachine(name)

  function isUnknown(word: string): boolean {
    return !isKnown(word) && !isKnown(word.replace(/\d+[a-z]?$/, '')) && !hasKnownParts(word)
  }

  function hasKnownParts(word: string): boolean {
    const parts = word.split('_')
    return parts.length > 1 && parts.every(part => part === '' || !isUnknown(part))
  }

  function isLikeMachine(name: string): boolean {
    const isCompound = /[-.@:+]/.test(name)
    return isCompound && !isKnown(name) && toWords(name).some(word => isNumbered(word, isKnown))
  }
}

/** Words with a letter; the ending of a file is none. */
function toWords(name: string): string[] {
  return name
    .split(/[^\p{L}\p{N}_]+/u)
    .filter(word => /\p{L}/u.test(word) && !/^(?:tar|t?gz|zst|zip|json|csv|txt|log)$/.test(word))
}

/** `db7`; not `qd32`, `4k` or `v6`. */
function isNumbered(word: string, isKnown: (word: string) => boolean): boolean {
  const [, stem = ''] = /^(\p{L}{2,})\d+$/u.exec(word) ?? []
  const lower = stem.toLowerCase()
  return stem !== '' && !levelWords.test(lower) && !repeatWords.test(lower) && !isKnown(word)
}
