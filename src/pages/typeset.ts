import type { Element, Root } from 'hast'

/** In these every character counts. */
const verbatim = new Set(['code', 'pre', 'kbd', 'samp', 'svg', 'script', 'style'])

/** A space that does not break; the fonts lack it, and browsers draw half a space for it. */
export const narrowSpace = '\u202f'

/** Units that authors type after a number, as they are in a fio job or in a sentence. */
const units =
  '%|‰|[kMGT]?i?B(?:/s)?|[kMG]?IO/s|IOPS|[kMG]?bit/s|[kMG]?Hz|GbE|[nµm]?s|h|min|cycles|threads|runs'

/** What is typed, and what is printed. Each is safe to apply twice. */
const rules: [typed: RegExp, printed: string][] = [
  [new RegExp(`(?<=\\d) (?=(?:${units})(?![\\p{L}\\p{N}]))`, 'gu'), narrowSpace],
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
  for (const node of parent.children) {
    if (node.type === 'text') node.value = typesetText(node.value)
    if (node.type === 'element' && !verbatim.has(node.tagName)) typeset(node)
  }
}

/** `a guest's 50 MiB/s` => `a guest’s 50\u202fMiB/s` */
export function typesetText(text: string): string {
  return rules.reduce((typed, [find, printed]) => typed.replaceAll(find, printed), text)
}
