import { realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { CallError } from './command.ts'

/** What is read must not be written over: not below `data/` or `site/`, nor by a link to there. */
export async function refuseInputs(
  output: string,
  root: string,
  option = '--output',
): Promise<void> {
  const place = await toRealPath(output)
  for (const name of ['data', 'site', 'templates']) {
    const folder = await toRealPath(join(root, name))
    if (place === folder || place.startsWith(`${folder}${sep}`)) {
      throw new CallError(
        `Unexpected ${option} in ${name}/, which is read; name a folder beside it${option === '--output' ? ', such as _site' : ''}`,
      )
    }
  }
}

/** A path without links; of what is not there yet, the part that is there without links. */
async function toRealPath(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined)
  if (real !== undefined || dirname(path) === path) return real ?? path
  return join(await toRealPath(dirname(path)), basename(path))
}
