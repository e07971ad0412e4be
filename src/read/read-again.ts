import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageToString } from '../message/message.ts'
import { sha256 } from './entry.ts'

/** What a build reads went away or changed meanwhile: nothing that it computes can be trusted. */
export class MovedInput extends Error {
  constructor(file: string, what: string) {
    const reason = `It ${what} while it was read, so nothing was written. Run this again when nothing else writes there`
    super(messageToString({ severity: 'error', rule: 'moved-file', reason, file }))
  }
}

/**
 * Read a file that was read before.
 *
 * @param file with the hash that it had, where that is known
 * @throws MovedInput where it is not what it was
 */
export async function readAgain(file: {
  folder: { path: string; name: string }
  path: string
  sha256?: string
}): Promise<Uint8Array> {
  const { folder, path } = file
  const name = `${folder.name}/${path}`
  const bytes = await readFile(join(folder.path, path)).catch(({ code }) => {
    throw new MovedInput(name, `went away (${code})`)
  })
  if (file.sha256 !== undefined && sha256(bytes) !== file.sha256) {
    throw new MovedInput(name, 'changed')
  }
  return bytes
}
