import type { Found } from './found.ts'
import { pseudonyms } from './kinds.ts'
import { extensions } from './known/grammars.ts'
import type { Unknown } from './known/judge.ts'

/** A name before the endings of a file; these tell what it is. */
const ending = new RegExp(String.raw`^(.+?)(?:\.(?:${extensions}))+$`, 'i')

/** How a version of a kernel begins; what whoever built it added stands behind. */
const release = /^\d{1,2}\.\d{1,2}\.\d{1,3}(?:-rc\d{1,2}|-\d{1,4})?[-.](?=[a-z])/i

/**
 * Parts of what is not known, without the pseudonyms that stand in it.
 *
 * @param isPseudonym whether a word like a pseudonym is one that was given
 */
export function splitUnknown(
  { value, start }: Unknown,
  isPseudonym: (word: string) => boolean,
): Found[] {
  const found: Found[] = []
  let at = 0
  for (const part of splitAt(value, isPseudonym)) {
    const whole = part.replaceAll(/^[-_.:@+]+|[-_.:@+]+$/g, '').replace(ending, '$1')
    const bare = whole.replace(release, '')
    const offset = value.indexOf(bare, at)
    if (bare !== '') found.push({ kind: 'word', value: bare, start: start + offset })
    at = offset + part.length
  }
  return found
}

/** `net.ipv4.conf.veth5cc250bc.rp_filter`: a name of a setting is public but for what it is of. */
const setting = /^net\.(?:ipv[46]|core|netfilter|mpls)(?:\.[\w@+-]+)+$/

function splitAt(value: string, isPseudonym: (word: string) => boolean): string[] {
  if (setting.test(value)) return value.split('.')
  const parts: string[] = []
  let end = 0
  for (const { 0: word, index } of value.matchAll(pseudonyms)) {
    if (!isPseudonym(word)) continue
    parts.push(value.slice(end, index))
    end = index + word.length
  }
  return [...parts, value.slice(end)]
}
