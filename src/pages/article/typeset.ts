import type { Element, Root } from 'hast'
import { narrowSpace } from '../../format/number.ts'
import { open, type Printed, print } from '../../format/printed.ts'

/** In these every character counts. */
const verbatim = new Set(['code', 'pre', 'kbd', 'samp', 'svg', 'script', 'style'])

/** Units that authors type after a number, as they are in a fio job or in a sentence. */
const units =
  '%|‰|[kKMGT]?i?B(?:/s)?|[kMG]?IO/s|IOPS|[kMG]?bit/s|[kMG]?Hz|GbE|[nµm]?s|h|min|cycles|threads|runs'

/** What is typed, and what is printed. Each is safe to apply twice. */
const rules: [typed: RegExp, printed: string][] = [
  // Four digits need no groups, as in our own numbers.
  [
    /(?<=(?<![\p{L}\p{N}.,]|\d[ \u202f])\d)[ \u202f](?=\d{3}(?![\p{L}\p{N}]|[ \u202f]\d{3}(?!\d)))/gu,
    '',
  ],
  [/(?<=(?<![\p{L}\p{N}.,])\d{1,3}(?:[ \u202f]\d{3})*) (?=\d{3}(?![\p{L}\p{N}]))/gu, narrowSpace],
  [new RegExp(`(?<=\\d)[ \\n](?=(?:${units})(?![\\p{L}\\p{N}]))`, 'gu'), narrowSpace],
  [/(?<=\p{L}) = (?=[\d\u2212])/gu, '\u00a0=\u00a0'],
  [/(?<=\(power) (?=\d)/gu, '\u00a0'],
  [/(?<=[\p{L}\p{N}])'/gu, '’'],
  [/'(?=[\p{L}\p{N}])/gu, '‘'],
  [/"(?=[\p{L}\p{N}])/gu, '“'],
  [/(?<=[\p{L}\p{N}.,;!?])"/gu, '”'],
]

/**
 * Set the text of authors as ours is set: `50 MiB/s` stays on one line, quotation marks and
 * apostrophes are those of print. Code, and HTML that is finished, stays as it is.
 */
export function typeset(parent: Root | Element): void {
  setChildren(parent, '', false)
}

/**
 * An apostrophe may follow a link or a piece of code, so each text is read behind what comes
 * before it.
 *
 * @returns the last letter so far
 */
function setChildren(parent: Root | Element, before: string, isVerbatim: boolean): string {
  let last = before
  for (const node of parent.children) {
    if (node.type === 'text') {
      if (!isVerbatim) node.value = setTyped(node.value, last)
      last = node.value.slice(-1) || last
    }
    if (node.type === 'element') {
      last = setChildren(node, last, isVerbatim || verbatim.has(node.tagName))
    }
  }
  return last
}

/** `a guest's 50 MiB/s` => `a guest’s 50\u202fMiB/s` */
export function typesetText(text: string | Printed): Printed {
  return print(setTyped(open(print(text)), ''))
}

/** Rules keep the length of `before`. */
function setTyped(text: string, before: string): string {
  const typed = before + text
  return rules
    .reduce((typed, [find, printed]) => typed.replaceAll(find, printed), typed)
    .slice(before.length)
}
