import { canonical, isFullName, toShortName } from './forms.ts'
import type { Kind } from './kinds.ts'

/**
 * Names for private values: `host-1`, `serial-2`, by order of appearance, and the same one for a value
 * in each of its spellings.
 *
 * @param find what was learnt of a spelling
 */
export function createPseudonyms(
  find: (value: string) => { kind: Kind; value: string } | undefined,
): (kind: Kind, value: string) => string {
  const names = new Map<string, string>()
  const numbers = new Map<Kind, number>()
  const fullNames = new Map<string, string>()
  return toName

  function toName(kind: Kind, value: string): string {
    const known = find(value) ?? find(value.replace(/(?:20)+$/, ''))
    const [of, said] = known ? [known.kind, known.value] : [kind, value]
    const form = canonical(of, said)
    const key = `${of} ${of === 'host' && isFullName(form) ? toHost(form) : form}`
    let name = names.get(key)
    if (name === undefined) {
      const number = (numbers.get(of) ?? 0) + 1
      numbers.set(of, number)
      name = `${of}-${number}`
      names.set(key, name)
    }
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
