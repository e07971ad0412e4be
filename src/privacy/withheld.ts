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
  /** How many words were withheld in each file, the most first. */
  files(): WithheldFile[]
}

/** A file and the number of places in it in which a word was withheld. */
export interface WithheldFile {
  file: string
  places: number
}

/** Letters shown before and after a word on a long line. */
const around = 60

export function createWithheldLog(): WithheldLog {
  const byValue = new Map<string, Withheld & { seen: Set<string> }>()
  const byFile = new Map<string, number>()
  return {
    add: (value, text, start, file) => {
      byFile.set(file, (byFile.get(file) ?? 0) + 1)
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
    files: () =>
      [...byFile]
        .map(([file, places]) => ({ file, places }))
        .sort((a, b) => b.places - a.places || (a.file < b.file ? -1 : 1)),
  }
}
