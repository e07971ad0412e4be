/**
 * Texts that a simple pattern matches: each alternative once, with and without what is optional,
 * and what may be repeated as seldom as it may be. `gr[ea]y|(?:so )?blue` => `grey`, `blue`, `so blue`.
 */
export function expandPattern(source: string): string[] {
  let at = 0
  return [...new Set(readAlternatives())]

  function readAlternatives(): string[] {
    const all: string[] = []
    for (;;) {
      all.push(...readSequence())
      if (source[at] !== '|') return all
      at++
    }
  }

  function readSequence(): string[] {
    let texts = ['']
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const choices = repeat(readAtom())
      texts = texts.flatMap(text => choices.map(choice => text + choice))
    }
    return texts
  }

  function readAtom(): string[] {
    const char = source[at++] ?? ''
    if (char === '^' || char === '$') return ['']
    if (char === '.') return ['x']
    if (char === '\\') return [readEscaped()]
    if (char === '[') return readClass()
    if (char !== '(') return [char]
    if (source.startsWith('?:', at)) at += 2
    const inside = readAlternatives()
    at++
    return inside
  }

  function readEscaped(): string {
    const char = source[at++] ?? ''
    return { w: 'x', d: '0', s: ' ' }[char] ?? char
  }

  /** Of a class, its first character and the underscore that it may have. */
  function readClass(): string[] {
    const chars: string[] = []
    while (source[at] !== ']') {
      const char = source[at++] ?? ''
      chars.push(char === '\\' ? readEscaped() : char)
    }
    at++
    return [...new Set([chars[0] ?? '', ...chars.filter(char => char === '_')])]
  }

  function repeat(choices: string[]): string[] {
    const [whole, least] = /^(?:[?*]|\+|\{(\d+)(?:,\d*)?\})/.exec(source.slice(at)) ?? []
    if (whole === undefined) return choices
    at += whole.length
    if (whole === '?') return ['', ...choices]
    if (whole === '*' || least === '0') return ['']
    return choices.map(choice => choice.repeat(Number(least ?? 1)))
  }
}
