import { closest, distance } from 'fastest-levenshtein'

/** `; did you mean "iodepth"?`, or nothing where no known word is near. */
export function suggest(word: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const nearest = closest(word, known)
  return distance(word, nearest) <= Math.max(2, word.length / 3)
    ? `; did you mean \`${nearest}\`?`
    : `; known: ${known.map(name => `\`${name}\``).join(', ')}`
}
