/** Letters that are looked at together; captures are far smaller, and attacks are not. */
const longest = 16_000_000

/**
 * A text in pieces whose sum it is, so that hundreds of megabytes take no more memory than one
 * piece does. Cut at the end of a line where there is one, else between two words.
 */
export function toPieces(text: string, most = longest): string[] {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > most) {
    const end = endBefore(text, start + most, start)
    pieces.push(text.slice(start, end))
    start = end
  }
  pieces.push(text.slice(start))
  return pieces
}

/** Not far back: a line without an end has none to be found. */
function endBefore(text: string, most: number, start: number): number {
  const tail = text.slice(Math.max(start, most - 100_000), most)
  const at = ['\n\n', '\n', ' ', ','].map(end => tail.lastIndexOf(end)).find(index => index > 0)
  return at === undefined ? most : most - tail.length + at + 1
}
