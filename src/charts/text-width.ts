import advances from './advances.json' with { type: 'json' }

const widths: { [character: string]: number } = advances
const unknownCharacter = 600

/** Width of a text in px in the chart font, weight 400, without kerning. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0
  for (const character of text) width += widths[character] ?? unknownCharacter
  return (width * fontSize) / 1000
}

/** Whether the chart font has all characters of a text, so that its width is known. */
export function isMeasured(text: string): boolean {
  return [...text].every(character => character in widths)
}
