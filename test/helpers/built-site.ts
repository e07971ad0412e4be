import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject, repository, technoteProcess } from './technote.ts'

export const builtPath = join(repository, 'dist/site-of-tests')
export const builtLock = `${builtPath}.lock`

/**
 * A built site, to be read only: built by the first test that asks for it, for all test files.
 * The others wait, as they run in processes of their own. In the fast suite it is that of the
 * smaller study, elsewhere the repository's own.
 */
export function builtSite(): string {
  if (takeLock()) {
    buildSite()
    mkdirSync(join(builtLock, 'done'))
  }
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; !existsSync(join(builtLock, 'done')); tries++) {
    if (tries > 6000) throw new Error('The site was not built by the test that began to')
    Atomics.wait(clock, 0, 0, 100)
  }
  return builtPath
}

/** Names of the studies whose site it is. */
export function builtStudies(): string[] {
  const folder = join(builtSite(), 'data')
  return readdirSync(folder).filter(name => existsSync(join(folder, name, 'study.json')))
}

function buildSite(): void {
  const small = process.env.SUITE === 'fast' ? copyProject() : undefined
  const root = small?.root ?? repository
  const { status, err } = technoteProcess(['build', '--root', root, '--output', builtPath])
  small?.remove()
  if (status !== 0) throw new Error(`The site of the tests could not be built:\n${err}`)
}

function takeLock(): boolean {
  try {
    mkdirSync(builtLock)
    return true
  } catch {
    return false
  }
}
