import type { IngestedEntry } from '../../study/study.ts'

type File = Omit<IngestedEntry, 'archive' | 'use' | 'detail'>

interface Group extends Pick<IngestedEntry, 'archive' | 'use' | 'detail'> {
  files: File[]
}

/**
 * What became of every file. Files of one archive that were used for the same thing, such as a
 * run, stand together, so that it is said once.
 */
export function toIngestJson(entries: readonly IngestedEntry[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { archive, use, detail, ...file } of entries) {
    const key = `${archive}\n${use}\n${detail}`
    const group = groups.get(key) ?? { archive, use, detail, files: [] }
    group.files.push(file)
    groups.set(key, group)
  }
  return [...groups.values()]
}
