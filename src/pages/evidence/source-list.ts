import { type FileRef, placeToString, type Source } from '../../model/place.ts'

/** Where a file lies: the number of its archive in the list of archives, and its path in there. */
export interface ListedFile {
  archive: number
  entry: string
}

/** What a tool wrote, with the number of its file in the list of files. */
export interface ListedSource {
  file: number
  line?: number
  pointer?: string
  name: string
  value: number
  /** Missing of a plain count. */
  unit?: string
}

/** Files and sources, each once, numbered from 0 in the order in which they were asked for. */
export interface SourceList {
  files: ListedFile[]
  sources: ListedSource[]
  numberOf(source: Source): number
}

export function createSourceList(archives: readonly { path: string }[]): SourceList {
  const archiveNumbers = new Map(archives.map(({ path }, number) => [path, number]))
  const fileNumbers = new Map<string, number>()
  const sourceNumbers = new Map<string, number>()
  const files: ListedFile[] = []
  const sources: ListedSource[] = []
  const numberOfFile = ({ archive, entry }: FileRef) =>
    numberIn(fileNumbers, `${archive} › ${entry}`, files, () => ({
      archive: archiveNumbers.get(archive) ?? -1,
      entry,
    }))
  return {
    files,
    sources,
    numberOf({ file, place, name, value, unit }) {
      const at = placeToString(`${file.archive} › ${file.entry}`, place)
      return numberIn(sourceNumbers, `${at} ${name} ${value} ${unit}`, sources, () => ({
        file: numberOfFile(file),
        ...place,
        name,
        value,
        ...(unit !== '' && { unit }),
      }))
    },
  }
}

/** The number of what is known by this key; if nothing is, it is listed. */
function numberIn<T>(numbers: Map<string, number>, key: string, list: T[], make: () => T): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  const number = list.push(make()) - 1
  numbers.set(key, number)
  return number
}
