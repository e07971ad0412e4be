import { textWidth } from './text-width.ts'

/**
 * Break a text at its spaces into lines of at most so many px, two of them about equally long; a
 * word that is longer has a line of its own.
 *
 * @example wrapText('not possible', 40, 13) // => ['not', 'possible']
 */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.length === 2 ? halve(text, fontSize) : lines
}

/** A text in two lines, broken where they are most alike in width; in one if it has no space. */
export function halve(text: string, fontSize: number): string[] {
  const words = text.split(' ')
  const ways = words.slice(1).map((_, index) => {
    const parts = [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')]
    return { parts, width: widest(parts, fontSize) }
  })
  const [first] = ways.sort((a, b) => a.width - b.width)
  return first?.parts ?? [text]
}

/** The widest of the texts in px, rounded up. */
export function widest(texts: readonly string[], fontSize: number): number {
  return Math.ceil(Math.max(0, ...texts.map(text => textWidth(text, fontSize))))
}

/** Vega sets the first line of several where one would stand: this lifts all of them to its middle. */
export function liftLines(field: string, lineHeight: number): { expr: string } {
  return { expr: `${-lineHeight / 2} * (length(datum.${field}) - 1)` }
}
