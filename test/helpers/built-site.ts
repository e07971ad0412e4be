import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { repository, technote } from './technote.ts'

export const builtPath = join(repository, 'dist/site-of-tests')
export const builtLock = `${builtPath}.lock`

/**
 * The repository's own site, to be read only: built by the first test that asks for it, for
 * all test files. The others wait, as they run in processes of their own.
 */
export function builtSite(): string {
  if (takeLock()) {
    const { status, err } = technote(['build', '--output', builtPath])
    if (status !== 0) throw new Error(`The repository's own site could not be built:\n${err}`)
    mkdirSync(join(builtLock, 'done'))
  }
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; !existsSync(join(builtLock, 'done')); tries++) {
    if (tries > 6000) throw new Error('The site was not built by the test that began to')
    Atomics.wait(clock, 0, 0, 100)
  }
  return builtPath
}

function takeLock(): boolean {
  try {
    mkdirSync(builtLock)
    return true
  } catch {
    return false
  }
}
