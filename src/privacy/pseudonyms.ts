import { canonical, isFullName, toShortName } from './forms.ts'
import type { Kind } from './kinds.ts'

/** Gives names to private values. */
export interface Pseudonyms {
  toName(kind: Kind, value: string): string
  /** Whether a word is a name that was given. */
  isGiven(word: string): boolean
  /** Give nothing a name that stands somewhere as a word. */
  avoid(word: string): void
}

/**
 * Names for private values: `host-1`, `serial-2`, by order of appearance, and the same one for a value
 * in each of its spellings. None is a word that stands in a text or in the name of a file.
 *
 * @param find what was learnt of a spelling
 */
export function createPseudonyms(
  find: (value: string) => { kind: Kind; value: string } | undefined,
): Pseudonyms {
  const names = new Map<string, string>()
  const numbers = new Map<Kind, number>()
  const fullNames = new Map<string, string>()
  const given = new Set<string>()
  const taken = new Set<string>()
  return { toName, isGiven: name => given.has(name), avoid: name => void taken.add(name) }

  function toName(kind: Kind, value: string): string {
    const known = find(value) ?? find(value.replace(/(?:20)+$/, ''))
    const [of, said] = known ? [known.kind, known.value] : [kind, value]
    const form = canonical(of, said)
    const key = `${of} ${of === 'host' && isFullName(form) ? toHost(form) : form}`
    let name = names.get(key)
    if (name === undefined) {
      name = nextOf(of)
      given.add(name)
      names.set(key, name)
    }
    return name
  }

  function nextOf(kind: Kind): string {
    let name: string
    do {
      const number = (numbers.get(kind) ?? 0) + 1
      numbers.set(kind, number)
      name = `${kind}-${number}`
    } while (taken.has(name))
    return name
  }

  /** The short name for the first machine that has it: another domain may have one like it. */
  function toHost(fullName: string): string {
    const short = toShortName(fullName)
    const first = fullNames.get(short) ?? fullName
    fullNames.set(short, first)
    return first === fullName ? short : fullName
  }
}
