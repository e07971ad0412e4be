import { textWidth } from '../text-width.ts'

/**
 * Break a text at its spaces into lines of at most so many px, two of them about equally long; a
 * word that is longer has a line of its own.
 *
 * @example wrapText('not possible', 40, 13) // => ['not', 'possible']
 */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = []
  for (const word of toWords(text)) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.length === 2 ? halve(text, fontSize) : lines
}

/** How much wider than the narrowest way a name may be to be broken between its levels. */
const betweenLevels = 1.3

/**
 * A text in two lines, broken where they are most alike in width, and in one if it has no space.
 *
 * @example halve('pvscsi · without IOThread', 13) // => ['pvscsi ·', 'without IOThread']
 */
export function halve(text: string, fontSize: number): string[] {
  const words = toWords(text)
  const ways = words.slice(1).map((_, index) => {
    const parts = [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')]
    return { parts, width: widest(parts, fontSize) }
  })
  const [first, ...others] = ways.sort((a, b) => a.width - b.width)
  if (!first) return [text]
  const isBetween = ({ parts }: typeof first) => parts[0]?.endsWith('·') ?? false
  const between = [first, ...others].find(isBetween)
  return between && between.width <= betweenLevels * first.width ? between.parts : first.parts
}

/** The widest of the texts in px, rounded up. */
export function widest(texts: readonly string[], fontSize: number): number {
  return Math.ceil(Math.max(0, ...texts.map(text => textWidth(text, fontSize))))
}

/** Vega sets the first line of several where one would stand: this lifts all of them to its middle. */
export function liftLines(field: string, lineHeight: number): { expr: string } {
  return { expr: `${-lineHeight / 2} * (length(datum.${field}) - 1)` }
}

/** Between these a text may be broken: a dot between levels stays with the level before it. */
function toWords(text: string): string[] {
  return text.split(/ (?!·)/)
}
