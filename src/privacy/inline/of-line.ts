/**
 * Whether all that a pattern matches, and all that it looks at, is one line that has one of some
 * texts: then it need be tried on such lines alone. Where that cannot be read from the pattern it is
 * tried on the whole text.
 *
 * @param source of a regular expression whose `^` and `$` are those of lines
 * @param needs in small letters
 */
export function isOfLine(source: string, needs: readonly string[]): boolean {
  return isInLine(source) && listLiterals(source)?.every(text => hasOne(text, needs)) === true
}

function hasOne(text: string, needs: readonly string[]): boolean {
  return needs.some(need => text.includes(need))
}

/** Whether nothing in a pattern can stand for the end of a line. */
function isInLine(source: string): boolean {
  const parts = source.match(/\\.|\[(?:\\.|[^\]\\])*\]|[^\\[]/gs) ?? []
  return parts.every(part => {
    if (part.startsWith('[^')) return /\\[sn]/.test(part)
    return !/\\[snDWPxuc0vf]|\\t-|\n/.test(part)
  })
}

/** Stands for what is not known, or not beside its neighbour. */
const gap = '\0'
const mostLiterals = 3000

/**
 * Texts one of which, at least, every match of a pattern holds piece by piece: what is literal in it, in
 * small letters, for each choice that the pattern leaves. Undefined where there are too many.
 */
export function listLiterals(source: string): string[] | undefined {
  let at = 0
  let isTooMuch = false
  const texts = readChoices()
  return isTooMuch || at < source.length ? undefined : texts

  function readChoices(): string[] {
    const texts = readSequence()
    while (source[at] === '|') {
      at++
      texts.push(...readSequence())
    }
    return texts
  }

  function readSequence(): string[] {
    let texts = ['']
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const next = repeat(readAtom())
      texts = texts.flatMap(text => next.map(more => text + more))
      if (texts.length > mostLiterals) {
        isTooMuch = true
        texts = ['']
      }
    }
    return texts
  }

  function readAtom(): string[] {
    const char = source[at++] ?? ''
    if (char === '(') return readGroup()
    if (char === '[') return readClass()
    if (char === '\\') return readEscape()
    if (char === '^' || char === '$') return ['']
    return [char === '.' ? gap : char.toLowerCase()]
  }

  function readGroup(): string[] {
    const [opening = ''] = /^(?:\?(?::|=|!|<=|<!|<\w+>))?/.exec(source.slice(at)) ?? []
    at += opening.length
    const texts = readChoices()
    at++
    if (opening === '?!' || opening === '?<!') return ['']
    if (opening === '?=') return texts.map(text => text + gap)
    return opening === '?<=' ? texts.map(text => gap + text) : texts
  }

  function readClass(): string[] {
    const [whole = ''] = /^(?:\\.|[^\]\\])*\]/s.exec(source.slice(at)) ?? []
    at += whole.length
    const chars = whole.slice(0, -1)
    const isShort = chars.length <= 4 && !/[\\^-]/.test(chars)
    return isShort ? [...new Set(chars.toLowerCase())] : [gap]
  }

  function readEscape(): string[] {
    const char = source[at++] ?? ''
    if (char === 'b' || char === 'B') return ['']
    if (char === 'p' || char === 'P') at = source.indexOf('}', at) + 1
    if (char === 't') return ['\t']
    return [/[\w]/.test(char) ? gap : char]
  }

  /** Each text as often as it is said behind it: not at all, once, or with a gap between two. */
  function repeat(texts: string[]): string[] {
    const [whole = ''] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at)) ?? []
    if (whole === '') return texts
    at += whole.length
    const [least, most] = toBounds(whole)
    return [
      ...(least === 0 ? [''] : []),
      ...(least <= 1 ? texts : []),
      ...(most > 1 ? texts.flatMap(text => (text === gap ? [] : [text + gap + text])) : []),
      ...(most > 1 && least > 1 && texts.includes(gap) ? [gap] : []),
    ]
  }
}

function toBounds(quantifier: string): [least: number, most: number] {
  if (quantifier.startsWith('?')) return [0, 1]
  if (quantifier.startsWith('*')) return [0, 2]
  if (quantifier.startsWith('+')) return [1, 2]
  const [, least = '0', comma, most = ''] = /^\{(\d+)(,?)(\d*)/.exec(quantifier) ?? []
  return [Number(least), comma === '' ? Number(least) : most === '' ? 2 : Number(most)]
}
