import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from '../message/message.ts'
import { escapingPath, hasControls, unnamable } from './entry.ts'

/** What is told of a path that the system does not let be read. */
export type Skip = (path: string, error: NodeJS.ErrnoException) => void

export interface Listed {
  path: string
  isFile: boolean
  /** Whether its name is text: what is not in UTF-8 cannot be asked for by its name again. */
  isNamable: boolean
}

/** All that is below a folder and is no folder, in code point order, by its path from there. */
export async function listFiles(root: string, skip: Skip): Promise<Listed[]> {
  const found: Listed[] = []
  const waiting = ['']
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    const folder = below
    const options = { withFileTypes: true, encoding: 'buffer' } as const
    const items = await readdir(join(root, folder), options).catch(error => {
      skip(folder, error)
      return []
    })
    for (const item of items) {
      const name = item.name.toString()
      const path = folder === '' ? name : `${folder}/${name}`
      const isNamable = item.name.equals(Buffer.from(name))
      if (item.isDirectory() && isNamable) waiting.push(path)
      else found.push({ path, isFile: item.isFile(), isNamable })
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Why what was listed is no file to read; nothing where it is one. */
export function whyNoFile(
  { path, isFile, isNamable }: Listed,
  folder: string,
): Message | undefined {
  if (!isNamable) return { ...unnamable(path), file: folder }
  if (hasControls(path)) return { ...escapingPath(path), file: folder }
  if (isFile) return undefined
  return {
    severity: 'error',
    rule: 'not-a-file',
    reason: `Unexpected link or special file, expected a file; it was left out, put the file itself there`,
    file: `${folder}/${path}`,
  }
}
