import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { suggest } from '../message/suggest.ts'
import { dataPath, searchPath } from '../model/site-paths.ts'
import { glossaryPath } from '../pages/article/glossary.ts'
import { CallError } from './command.ts'

/** Pages that every site has, beside those that people write. */
const ownPages = [dataPath, glossaryPath, searchPath].map(path => path.replace(/\.html$/, ''))

/**
 * Refuse the name of a page that the site cannot have: before the build, which takes its time.
 * One that is written and not listed in site.yaml is told by the build.
 */
export async function expectPage(page: string | undefined, root: string): Promise<void> {
  const files = await readdir(join(root, 'site')).catch(() => [])
  const written = files.flatMap(name => (name.endsWith('.md') ? [name.slice(0, -3)] : []))
  // A folder that is no project is told by the build too.
  if (written.length > 0) choosePage(page, [...written.sort(), ...ownPages])
}

/** The page among those that are known; where none is named, `--all` is the other way to say it. */
export function choosePage(page: string | undefined, known: string[]): string {
  if (page === undefined) {
    throw new CallError(`Unexpected absence of a page${suggest('', known)}; --all has every page`)
  }
  if (!known.includes(page)) throw new CallError(`Unexpected page ${page}${suggest(page, known)}`)
  return page
}
