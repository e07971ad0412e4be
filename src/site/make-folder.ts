import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Make a folder and those above it, where they are not there. Below `/proc`, Node's own recursive
 * `mkdir` never ends: the system says ENOENT although the parent is there.
 *
 * @throws what the system says, such as EACCES
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await makeFolder(dirname(path))
    await makeOne(path)
  }
}

async function makeOne(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}
