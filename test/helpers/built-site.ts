import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runFolder } from './run-folder.ts'
import { copyProject, repository, technoteProcess } from './technote.ts'

const suite = process.env.SUITE ?? ''
const built = join(runFolder, `site-of-${suite}`)
const lock = `${built}.lock`

/**
 * A built site, to be read only: built by the first test that asks for it, for all test files.
 * The others wait, as they run in processes of their own. In the fast suite it is that of the
 * smaller study, elsewhere the repository's own.
 */
export function builtSite(): string {
  if (takeLock()) {
    buildSite()
    mkdirSync(join(lock, 'done'))
  }
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; !existsSync(join(lock, 'done')); tries++) {
    if (tries > 6000) throw new Error('The site was not built by the test that began to')
    Atomics.wait(clock, 0, 0, 100)
  }
  return built
}

/** Names of the studies whose site it is. */
export function builtStudies(): string[] {
  const folder = join(builtSite(), 'data')
  return readdirSync(folder).filter(name => existsSync(join(folder, name, 'study.json')))
}

function buildSite(): void {
  const small = suite === 'fast' ? copyProject() : undefined
  const root = small?.root ?? repository
  const { status, err } = technoteProcess(['build', '--root', root, '--output', built])
  small?.remove()
  if (status !== 0) throw new Error(`The site of the tests could not be built:\n${err}`)
}

function takeLock(): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}
