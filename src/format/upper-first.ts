/** A word as the beginning of a label: `bandwidth` is `Bandwidth`. */
export function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
