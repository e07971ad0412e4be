import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Previous } from '../model/output-file.ts'
import { manifestName } from './write-site.ts'

/** Folders of a site in which it is written down what its pages said and showed. */
const compared = /^(?:values\/[^/]+\.json|figures\/[^/]+\/[^/]+\.csv|tables\/[^/]+\/[^/]+\.txt)$/

/** Read of an older site what a build can be compared with; nothing where there is no such site. */
export async function readPrevious(folder: string): Promise<Previous | undefined> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const paths = names.map(name => name.replaceAll('\\', '/')).sort()
  if (!paths.includes(manifestName)) return undefined
  const files = new Map<string, string>()
  for (const path of paths.filter(path => compared.test(path))) {
    files.set(path, await readFile(join(folder, path), 'utf8'))
  }
  return files
}
