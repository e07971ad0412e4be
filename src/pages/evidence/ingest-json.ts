import type { IngestedEntry } from '../../study/study.ts'

/** A file: its path below the folder of its group, its size, its format, and the tool that wrote it. */
type File = [path: string, bytes: number, format: string, tool?: string]

/** Files of one archive that were used for the same thing, such as a run. */
interface Group extends Pick<IngestedEntry, 'archive' | 'use' | 'detail'> {
  /** That all of them lie in, with a slash at its end; empty where they share none. */
  folder: string
  files: File[]
}

/**
 * What became of every file. What files have in common is said once. Their hashes are not in it: that
 * of their archive is in `study.json`.
 */
export function toIngestJson(entries: readonly IngestedEntry[]): Group[] {
  const groups = new Map<string, IngestedEntry[]>()
  for (const entry of entries) {
    const key = `${entry.archive}\n${entry.use}\n${entry.detail}`
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return [...groups.values()].flatMap(toGroup)
}

function toGroup(entries: readonly IngestedEntry[]): Group[] {
  const [first] = entries
  if (!first) return []
  const { archive, use, detail } = first
  const folder = entries
    .map(({ path }) => path)
    .reduce(shareFolder, first.path.replace(/[^/]*$/, ''))
  const files = entries.map(({ path, bytes, format, tool }): File => {
    const name = path.slice(folder.length)
    return tool === undefined ? [name, bytes, format] : [name, bytes, format, tool]
  })
  return [{ archive, use, detail, folder, files }]
}

/** `shareFolder('a/b/', 'a/c.txt') // => 'a/'` */
function shareFolder(folder: string, path: string): string {
  let shared = folder
  while (!path.startsWith(shared)) shared = shared.replace(/[^/]*\/$/, '')
  return shared
}
