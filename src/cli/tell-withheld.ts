import type { Withheld } from '../privacy/withheld.ts'
import type { Terminal } from './command.ts'

/** All words that were withheld, the most frequent first, and what to do about one. */
export function tellWithheld(words: readonly Withheld[], { out }: Terminal): void {
  out(words.map(describeWithheld).join(''))
  out(summarize(words))
}

/** A word with how often and where it stands. */
export function describeWithheld({ value, places, files, file, line, text }: Withheld): string {
  const more = files.length > 1 ? ` and ${files.length - 1} more` : ''
  return `${String(places).padStart(7)}  ${value}\n         ${file}:${line}${more}: ${text}\n`
}

function summarize(words: readonly Withheld[]): string {
  if (words.length === 0) return 'Nothing was withheld: all words are known.\n'
  const places = words.reduce((sum, word) => sum + word.places, 0)
  return `${words.length} words are withheld in ${places} places. Publish one with technote review --allow WORD\n`
}
