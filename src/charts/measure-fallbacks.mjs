/**
 * Write the `@font-face` rules of `technote.css` that stand in for our fonts where these do not
 * come: fonts that a reader's machine has, as large and as high as ours are, so that lines break
 * where they would and texts of charts keep to their place. All numbers are measured in font
 * files; Arimo and Tinos have the widths of Arial and Times New Roman, and Liberation theirs.
 * Run by hand when a font changes; a test compares the two.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { openSync } from 'fontkit'

const { resolve } = createRequire(import.meta.url)
const fontsource = (name, style) =>
  openSync(resolve(`@fontsource/${name}/files/${name}-latin-${style}.woff2`))
const dejavu = name => openSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))

/** Of our fonts, the face that is used most at each weight and style; what stands in for it. */
const faces = [
  {
    family: 'Source Sans 3',
    descriptors: '',
    own: fontsource('source-sans-3', '400-normal'),
    others: [
      { font: fontsource('arimo', '400-normal'), locals: ['Arial', 'Arimo', 'Liberation Sans'] },
      { font: dejavu('DejaVuSans'), locals: ['DejaVu Sans'] },
    ],
  },
  {
    family: 'Source Sans 3',
    descriptors: 'font-weight: 600 900; ',
    own: fontsource('source-sans-3', '600-normal'),
    others: [
      {
        font: fontsource('arimo', '700-normal'),
        locals: ['Arial Bold', 'Arimo Bold', 'Liberation Sans Bold'],
      },
      { font: dejavu('DejaVuSans-Bold'), locals: ['DejaVu Sans Bold'] },
    ],
  },
  {
    family: 'Source Serif 4',
    descriptors: '',
    own: fontsource('source-serif-4', '400-normal'),
    others: [
      {
        font: fontsource('tinos', '400-normal'),
        locals: ['Times New Roman', 'Tinos', 'Liberation Serif'],
      },
      { font: dejavu('DejaVuSerif'), locals: ['DejaVu Serif'] },
    ],
  },
  {
    family: 'Source Serif 4',
    descriptors: 'font-style: italic; ',
    own: fontsource('source-serif-4', '400-italic'),
    others: [
      {
        font: fontsource('tinos', '400-italic'),
        locals: ['Times New Roman Italic', 'Tinos Italic', 'Liberation Serif Italic'],
      },
      { font: dejavu('DejaVuSerif-Italic'), locals: ['DejaVu Serif Italic'] },
    ],
  },
]

/** How often letters are in English, in per mille (R. Lewand, Cryptological Mathematics, 2000). */
// biome-ignore format: a table of letters
const inEnglish = {
  a: 82, b: 15, c: 28, d: 43, e: 127, f: 22, g: 20, h: 61, i: 70, j: 2, k: 8, l: 40, m: 24,
  n: 67, o: 75, p: 19, q: 1, r: 60, s: 63, t: 91, u: 28, v: 10, w: 24, x: 2, y: 20, z: 1,
  // A blank after a word of 4.7 letters.
  ' ': 213,
}

/** Tables and charts are set in the sans: as many digits as all else. */
const inTables = {
  ...inEnglish,
  ...Object.fromEntries([...'0123456789'].map(digit => [digit, 120])),
}

/** The rules, one a line. */
export function measureFallbacks() {
  return faces.flatMap(face => face.others.map(other => toRule(face, other)))
}

function toRule({ family, descriptors, own }, { font, locals }) {
  const counts = family === 'Source Sans 3' ? inTables : inEnglish
  const size = meanWidth(own, counts) / meanWidth(font, counts)
  const share = value => `${(100 * value).toFixed(1)}%`
  const height = value => share(Math.abs(value) / own.unitsPerEm / size)
  const source = locals.map(name => `local("${name}")`).join(', ')
  return `@font-face { font-family: "${family} as ${locals[0]?.split(' ')[0]}"; ${descriptors}src: ${source}; size-adjust: ${share(size)}; ascent-override: ${height(own.ascent)}; descent-override: ${height(own.descent)}; line-gap-override: ${height(own.lineGap)}; }`
}

/** In em, of a character of a text that holds each so often. */
function meanWidth(font, counts) {
  const letters = Object.entries(counts)
  const all = letters.reduce((sum, [, count]) => sum + count, 0)
  const widths = letters.map(([letter, count]) => {
    const { advanceWidth } = font.glyphForCodePoint(letter.codePointAt(0))
    return (count * advanceWidth) / font.unitsPerEm
  })
  return widths.reduce((sum, width) => sum + width, 0) / all
}

if (process.argv[1] === import.meta.filename) {
  const sheet = new URL('../../site/style/technote.css', import.meta.url)
  const css = readFileSync(sheet, 'utf8').replaceAll(/^@font-face .*src: local.*\n/gm, '')
  const lastOwn = /^@font-face .*\n(?!@font-face)/m
  writeFileSync(
    sheet,
    css.replace(lastOwn, own => `${own}${measureFallbacks().join('\n')}\n`),
  )
}
