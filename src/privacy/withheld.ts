/** A word that is published as a pseudonym because nothing says that it is nobody's. */
export interface Withheld {
  value: string
  places: number
  files: string[]
  /** Where it stands first. */
  file: string
  line: number
  /** The line, or what is around the word on a long one. */
  text: string
}

/** Counts what is withheld, by word and by file. */
export interface WithheldLog {
  add(value: string, text: string, start: number, file: string): void
  /** The most frequent first. */
  list(): Withheld[]
}

/** Letters shown before and after a word on a long line. */
const around = 60

export function createWithheldLog(): WithheldLog {
  const byValue = new Map<string, Withheld & { seen: Set<string> }>()
  return {
    add: (value, text, start, file) => {
      const key = value.toLowerCase()
      const known = byValue.get(key)
      if (known) {
        known.places++
        known.seen.add(file)
        return
      }
      const begin = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - around)
      const [line = ''] = text.slice(begin, start + value.length + around).split('\n', 1)
      byValue.set(key, {
        value,
        places: 1,
        files: [],
        seen: new Set([file]),
        file,
        line: text.slice(0, start).split('\n').length,
        text: line.trim(),
      })
    },
    list: () =>
      [...byValue.values()]
        .map(({ seen, ...word }) => ({ ...word, files: [...seen] }))
        .sort((a, b) => b.places - a.places || (a.value < b.value ? -1 : 1)),
  }
}
