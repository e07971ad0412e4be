/**
 * Write `advances.json`: how wide each character of the chart font is, in thousandths of
 * the font size, at weight 400. The bundled font is a variable one, whose default is weight
 * 200, so the same design is measured in its static form. Run by hand when the font changes;
 * a test compares the two.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { openSync } from 'fontkit'

const fontFile = '@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2'

export function measureFont() {
  const font = openSync(createRequire(import.meta.url).resolve(fontFile))
  const characters = font.characterSet.filter(code => code >= 0x20 && code < 0x2300)
  return Object.fromEntries(
    characters.map(code => {
      const { advanceWidth } = font.glyphForCodePoint(code)
      return [String.fromCodePoint(code), Math.round((advanceWidth * 1000) / font.unitsPerEm)]
    }),
  )
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL('advances.json', import.meta.url), `${JSON.stringify(measureFont())}\n`)
}
